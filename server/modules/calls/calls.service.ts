import type { CallDeps } from './call-deps'
import { createCallOpening } from './call-opening.service'
import { createCallProgress } from './call-progress.service'

/** Everything that is done with calls. */
export function createCallsService(deps: CallDeps) {
  return { ...createCallOpening(deps), ...createCallProgress(deps) }
}

export type CallsService = ReturnType<typeof createCallsService>

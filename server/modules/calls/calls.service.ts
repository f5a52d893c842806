import type { CallDeps } from './call-deps'
import { createCallOpening } from './call-opening.service'
import { createCallProgress } from './call-progress.service'
import { createCallReading } from './call-reading.service'

/** Everything that is done with calls. */
export function createCallsService(deps: CallDeps) {
  const opening = createCallOpening(deps)
  return {
    ...opening,
    startTest: opening.openBrowserTest,
    ...createCallProgress(deps),
    ...createCallReading(deps),
  }
}

export type CallsService = ReturnType<typeof createCallsService>

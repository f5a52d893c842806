import type { CallDeps } from './call-deps'
import { createCallOpening } from './call-opening.service'
import { createCallOrchestration } from './call-orchestrator.service'
import { createCallProgress } from './call-progress.service'
import { createCallReading } from './call-reading.service'
import { createCallTidyUp } from './call-tidy-up.service'

/** Everything that is done with calls. */
export function createCallsService(deps: CallDeps) {
  const opening = createCallOpening(deps)
  const progress = createCallProgress(deps)
  return {
    ...opening,
    startTest: opening.openBrowserTest,
    ...progress,
    ...createCallOrchestration(deps, progress),
    ...createCallTidyUp(deps, progress),
    ...createCallReading(deps),
  }
}

export type CallsService = ReturnType<typeof createCallsService>

import { createOutcomeApplying } from './outcome-applying.service'
import type { OutcomeDeps } from './outcome-deps'
import { createOutcomeDoor } from './outcome-door.service'
import { createOutcomeFollowUp } from './outcome-follow-up.service'

/** How placed calls went: what the outbound vendor says by itself, and what it says when asked. */
export function createOutcomesService(deps: OutcomeDeps) {
  const applying = createOutcomeApplying(deps)
  return { ...createOutcomeDoor(deps), apply: applying.apply, ...createOutcomeFollowUp(deps, applying) }
}

export type OutcomesService = ReturnType<typeof createOutcomesService>

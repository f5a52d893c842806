import { createOutboundAttempts } from './outbound-attempts.service'
import type { OutboundDeps } from './outbound-deps'
import { createOutboundDialling } from './outbound-dialling.service'
import { createOutboundRequests } from './outbound-requests.service'
import { createOutboundSettings } from './outbound-settings.service'

/** Calls to contacts: asked for, judged, dialled once, accounted for. */
export function createOutboundService(deps: OutboundDeps) {
  const { announce, ...requests } = createOutboundRequests(deps)
  const attempts = createOutboundAttempts(deps, { announce })
  const { lookUp, learnPlaced } = attempts
  return { ...requests, ...createOutboundDialling(deps, { announce }, attempts), lookUp, learnPlaced, ...createOutboundSettings(deps) }
}

export type OutboundService = ReturnType<typeof createOutboundService>

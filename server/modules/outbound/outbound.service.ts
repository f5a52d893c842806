import { createAnnounce } from './announce-due'
import { createOutboundAttempts } from './outbound-attempts.service'
import type { OutboundDeps } from './outbound-deps'
import { createOutboundDialling } from './outbound-dialling.service'
import { createOutboundReading } from './outbound-reading.service'
import { createOutboundReminders } from './outbound-reminders.service'
import { createOutboundRequests } from './outbound-requests.service'
import { createOutboundSettings } from './outbound-settings.service'

/** Calls to contacts: asked for, judged, dialled once, accounted for. */
export function createOutboundService(deps: OutboundDeps) {
  const announce = createAnnounce(deps)
  const reading = createOutboundReading(deps)
  const attempts = createOutboundAttempts(deps, announce)
  const { lookUp, learnPlaced } = attempts
  return {
    ...reading,
    ...createOutboundRequests(deps, announce, reading),
    ...createOutboundReminders(deps, announce),
    ...createOutboundDialling(deps, announce, attempts),
    lookUp,
    learnPlaced,
    ...createOutboundSettings(deps),
  }
}

export type OutboundService = ReturnType<typeof createOutboundService>

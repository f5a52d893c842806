import type { Database } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { CallSign } from '../../domain/calls/advance-call'
import type { CallingFacts } from '../../domain/contacts/calling-facts'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import type { EventBus } from '../../ports/event-bus'
import type { JobQueue } from '../../ports/job-queue'
import type { OutboundCaller } from '../../ports/outbound-caller'
import type { SecretBox } from '../../ports/secret-box'
import type { MappingsService } from '../mappings/mappings.service'

/** What the parts of the outbound service work with. */
export type OutboundDeps = {
  db: Database
  clock: Clock
  jobs: JobQueue
  eventBus: EventBus
  secrets: SecretBox
  audit: AuditTrail
  /** Null: no vendor to place calls through. */
  outboundCaller: OutboundCaller | null
  outbound: OutboundLimits
  contacts: { callingFacts(scope: Scope, contactId: string): Promise<CallingFacts> }
  calls: { applySigns(ref: { tenantId: string; callId: string }, signs: CallSign[]): Promise<boolean> }
  mappings: Pick<MappingsService, 'forCall' | 'recordLog' | 'endLog'>
}

export type OutboundLimits = {
  /** The key of tenants without their own; null: there is none. */
  apiKey: string | null
  /** Calls under way at once with that key. */
  maxConcurrentCalls: number
  /** When a lost reply is looked up, counted from the start of the attempt. */
  lookUpAfterMs: readonly number[]
  /** From this age on a call that is not in the vendor's list was never placed. Far beyond `sendWithinMs` + `placeTimeoutMs`. */
  trustListAfterMs: number
  placeTimeoutMs: number
  /** A request that could not be sent this soon after its attempt was written down is not sent at all. */
  sendWithinMs: number
  /** How long a call waits when all lines are taken, or the person is on the phone. */
  busyRetryMs: number
  /** How long a call waits when the vendor asks for a pause without saying how long. */
  rateLimitedRetryMs: number
  /** For how long a call is put off again and again by the vendor's limits. */
  rateLimitedForMs: number
  /** An overdue call whose event seems lost is started again after this. */
  overdueAfterMs: number
}

const SECOND = 1000
const MINUTE = 60 * SECOND

export const OUTBOUND_LIMITS: OutboundLimits = {
  apiKey: null,
  maxConcurrentCalls: 20,
  lookUpAfterMs: [...[5, 30, 120].map((s) => s * SECOND), ...[10, 20, 60, 180, 360, 720, 1440].map((m) => m * MINUTE)],
  trustListAfterMs: 10 * MINUTE,
  placeTimeoutMs: 30 * SECOND,
  sendWithinMs: 10 * SECOND,
  busyRetryMs: 15 * SECOND,
  rateLimitedRetryMs: 30 * SECOND,
  rateLimitedForMs: 6 * 60 * MINUTE,
  overdueAfterMs: 2 * MINUTE,
}

/** No call lasts longer: one that seems to is no longer counted as under way. */
export const LONGEST_CALL_MS = 2 * 60 * MINUTE
/** How often a call is tried again that the vendor never received. */
export const MOST_ATTEMPTS = 5

export type OutboundRef = { tenantId: string; outboundId: string }

export function systemScope(tenantId: string): Scope {
  return { tenantId, actor: { type: 'system', id: 'outbound' } }
}

/** How the vendor's reports name an attempt. */
export function sessionIdOf(outboundId: string, attemptNumber: number): string {
  return `call_${outboundId}_${attemptNumber}`
}

export function refOf({ tenantId, id }: { tenantId: string; id: string }): OutboundRef {
  return { tenantId, outboundId: id }
}

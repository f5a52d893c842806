import { z } from 'zod'
import type { SessionNotice, SessionParty } from '../../domain/recorded-calls/session-notice'
import type { RecordedCallEvent } from '../../ports/recorded-calls'
import { readAnalysis } from './ringcentral-insights'
import { direction, id, time } from './ringcentral-values'

/*
 * RingCentral's notifications, read tolerantly: every part may be missing, and what cannot be read is left out rather than
 * costing us the rest. Shapes: vendors.md §4.
 */

const envelope = z.object({
  uuid: id,
  event: z.string().trim().min(1).max(2000),
  timestamp: time,
  subscriptionId: id,
  body: z.unknown().optional(),
})

const side = z
  .object({ phoneNumber: id })
  .nullish()
  .catch(null)
  .transform((given) => given?.phoneNumber ?? null)
const partySchema = z.object({
  id,
  direction,
  from: side,
  to: side,
  status: z.object({ code: z.string() }).nullish().catch(null),
  recordings: z.array(z.object({ id }).nullable().catch(null)).nullish().catch(null),
})
const sessionBody = z.object({
  telephonySessionId: z.string().trim().min(1).max(200),
  eventTime: time,
  parties: z.array(partySchema.nullable().catch(null)).nullish().catch(null),
})
const subscriptionBody = z.object({ subscriptionId: id, id }).nullish().catch(null)

/** What a notification says. Null: it is none. One of a kind nobody knows is one all the same. */
export function readRingCentralEvent(value: unknown): RecordedCallEvent | null {
  const { data: sent } = envelope.safeParse(value)
  if (!sent) return null
  return { eventId: sent.uuid, notice: readNotice(sent) }
}

function readNotice({ event, body, timestamp, subscriptionId }: z.output<typeof envelope>): SessionNotice {
  if (/\/telephony\/sessions(\/|\?|$)/.test(event)) return readSession(body, timestamp) ?? { type: 'other', event, body }
  if (/\/ai\/ringsense\/.*\/insights(\/|\?|$)/.test(event)) {
    const analysis = readAnalysis(body)
    return analysis ? { type: 'analysis', analysis } : { type: 'other', event, body }
  }
  if (/\/restapi\/v1\.0\/subscription\//.test(event)) {
    const { data: named } = subscriptionBody.safeParse(body)
    return { type: 'subscription', subscriptionId: named?.subscriptionId ?? named?.id ?? subscriptionId }
  }
  return { type: 'other', event, body }
}

function readSession(body: unknown, timestamp: string | null): SessionNotice | null {
  const { data: session } = sessionBody.safeParse(body)
  const at = session?.eventTime ?? timestamp
  if (!session || !at) return null
  const parties = (session.parties ?? []).flatMap((party, index): SessionParty[] => {
    if (!party) return []
    const recordingIds = (party.recordings ?? []).flatMap((recording) => recording?.id ?? [])
    const { direction, from, to, status } = party
    return [{ id: party.id ?? `party ${index + 1}`, direction, from, to, state: stateOf(status?.code), recordingIds }]
  })
  return { type: 'session', sessionId: session.telephonySessionId, at, parties }
}

/** `Gone` is a side that was handed on, `Parked` one that waits to be. The list of codes is open. */
function stateOf(code: string | undefined): SessionParty['state'] {
  const known = code?.toLowerCase()
  if (known === 'disconnected' || known === 'gone') return 'ended'
  return known === 'answered' || known === 'hold' || known === 'voicemail' ? 'answered' : 'under_way'
}

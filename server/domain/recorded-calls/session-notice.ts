import { z } from 'zod'

const instant = z.iso.datetime()
const callDirection = z.enum(['INBOUND', 'OUTBOUND'])

/** One side of a call that a telephone system holds. Numbers as the vendor wrote them. */
export const sessionParty = z.object({
  id: z.string(),
  direction: callDirection.nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  state: z.enum(['under_way', 'answered', 'ended']),
  recordingIds: z.array(z.string()),
})
export type SessionParty = z.infer<typeof sessionParty>

/** A finished call in the vendor's archive. */
export const archivedCall = z.object({
  sessionId: z.string(),
  direction: callDirection.nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  startedAt: instant.nullable(),
  durationSeconds: z.number().nullable(),
  /** Several where the call was handed on. `url` null: only its id is told. */
  recordings: z.array(z.object({ id: z.string(), url: z.string().nullable(), durationSeconds: z.number().nullable() })),
})
export type ArchivedCall = z.infer<typeof archivedCall>

/** What the vendor understood of one recording; every part may be missing, and come again changed. */
export const callAnalysis = z.object({
  sessionId: z.string(),
  recordingId: z.string().nullable(),
  changedAt: instant.nullable(),
  direction: callDirection.nullable(),
  recordingStartedAt: instant.nullable(),
  recordingDurationMs: z.number().nullable(),
  /** Seconds from the start of the recording. */
  transcript: z.array(
    z.object({ role: z.enum(['agent', 'caller', 'unknown']), text: z.string(), start: z.number().nullable(), end: z.number().nullable() }),
  ),
  sentiment: z.string().nullable(),
  summary: z.string().nullable(),
  topics: z.array(z.string()),
  actionItems: z.array(z.string()),
})
export type CallAnalysis = z.infer<typeof callAnalysis>

/** What a telephone system with recordings says, as it is kept in the inbox. */
export const sessionNotice = z.discriminatedUnion('type', [
  z.object({ type: z.literal('session'), sessionId: z.string(), at: instant, parties: z.array(sessionParty) }),
  z.object({ type: z.literal('archived'), call: archivedCall }),
  z.object({ type: z.literal('analysis'), analysis: callAnalysis }),
  /** A subscription of ours is about to end, or has. */
  z.object({ type: z.literal('subscription'), subscriptionId: z.string().nullable() }),
  /** Nothing we know of; kept as it came. */
  z.object({ type: z.literal('other'), event: z.string(), body: z.unknown() }),
])
export type SessionNotice = z.infer<typeof sessionNotice>

/** The vendor's id of the call a notice is about; null: it is about none. */
export function sessionOf(notice: SessionNotice): string | null {
  switch (notice.type) {
    case 'session':
      return notice.sessionId
    case 'archived':
      return notice.call.sessionId
    case 'analysis':
      return notice.analysis.sessionId
    default:
      return null
  }
}

/**
 * Numbers a notice names, the business's own first: that of the called for an incoming call, of the caller for an outgoing one.
 * As the vendor wrote them.
 */
export function numbersOf(notice: SessionNotice): string[] {
  const sides = notice.type === 'session' ? notice.parties : notice.type === 'archived' ? [notice.call] : []
  const ordered = [...sides.map(ownNumber), ...sides.map(otherNumber)]
  return [...new Set(ordered.flatMap((number) => number ?? []))]
}

type Side = { direction: 'INBOUND' | 'OUTBOUND' | null; from: string | null; to: string | null }

function ownNumber({ direction, from, to }: Side): string | null {
  return direction === 'OUTBOUND' ? from : to
}

function otherNumber({ direction, from, to }: Side): string | null {
  return direction === 'OUTBOUND' ? to : from
}

import { z } from 'zod'
import type { CallStatus } from './call-status'

/** What a telephone company calls the end of a call. Statuses before the end say nothing that matters here. */
export const vendorEndStatus = z.enum(['completed', 'failed', 'busy', 'no-answer', 'canceled'])
export type VendorEndStatus = z.infer<typeof vendorEndStatus>

const instant = z.iso.datetime()
const streamEnd = z.object({ at: instant, endReason: z.string(), hadConversation: z.boolean(), failed: z.boolean() })
const outsideEnd = z.object({
  at: instant,
  status: z.enum(['COMPLETED', 'FAILED', 'NO_ANSWER', 'BUSY']),
  durationSeconds: z.number().int().min(0).nullable(),
})
const refusal = z.object({ at: instant, reason: z.enum(['no_capacity', 'tenant_suspended', 'no_agent']) })
const calledEnd = z.object({
  at: instant,
  status: z.enum(['COMPLETED', 'FAILED', 'NO_ANSWER', 'BUSY']),
  reason: z.string(),
  durationSeconds: z.number().int().min(0).nullable(),
})
const takenBack = z.object({ at: instant, reason: z.string() })

/** One thing a side said about a call. `at` is an ISO 8601 instant. Order and repetition carry no meaning. */
export const callSign = z.discriminatedUnion('type', [
  /** The call was answered with the tenant's fallback instead of an agent. */
  z.object({ type: z.literal('refused'), ...refusal.shape }),
  /** A media-server took the call's stream token. */
  z.object({ type: z.literal('stream_claimed'), at: instant }),
  /** The agent is on the line. */
  z.object({ type: z.literal('answered'), at: instant }),
  /** The caller said something that was understood. */
  z.object({ type: z.literal('conversation') }),
  /** The media-server's own account of how the stream ended. */
  z.object({ type: z.literal('stream_ended'), ...streamEnd.shape }),
  /** The telephone company's account of the call. */
  z.object({ type: z.literal('vendor_ended'), at: instant, status: vendorEndStatus, durationSeconds: z.number().int().min(0).nullable() }),
  /** The telephone company's account of the stream: it could not be opened or broke. */
  z.object({ type: z.literal('vendor_stream_failed'), at: instant }),
  /** The telephone company's account of the stream: it is over and did not fail. */
  z.object({ type: z.literal('vendor_stream_closed'), at: instant, durationSeconds: z.number().int().min(0).nullable() }),
  /** An outside orchestrator closed the call over the API. */
  z.object({ type: z.literal('outside_ended'), ...outsideEnd.shape }),
  /** Nobody opened the stream and nobody said why. */
  z.object({ type: z.literal('never_opened'), at: instant }),
  /** The media-server that held the call is gone; `at` is its last sign of life. */
  z.object({ type: z.literal('media_server_lost'), at: instant }),
  /** An outbound call was asked for and is due later. */
  z.object({ type: z.literal('scheduled'), at: instant }),
  /** The outbound vendor took the call on. */
  z.object({ type: z.literal('dialled'), at: instant }),
  /** An outbound call was taken back before it was dialled. */
  z.object({ type: z.literal('cancelled'), ...takenBack.shape }),
  /** An outbound call was never dialled: refused by the vendor, or by our own rules. */
  z.object({ type: z.literal('not_placed'), ...takenBack.shape }),
  /** The outbound vendor's account of how the call ended; `reason` in its own words. */
  z.object({ type: z.literal('outbound_ended'), ...calledEnd.shape }),
])
export type CallSign = z.infer<typeof callSign>

/** Everything said about a call so far. Fields only ever gain; status and times are derived from them by `describeCall`. */
export const callProgress = z.object({
  refused: refusal.optional(),
  claimedAt: instant.optional(),
  answeredAt: instant.optional(),
  hadConversation: z.literal(true).optional(),
  streamEnd: streamEnd.optional(),
  vendorEnd: z.object({ at: instant, status: vendorEndStatus, durationSeconds: z.number().int().nullable() }).optional(),
  vendorStreamFailedAt: instant.optional(),
  vendorStreamClosed: z.object({ at: instant, durationSeconds: z.number().int().nullable() }).optional(),
  outsideEnd: outsideEnd.optional(),
  neverOpenedAt: instant.optional(),
  mediaServerLostAt: instant.optional(),
  scheduledAt: instant.optional(),
  dialledAt: instant.optional(),
  cancelled: takenBack.optional(),
  notPlaced: takenBack.optional(),
  outboundEnd: calledEnd.optional(),
})
export type CallProgress = z.infer<typeof callProgress>

/** What follows from everything said about a call. */
export type CallOutcome = {
  status: CallStatus
  endReason: string | null
  answeredAt: string | null
  endedAt: string | null
  durationSeconds: number | null
  /** Final, and nobody who held the call still owes an account of it: work on the finished call may start. */
  isSettled: boolean
}

/**
 * The call's status machine. Takes one sign in and returns all that is known; `describeCall` says what it amounts to.
 * Signs join like sets: any order and any repetition of the same signs gives the same progress, and a call that is final
 * stays final. A later, better account may still change which final state it is (contracts.md, Telephony, final states).
 */
export function advanceCall(call: CallProgress, sign: CallSign): CallProgress {
  switch (sign.type) {
    case 'refused':
      return { ...call, refused: first(call.refused, { at: sign.at, reason: sign.reason }) }
    case 'stream_claimed':
      return { ...call, claimedAt: earlier(call.claimedAt, sign.at) }
    case 'answered':
      return { ...call, answeredAt: earlier(call.answeredAt, sign.at) }
    case 'conversation':
      return { ...call, hadConversation: true }
    case 'stream_ended': {
      const { type: _, ...end } = sign
      return { ...call, streamEnd: joinStreamEnds(call.streamEnd, end) }
    }
    case 'vendor_ended': {
      const { type: _, ...end } = sign
      return { ...call, vendorEnd: joinVendorEnds(call.vendorEnd, end) }
    }
    case 'vendor_stream_failed':
      return { ...call, vendorStreamFailedAt: earlier(call.vendorStreamFailedAt, sign.at) }
    case 'vendor_stream_closed':
      return { ...call, vendorStreamClosed: joinClosures(call.vendorStreamClosed, sign) }
    case 'outside_ended': {
      const { type: _, ...end } = sign
      return { ...call, outsideEnd: first(call.outsideEnd, end) }
    }
    case 'never_opened':
      return { ...call, neverOpenedAt: earlier(call.neverOpenedAt, sign.at) }
    case 'media_server_lost':
      return { ...call, mediaServerLostAt: earlier(call.mediaServerLostAt, sign.at) }
    case 'scheduled':
      return { ...call, scheduledAt: earlier(call.scheduledAt, sign.at) }
    case 'dialled':
      return { ...call, dialledAt: earlier(call.dialledAt, sign.at) }
    case 'cancelled':
      return { ...call, cancelled: first(call.cancelled, { at: sign.at, reason: sign.reason }) }
    case 'not_placed':
      return { ...call, notPlaced: first(call.notPlaced, { at: sign.at, reason: sign.reason }) }
    case 'outbound_ended': {
      const { type: _, ...end } = sign
      return { ...call, outboundEnd: joinOutboundEnds(call.outboundEnd, end) }
    }
  }
}

/** What the progress of a call amounts to: its status, why and when it ended. */
export function describeCall(call: CallProgress): CallOutcome {
  const answeredAt = call.answeredAt ?? null
  const end = decideEnd(call)
  if (!end) {
    const status = statusUnderWay(call)
    return { status, endReason: null, answeredAt, endedAt: null, durationSeconds: null, isSettled: false }
  }
  const isHeld = call.claimedAt !== undefined || call.answeredAt !== undefined
  return {
    status: end.status,
    endReason: end.reason,
    answeredAt,
    endedAt: end.at,
    durationSeconds: durationOf(call, end),
    isSettled: !isHeld || hasFinalAccount(call),
  }
}

function statusUnderWay(call: CallProgress): CallStatus {
  if (call.answeredAt) return 'IN_PROGRESS'
  if (call.claimedAt) return 'CONNECTING'
  return call.scheduledAt && !call.dialledAt ? 'SCHEDULED' : 'RINGING'
}

/** The statuses, reasons and instants at which a call is over; null while it is not. The most telling account comes first. */
function decideEnd(call: CallProgress): { status: CallStatus; reason: string; at: string } | null {
  const { refused, streamEnd: stream, outsideEnd: outside, vendorEnd: vendor } = call
  if (refused) return { status: 'BUSY', reason: refused.reason, at: refused.at }
  if (call.outboundEnd) return call.outboundEnd
  if (stream?.failed && !hadConversation(call)) return { status: 'FAILED', reason: stream.endReason, at: stream.at }
  if (outside) return { status: outside.status, reason: stream?.endReason ?? 'closed_by_api', at: outside.at }
  if (stream) return endedStream(call, stream)
  if (call.mediaServerLostAt) {
    return { status: hadConversation(call) ? 'COMPLETED' : 'FAILED', reason: 'media_server_lost', at: call.mediaServerLostAt }
  }
  if (call.vendorStreamFailedAt && !call.answeredAt) return { status: 'FAILED', reason: 'stream_failed', at: call.vendorStreamFailedAt }
  if (vendor) return endedByVendor(call, vendor)
  if (call.vendorStreamFailedAt) return { status: 'COMPLETED', reason: 'connection_lost', at: call.vendorStreamFailedAt }
  if (call.vendorStreamClosed) return endedByVendor(call, { ...call.vendorStreamClosed, status: 'completed' })
  if (call.neverOpenedAt) return { status: 'NO_ANSWER', reason: 'stream_never_opened', at: call.neverOpenedAt }
  return endBeforeDialling(call)
}

function endBeforeDialling({ cancelled, notPlaced }: CallProgress) {
  if (notPlaced) return { status: 'FAILED' as const, ...notPlaced }
  return cancelled ? { status: 'CANCELLED' as const, ...cancelled } : null
}

function endedStream(call: CallProgress, stream: NonNullable<CallProgress['streamEnd']>) {
  const wasAnswered = call.answeredAt !== undefined || hadConversation(call)
  return { status: wasAnswered ? ('COMPLETED' as const) : ('NO_ANSWER' as const), reason: stream.endReason, at: stream.at }
}

function endedByVendor(call: CallProgress, vendor: { at: string; status: VendorEndStatus }) {
  if (call.answeredAt) return { status: 'COMPLETED' as const, reason: 'caller_hung_up', at: vendor.at }
  if (vendor.status === 'busy') return { status: 'BUSY' as const, reason: 'busy', at: vendor.at }
  if (vendor.status === 'failed') return { status: 'FAILED' as const, reason: 'call_failed', at: vendor.at }
  return { status: 'NO_ANSWER' as const, reason: 'caller_hung_up', at: vendor.at }
}

function hadConversation(call: CallProgress): boolean {
  return call.hadConversation === true || call.streamEnd?.hadConversation === true
}

function hasFinalAccount(call: CallProgress): boolean {
  return [call.streamEnd, call.mediaServerLostAt, call.outsideEnd, call.refused, call.neverOpenedAt, call.outboundEnd].some(
    (account) => account !== undefined,
  )
}

function durationOf(call: CallProgress, end: { at: string }): number {
  if (call.refused) return 0
  if (call.outboundEnd && call.outboundEnd.durationSeconds !== null) return call.outboundEnd.durationSeconds
  if (call.outsideEnd && call.outsideEnd.durationSeconds !== null) return call.outsideEnd.durationSeconds
  const vendorSeconds = call.vendorEnd?.durationSeconds ?? call.vendorStreamClosed?.durationSeconds ?? null
  if (call.answeredAt && !call.streamEnd && !call.mediaServerLostAt && vendorSeconds !== null) return vendorSeconds
  if (call.answeredAt) return Math.max(0, Math.round((Date.parse(end.at) - Date.parse(call.answeredAt)) / 1000))
  return 0
}

function joinStreamEnds(known: CallProgress['streamEnd'], end: NonNullable<CallProgress['streamEnd']>) {
  if (!known) return end
  const chosen = first(known, end)
  return { ...chosen, hadConversation: known.hadConversation || end.hadConversation, failed: known.failed && end.failed }
}

/** How far a vendor's word is trusted over another of its own: a conversation over a failure over nothing. */
const VENDOR_RANK: VendorEndStatus[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled']

function joinVendorEnds(known: CallProgress['vendorEnd'], end: NonNullable<CallProgress['vendorEnd']>) {
  if (!known) return end
  const status = VENDOR_RANK[Math.min(VENDOR_RANK.indexOf(known.status), VENDOR_RANK.indexOf(end.status))] ?? end.status
  return { at: earlier(known.at, end.at), status, durationSeconds: longer(known.durationSeconds, end.durationSeconds) }
}

const OUTBOUND_RANK = ['COMPLETED', 'BUSY', 'FAILED', 'NO_ANSWER'] as const

function joinOutboundEnds(known: CallProgress['outboundEnd'], end: NonNullable<CallProgress['outboundEnd']>) {
  if (!known) return end
  const weight = ({ status, at, reason }: typeof end) => [OUTBOUND_RANK.indexOf(status), new Date(at).toISOString(), reason].join(' ')
  const better = weight(known) <= weight(end) ? known : end
  return { ...better, durationSeconds: longer(known.durationSeconds, end.durationSeconds) }
}

function joinClosures(known: CallProgress['vendorStreamClosed'], end: { at: string; durationSeconds: number | null }) {
  if (!known) return { at: end.at, durationSeconds: end.durationSeconds }
  return { at: earlier(known.at, end.at), durationSeconds: longer(known.durationSeconds, end.durationSeconds) }
}

/** The earlier account; at the same instant the one that sorts first, so that the choice does not depend on arrival. */
function first<T extends { at: string }>(known: T | undefined, next: T): T {
  if (!known) return next
  const byTime = Date.parse(known.at) - Date.parse(next.at)
  if (byTime !== 0) return byTime < 0 ? known : next
  return JSON.stringify(sortKeys(known)) <= JSON.stringify(sortKeys(next)) ? known : next
}

function sortKeys(value: object): [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
}

function earlier(known: string | undefined, next: string): string {
  if (known === undefined) return next
  const byTime = Date.parse(known) - Date.parse(next)
  if (byTime !== 0) return byTime < 0 ? known : next
  return known <= next ? known : next
}

function longer(known: number | null, next: number | null): number | null {
  if (known === null || next === null) return known ?? next
  return Math.max(known, next)
}

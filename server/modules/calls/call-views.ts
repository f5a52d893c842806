import type { CallSummaryView, CallView } from '../../domain/calls/call-view'
import type { Turn } from '../../domain/transcript/turn'
import { turnTimings } from '../../domain/transcript/turn'
import type { CallDetailRow, CallSummaryRow } from './read-call.repository'

/** Where a call's audio is heard. */
export const recordingPath = (callId: string) => `/api/v1/calls/${callId}/recording`

/** Bookkeeping of chunks told over REST: it says nothing a reader wants to know. */
export const CHUNK_EVENT = 'transcript_chunk'
/** An outbound call was counted in with its contact. */
export const COUNTED_EVENT = 'contact_counted'

export function toSummaryView(row: CallSummaryRow): CallSummaryView {
  return {
    id: row.id,
    callSid: row.externalId,
    provider: row.provider,
    direction: row.direction,
    status: row.status,
    endReason: row.endReason,
    from: row.fromPhone,
    to: row.toPhone,
    isTest: row.isTest,
    startedAt: row.startedAt.toISOString(),
    dueAt: row.status === 'SCHEDULED' ? (row.outbound?.dueAt.toISOString() ?? null) : null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    durationSeconds: row.durationSeconds,
    contactId: row.contactId,
    contactName: row.contact?.name ?? null,
    bookingId: row.bookingId,
    agentId: row.agentId,
    agentName: row.agent?.name ?? null,
    summary: row.summary,
    sentiment: row.sentiment,
    costPaise: row.costPaise,
    hasRecording: row.recordingKey !== null,
  }
}

export function toCallView(row: CallDetailRow): CallView {
  const { contact, booking } = row
  return {
    ...toSummaryView(row),
    dtmf: row.dtmf,
    transferTo: row.transferTo,
    recordingUrl: row.recordingKey ? recordingPath(row.id) : null,
    recordingDurationMs: row.recordingDurationMs,
    agentVersionNumber: row.agentVersion?.number ?? null,
    contact: contact && { ...contact, lastCallAt: contact.lastCallAt?.toISOString() ?? null },
    booking: booking && { ...booking, startsAt: booking.startsAt.toISOString() },
    turns: row.turns.map(toTurn),
    extractions: row.extractions.map(toExtractionView),
    events: row.events
      .filter(({ type }) => type !== CHUNK_EVENT && type !== COUNTED_EVENT)
      .map(({ id, at, atMs, type, data }) => ({ id, at: at.toISOString(), atMs, type, data: toRecord(data) })),
    cost: {
      totalPaise: row.costPaise,
      lines: row.costLines.map(({ kind, provider, quantity, unit, costMicroPaise, priceDate }) => ({
        kind,
        provider,
        quantity,
        unit,
        costPaise: Number(costMicroPaise) / 1_000_000,
        priceDate,
      })),
    },
  }
}

export function toExtractionView(row: CallDetailRow['extractions'][number]): CallView['extractions'][number] {
  const { id, type, data, machineData, confidence, createdAt, correctedAt } = row
  return {
    id,
    type,
    data: toRecord(data),
    machineData: machineData === null ? null : toRecord(machineData),
    confidence,
    createdAt: createdAt.toISOString(),
    correctedAt: correctedAt?.toISOString() ?? null,
  }
}

function toTurn(row: CallDetailRow['turns'][number]): Turn {
  const { index, text, heardText, interrupted, startedMs, endedMs, language, confidence } = row
  const timings = turnTimings.safeParse(row.timings)
  const role = row.role === 'CALLER' ? 'caller' : 'agent'
  return {
    index,
    role,
    text,
    heardText,
    interrupted,
    startedMs,
    endedMs,
    language,
    confidence,
    timings: row.timings && timings.success ? timings.data : null,
  }
}

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

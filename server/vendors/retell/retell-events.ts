import { z } from 'zod'
import type { OutboundCallReport, OutboundEvent } from '../../ports/outbound-caller'

/*
 * Retell's JSON, read tolerantly: enums are open, every part may be missing or null, and a part that cannot be read is left
 * out rather than costing us the rest of the report. Shapes: vendors.md §2.2 and §2.4.
 */

const text = z.string().trim().min(1).nullish().catch(null)
const milliseconds = z.coerce.number().min(0).max(8.64e15).nullish().catch(null)
const amount = z.coerce.number().min(0).finite().nullish().catch(null)
const flag = z.boolean().nullish().catch(null)
const fields = z.record(z.string(), z.unknown()).nullish().catch(null)

const word = z.object({ start: z.coerce.number().min(0), end: z.coerce.number().min(0) })
const utterance = z.object({
  role: z.string(),
  content: z.string(),
  words: z.array(word.nullable().catch(null)).nullish().catch(null),
})

const callSchema = z.object({
  call_id: z.string().trim().min(1).max(200),
  call_status: text,
  metadata: fields,
  from_number: text,
  to_number: text,
  start_timestamp: milliseconds,
  end_timestamp: milliseconds,
  duration_ms: amount,
  disconnection_reason: text,
  transcript: z.string().nullish().catch(null),
  transcript_object: z.array(utterance.nullable().catch(null)).nullish().catch(null),
  recording_url: text,
  recording_multi_channel_url: text,
  call_analysis: z
    .object({
      call_summary: text,
      user_sentiment: text,
      call_successful: flag,
      in_voicemail: flag,
      custom_analysis_data: fields,
    })
    .nullish()
    .catch(null),
  call_cost: z.object({ combined_cost: amount }).nullish().catch(null),
})
type RetellCall = z.output<typeof callSchema>

const eventSchema = z.object({
  event: z.string().trim().min(1).max(100),
  call: z.unknown().optional(),
  /** What `call` was named before. */
  data: z.unknown().optional(),
})

/** What a call object of Retell's says. Null: it does not even say which call. */
export function readRetellCall(value: unknown): OutboundCallReport | null {
  const { data: call } = callSchema.safeParse(value)
  if (!call) return null
  return {
    vendorCallId: call.call_id,
    metadata: call.metadata ?? {},
    status: readStatus(call),
    from: call.from_number ?? null,
    to: call.to_number ?? null,
    startedAt: toDate(call.start_timestamp),
    endedAt: toDate(call.end_timestamp),
    durationMs: readDuration(call),
    disconnectionReason: call.disconnection_reason ?? null,
    transcript: readTranscript(call),
    recordingUrl: call.recording_url ?? null,
    multiChannelRecordingUrl: call.recording_multi_channel_url ?? null,
    analysis: readAnalysis(call),
    costCents: call.call_cost?.combined_cost ?? null,
  }
}

/** What a webhook of Retell's says. Null: it is none. An unknown event is one all the same. */
export function readRetellEvent(value: unknown): OutboundEvent | null {
  const { data: sent } = eventSchema.safeParse(value)
  if (!sent) return null
  return { event: sent.event, report: readRetellCall(sent.call) ?? readRetellCall(sent.data) }
}

const STATUSES = ['registered', 'ongoing', 'ended', 'not_connected', 'error'] as const

function readStatus(call: RetellCall): OutboundCallReport['status'] {
  const known = STATUSES.find((status) => status === call.call_status)
  if (known) return known
  if (call.end_timestamp || call.disconnection_reason) return 'ended'
  return call.start_timestamp ? 'ongoing' : 'registered'
}

function readDuration({ duration_ms, start_timestamp, end_timestamp }: RetellCall): number | null {
  if (duration_ms !== null && duration_ms !== undefined) return Math.round(duration_ms)
  return start_timestamp && end_timestamp && end_timestamp >= start_timestamp ? end_timestamp - start_timestamp : null
}

function readTranscript(call: RetellCall): OutboundCallReport['transcript'] {
  const spoken = (call.transcript_object ?? []).flatMap((said) => said ?? [])
  if (spoken.length === 0) return readPlainTranscript(call.transcript ?? '')
  let lastMs = 0
  return spoken
    .filter(({ content }) => content.trim() !== '')
    .map(({ role, content, words }) => {
      const timed = (words ?? []).flatMap((word) => word ?? [])
      const startedMs = timed[0] ? Math.round(timed[0].start * 1000) : lastMs
      lastMs = Math.max(startedMs, Math.round((timed.at(-1)?.end ?? 0) * 1000))
      // A person the call was put through to speaks for the business, as the agent did.
      return { role: role === 'user' ? 'caller' : 'agent', text: content.trim(), startedMs, endedMs: lastMs }
    })
}

/** `Agent: …` and `User: …`, a turn a line; a line without a name goes on with the turn before. */
function readPlainTranscript(transcript: string): OutboundCallReport['transcript'] {
  const turns: OutboundCallReport['transcript'] = []
  for (const line of transcript.split('\n')) {
    const named = /^\s*(agent|user|transfer[ _]target)\s*:\s*(.*)$/i.exec(line)
    const said = (named?.[2] ?? line).trim()
    const last = turns.at(-1)
    if (named) turns.push({ role: named[1]?.toLowerCase() === 'user' ? 'caller' : 'agent', text: said, startedMs: 0, endedMs: 0 })
    else if (last && said) last.text = `${last.text} ${said}`.trim()
  }
  return turns.filter((turn) => turn.text !== '')
}

const SENTIMENTS = { positive: 'POSITIVE', neutral: 'NEUTRAL', negative: 'NEGATIVE' } as const

function readAnalysis({ call_analysis: analysis }: RetellCall): OutboundCallReport['analysis'] {
  if (!analysis) return null
  const sentiment = analysis.user_sentiment?.toLowerCase() ?? ''
  return {
    summary: analysis.call_summary ?? null,
    sentiment: Object.entries(SENTIMENTS).find(([name]) => name === sentiment)?.[1] ?? null,
    isSuccessful: analysis.call_successful ?? null,
    isVoicemail: analysis.in_voicemail ?? null,
    custom: analysis.custom_analysis_data ?? {},
  }
}

function toDate(ms: number | null | undefined): Date | null {
  return ms ? new Date(ms) : null
}

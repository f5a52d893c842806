import type { CallOptions, CallReport } from './place-call'

export type CallbackEncoding = 'query' | 'form' | 'multipart' | 'json'
type Fields = Record<string, string | number | null | object>

/** Sends a notice the way Exotel does: query string for GET; form, multipart or JSON for POST. Redirects are answers, not followed. */
export function sendCallback(url: string, method: 'GET' | 'POST', encoding: CallbackEncoding, fields: Fields): Promise<Response> {
  const flat = Object.entries(fields).map(([key, value]): [string, string] => [
    key,
    typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? ''),
  ])
  if (method === 'GET' || encoding === 'query') {
    const target = new URL(url)
    for (const [key, value] of flat) target.searchParams.append(key, value)
    return fetch(target, { method, redirect: 'manual' })
  }
  if (encoding === 'json') {
    return fetch(url, { method, redirect: 'manual', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) })
  }
  if (encoding === 'multipart') {
    const form = new FormData()
    for (const [key, value] of flat) form.append(key, value)
    return fetch(url, { method, redirect: 'manual', body: form })
  }
  return fetch(url, { method, redirect: 'manual', body: new URLSearchParams(flat) })
}

/** The status callback of a call that ended. */
export function statusFields(report: CallReport, options: CallOptions): Fields {
  const seconds = Math.round((report.closed?.atMs ?? 0) / 1000)
  const status = report.streamUrl && report.closed?.code !== 1006 ? 'completed' : report.closed?.by === 'caller' ? 'completed' : 'failed'
  return {
    CallSid: report.callSid,
    EventType: 'terminal',
    DateCreated: indianTime(new Date(Date.now() - seconds * 1000)),
    DateUpdated: indianTime(new Date()),
    Status: status,
    From: options.from,
    To: options.to,
    StartTime: indianTime(new Date(Date.now() - seconds * 1000)),
    EndTime: indianTime(new Date()),
    ConversationDuration: String(seconds),
    Direction: 'inbound',
    RecordingUrl: '',
  }
}

/** The passthru that follows the stream in the flow. */
export function streamFields(report: CallReport, options: CallOptions, form: 'bracketed' | 'json'): Fields {
  const { closed } = report
  const isFailed = !closed || (closed.code === 1006 && closed.atMs === 0)
  const stream: Record<string, string> = {
    StreamSID: report.streamSid,
    Status: isFailed ? 'failed' : closed.by === 'agent' ? 'completed' : 'cancelled',
    Duration: String(Math.round((closed?.atMs ?? 0) / 1000)),
    StreamUrl: report.streamUrl ?? '',
    DisconnectedBy: isFailed ? 'NA' : closed.by === 'agent' ? 'bot' : 'user',
    ...(isFailed ? { Error: '3009 failed to establish ws conn', DetailedStatus: 'Streaming_failed' } : {}),
  }
  const head = {
    CallSid: report.callSid,
    Direction: 'incoming',
    Created: indianTime(new Date()),
    CallFrom: options.from,
    CallTo: options.to,
    CallType: 'call-attempt',
    CurrentTime: indianTime(new Date()),
    EndTime: '1970-01-01 05:30:00',
    flow_id: '4711',
    tenant_id: '99',
  }
  if (form === 'json') return { ...head, Stream: JSON.stringify(stream) }
  return { ...head, ...Object.fromEntries(Object.entries(stream).map(([key, value]) => [`Stream[${key}]`, value])) }
}

/** `YYYY-MM-DD HH:mm:ss` in Indian time, without a zone. */
export function indianTime(at: Date): string {
  return new Date(at.getTime() + 5.5 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

import { z } from 'zod'

/**
 * Exotel's voice-stream messages: JSON text frames ⇄ our types. Nothing is kept between frames but the block their audio is cut from; the
 * socket belongs to the transport.
 * Audio is 16-bit signed little-endian mono PCM in base64, 8000 Hz unless the stream says otherwise.
 * Source: vendors.md §1.2–1.4. The vendor's pages and samples disagree on spelling (snake_case or camelCase) and on
 * whether numbers are strings, so both are read, and what is sent carries both.
 */
export type ExotelMessage = ExotelConnected | ExotelStart | ExotelMedia | ExotelDtmf | ExotelMark | ExotelStop | ExotelClear | ExotelOther

export type ExotelConnected = { event: 'connected' }

export type ExotelStart = {
  event: 'start'
  streamSid: string
  callSid: string | null
  accountSid: string | null
  /** As the vendor writes it (`098…`, `+91…`, `91…`); null when withheld. */
  from: string | null
  to: string | null
  /** What the query string of the stream's address carried. Visible to the vendor's logs: never proof of anything. */
  customParameters: Record<string, string>
  /** Null when absent or unreadable: the vendor's default then is 8000. */
  sampleRateHz: number | null
}

export type ExotelMedia = {
  event: 'media'
  /** A view into memory that other frames share: copy before handing it to a worker. Frame sizes vary; nothing may be assumed. */
  pcm: Int16Array
}

export type ExotelDtmf = { event: 'dtmf'; digit: string; durationMs: number | null }
/** Returned when everything sent before the mark has been played. After a `clear` it means nothing. */
export type ExotelMark = { event: 'mark'; name: string }
/** `reason` is `stopped` (the flow ended the stream) or `callended` (the caller hung up); other words are passed on. */
export type ExotelStop = { event: 'stop'; callSid: string | null; reason: string | null }
/** Some flows send it when the caller starts over: whatever is queued is to be dropped. */
export type ExotelClear = { event: 'clear' }
/** Well-formed, but an event this version does not know. Not an error. */
export type ExotelOther = { event: 'other'; name: string }

/** Exotel waits 20 ms on a frame whose length is no multiple of this, which is heard as a gap. */
export const FRAME_MULTIPLE_BYTES = 320
/** Frames above this run into the vendor's timeouts. */
export const MAX_FRAME_BYTES = 100_000

/** Frames of all calls are cut from blocks: a buffer for each would give the collector thousands a second. */
const BLOCK_BYTES = 64 * 1024
let block = Buffer.alloc(0)
let blockUsed = 0

/**
 * Reads one text frame.
 * @returns null when it is malformed: not JSON, no event, or a known event without what makes it usable
 */
export function parseExotelMessage(text: string): ExotelMessage | null {
  const lifted = liftPayload(text)
  if (lifted?.rest === null) return toMedia(lifted.payload)
  const value = parseObject(lifted?.rest ?? text)
  if (!value) return null
  // Media is all but a handful of a call's frames: it is checked by hand, without a schema's allocations.
  if (value.event === 'media') return readMedia(value, lifted?.payload ?? '')
  const whole = lifted ? parseObject(text) : value
  return whole && readOther(whole)
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}

const PAYLOAD_KEY = '"payload":"'
/** Stands where a payload was. */
const LIFTED = '-'
/**
 * What stands around the payload of nearly every media frame: flat pairs of plain strings and whole numbers, which need no parser. Of a
 * repeated key the last one holds, so the one that says what the frame is must not come again.
 */
const PLAIN_PAIR = '"(?!event")\\w+":(?:"[\\w.:-]*"|0|[1-9]\\d{0,14})'
const PLAIN_HEAD = new RegExp(`^\\{"event":"media",(?:${PLAIN_PAIR},)*"media":\\{(?:${PLAIN_PAIR},)*"payload":"$`)
const PLAIN_TAIL = '"}}'

/**
 * Most of a frame is its audio, which need not go through the parser: everything else does, unless it is plain (`rest` is null).
 * Null: all of it must. What is no base64 is found by the length it decodes to, and of a length that is no multiple of four that
 * says too little.
 */
function liftPayload(text: string): { payload: string; rest: string | null } | null {
  const key = text.indexOf(PAYLOAD_KEY)
  if (key < 0) return null
  const from = key + PAYLOAD_KEY.length
  const to = text.indexOf('"', from)
  const payload = text.slice(from, to)
  if (to < 0 || payload.length % 4 !== 0 || payload.includes('\\')) return null
  const head = text.slice(0, from)
  const isPlain = text.length - to === PLAIN_TAIL.length && text.endsWith(PLAIN_TAIL) && PLAIN_HEAD.test(head)
  return { payload, rest: isPlain ? null : head + LIFTED + text.slice(to) }
}

function readMedia({ media }: Record<string, unknown>, lifted: string): ExotelMedia | null {
  if (!isRecord(media) || typeof media.payload !== 'string') return null
  return toMedia(media.payload === LIFTED ? lifted : media.payload)
}

function toMedia(payload: string): ExotelMedia | null {
  const pcm = decodePcm(payload)
  return pcm && { event: 'media', pcm }
}

/** Decodes straight into the block at hand. Node skips characters that are not base64, so the length tells. */
function decodePcm(payload: string): Int16Array | null {
  const padding = payload.endsWith('==') ? 2 : payload.endsWith('=') ? 1 : 0
  const byteCount = Math.floor((payload.length * 3) / 4) - padding
  if (byteCount < 0 || byteCount % 2 !== 0) return null
  if (blockUsed + byteCount > block.length) {
    block = Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, byteCount))
    blockUsed = 0
  }
  if (block.write(payload, blockUsed, byteCount, 'base64') !== byteCount) return null
  const pcm = new Int16Array(block.buffer, blockUsed, byteCount / 2)
  blockUsed += byteCount
  return pcm
}

const text = z.union([z.string(), z.number()]).transform(String)
const optionalText = text.nullish().transform((value) => value || null)

const startSchema = z.object({
  stream_sid: text.pipe(z.string().min(1)),
  call_sid: optionalText,
  account_sid: optionalText,
  from: optionalText,
  to: optionalText,
  custom_parameters: z.unknown().optional().transform(readCustomParameters),
  media_format: z.unknown().optional().transform(readSampleRate),
})
const dtmfSchema = z.object({
  dtmf: z.object({ digit: text.pipe(z.string().regex(/^[0-9A-Da-d*#]$/)), duration: z.unknown().optional().transform(readNumber) }),
})
const markSchema = z.object({ mark: z.object({ name: text }) })
const stopSchema = z.object({ call_sid: optionalText, reason: optionalText })

function readOther(message: Record<string, unknown>): ExotelMessage | null {
  switch (message.event) {
    case 'connected':
    case 'clear':
      return { event: message.event }
    case 'start': {
      // Ids stand at the top level, inside `start`, or in both; the inner ones win.
      const inner = message.start === undefined ? {} : message.start
      if (!isRecord(inner)) return null
      const parsed = startSchema.safeParse({ ...toSnakeCase(message), ...toSnakeCase(inner) })
      if (!parsed.success) return null
      const { stream_sid, call_sid, account_sid, from, to, custom_parameters, media_format } = parsed.data
      return {
        event: 'start',
        streamSid: stream_sid,
        callSid: call_sid,
        accountSid: account_sid,
        from,
        to,
        customParameters: custom_parameters,
        sampleRateHz: media_format,
      }
    }
    case 'dtmf': {
      const parsed = dtmfSchema.safeParse(message)
      return parsed.success ? { event: 'dtmf', digit: parsed.data.dtmf.digit.toUpperCase(), durationMs: parsed.data.dtmf.duration } : null
    }
    case 'mark': {
      const parsed = markSchema.safeParse(message)
      return parsed.success ? { event: 'mark', name: parsed.data.mark.name } : null
    }
    case 'stop': {
      const parsed = stopSchema.safeParse(isRecord(message.stop) ? toSnakeCase(message.stop) : {})
      return { event: 'stop', callSid: parsed.data?.call_sid ?? null, reason: parsed.data?.reason ?? null }
    }
    default:
      return typeof message.event === 'string' && message.event !== '' ? { event: 'other', name: message.event } : null
  }
}

/** Drops null so that an empty inner field does not hide a filled outer one. */
function toSnakeCase(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  )
}

/** An object of up to three pairs; also seen: absent, an empty string, the object as JSON, the query string itself. */
function readCustomParameters(value: unknown): Record<string, string> {
  if (isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]) =>
        typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean' ? [[key, String(item)]] : [],
      ),
    )
  }
  if (typeof value !== 'string' || value === '') return {}
  if (value.startsWith('{')) {
    try {
      const inner: unknown = JSON.parse(value)
      return isRecord(inner) ? readCustomParameters(inner) : {}
    } catch {
      return {}
    }
  }
  return value.includes('=') ? Object.fromEntries(new URLSearchParams(value)) : {}
}

/** `"8000"`, `8000` and `"8000Hz"` are all seen. Encoding and bit rate differ between pages and decide nothing. */
function readSampleRate(format: unknown): number | null {
  if (!isRecord(format)) return null
  return digitsToRate(toSnakeCase(format).sample_rate)
}

/** The rate asked for in the query of the stream's own address, in either spelling; null when absent. */
export function requestedSampleRateHz(query: URLSearchParams): number | null {
  return digitsToRate(query.get('sample-rate') ?? query.get('sample_rate'))
}

function digitsToRate(value: unknown): number | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const rate = Number(String(value).replace(/\D/g, ''))
  return rate > 0 ? rate : null
}

function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || value.trim() === '') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Audio for the caller. `pcm` holds whole samples; the sender keeps frames at multiples of `FRAME_MULTIPLE_BYTES`.
 * Only `stream_sid` and the payload are required; the rest keeps those of the vendor's bridges alive which drop
 * streams without them (vendors.md §1.4).
 * @param frame.timestampMs milliseconds of audio sent before this frame
 */
export function mediaMessage(
  streamSid: string,
  frame: { pcm: Int16Array | Uint8Array; sequenceNumber: number; chunk: number; timestampMs: number },
): string {
  const { pcm } = frame
  const payload = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString('base64')
  const sid = JSON.stringify(streamSid)
  // Built by hand: the payload needs no escaping, and stringify would scan all of it.
  return `{"event":"media","stream_sid":${sid},"streamSid":${sid},"sequence_number":"${frame.sequenceNumber}","media":{"chunk":"${frame.chunk}","timestamp":"${Math.round(frame.timestampMs)}","payload":"${payload}"}}`
}

/** Comes back as an `ExotelMark` once everything sent before it has been played. */
export function markMessage(streamSid: string, mark: { name: string; sequenceNumber: number }): string {
  return JSON.stringify({
    event: 'mark',
    stream_sid: streamSid,
    streamSid,
    sequence_number: String(mark.sequenceNumber),
    mark: { name: mark.name },
  })
}

/** Discards what was sent and has not begun to play. Marks of the discarded audio may still come back. */
export function clearMessage(streamSid: string): string {
  return JSON.stringify({ event: 'clear', stream_sid: streamSid, streamSid })
}

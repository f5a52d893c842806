import { DateTime } from 'luxon'
import { DomainError } from '../../domain/errors/domain-error'
import type { CallDelivery, RawDelivery } from '../../domain/telephony/call-delivery'
import { cleanRecord } from '../../domain/text/clean-text'

/** Fields of a delivery: text, or what a bracketed or JSON field held. */
type Fields = Record<string, unknown>

const MAX_FIELDS = 500
const MAX_ID_LENGTH = 128
/** Exotel writes times without a zone; its "no time" is the epoch as seen from India (vendors.md §1.8). */
const ZONE = 'Asia/Kolkata'

/**
 * Reads one request of Exotel's webhooks: query, urlencoded, multipart or JSON, alone or mixed, with `Stream[Status]`
 * brackets or `Stream` as JSON (vendors.md §1.7–1.9). What the body says wins over the query.
 * @throws DomainError `malformed_body` for a body that is not what its content type says, `unsupported_media_type`
 */
export async function readExotelDelivery({ query, contentType, body }: RawDelivery): Promise<CallDelivery> {
  const given = { ...fromPairs(query), ...(await readBody(contentType, body)) }
  const { secret: _, ...fields } = cleanRecord(given)
  const stream = readStream(find(fields, 'Stream'))
  return {
    vendorCallId: readId(find(fields, 'CallSid')),
    from: readText(find(fields, 'From')) ?? readText(find(fields, 'CallFrom')),
    to: readText(find(fields, 'To')) ?? readText(find(fields, 'CallTo')),
    direction: /^outbound/i.test(readText(find(fields, 'Direction')) ?? '') ? 'OUTBOUND' : 'INBOUND',
    endStatus: readEndStatus(readText(find(fields, 'Status')) ?? readText(find(fields, 'CallStatus'))),
    durationSeconds: readSeconds(find(fields, 'ConversationDuration')) ?? readSeconds(find(fields, 'Duration')),
    endedAt: readTime(readText(find(fields, 'EndTime'))),
    stream,
    fields: withoutTokens(fields),
  }
}

async function readBody(contentType: string | null, body: Uint8Array): Promise<Fields> {
  if (body.byteLength === 0) return {}
  const type = (contentType ?? 'application/x-www-form-urlencoded').split(';')[0]?.trim().toLowerCase()
  if (type === 'application/x-www-form-urlencoded') return fromPairs(new URLSearchParams(Buffer.from(body).toString('utf8')))
  if (type === 'application/json') return readJson(body)
  if (type === 'multipart/form-data') return readMultipart(contentType ?? '', body)
  throw new DomainError('unsupported_media_type', 'Send query parameters, a form or JSON.')
}

function readJson(body: Uint8Array): Fields {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return nest(Object.entries(value))
  } catch {
    // Falls through to the one answer for every kind of broken JSON.
  }
  throw new DomainError('malformed_body', 'The body is not a JSON object.')
}

async function readMultipart(contentType: string, body: Uint8Array): Promise<Fields> {
  try {
    const form = await new Response(Buffer.from(body), { headers: { 'content-type': contentType } }).formData()
    return nest([...form.entries()].filter(([, value]) => typeof value === 'string'))
  } catch {
    throw new DomainError('malformed_body', 'The body is not a readable multipart form.')
  }
}

function fromPairs(pairs: URLSearchParams): Fields {
  return nest([...pairs.entries()])
}

/** `Stream[Status]=x` becomes `{ Stream: { Status: x } }`; `Legs[0][Status]` becomes a list by index. */
function nest(pairs: [string, unknown][]): Fields {
  const fields: Fields = Object.create(null)
  for (const [name, value] of pairs.slice(0, MAX_FIELDS)) {
    const [, head = name, inner = ''] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? []
    // Such a path would lead out of the delivery and into every object of the process.
    if (/(^|\[)(__proto__|constructor|prototype)(\]|\[|$)/.test(name)) continue
    const path = [...inner.matchAll(/\[([^[\]]*)\]/g)].map(([, key = '']) => key).slice(0, 4)
    put(fields, [head, ...path], value)
  }
  return { ...fields }
}

function put(target: Fields, [key = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    target[key] = value
    return
  }
  const inner = isRecord(target[key]) ? (target[key] as Fields) : (Object.create(null) as Fields)
  target[key] = inner
  put(inner, rest, value)
}

/** By name in any case. */
function find(fields: Fields, name: string): unknown {
  if (Object.hasOwn(fields, name)) return fields[name]
  const key = Object.keys(fields).find((candidate) => candidate.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : fields[key]
}

/** Numbers arrive as text and as numbers, text sometimes in quotes. Blank counts as absent, lists and objects too. */
function readText(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return null
  const text = value.trim().replace(/^"(.*)"$/, '$1')
  return text === '' || text.toLowerCase() === 'null' ? null : text
}

function readId(value: unknown): string | null {
  const id = readText(value)
  return id !== null && id.length <= MAX_ID_LENGTH ? id : null
}

function readSeconds(value: unknown): number | null {
  const text = readText(value)
  if (text === null || !/^\d{1,7}(\.\d+)?$/.test(text)) return null
  return Math.round(Number(text))
}

function readTime(text: string | null): string | null {
  if (text === null) return null
  const time = DateTime.fromSQL(text, { zone: ZONE })
  const instant = time.isValid ? time : DateTime.fromISO(text, { zone: ZONE })
  return instant.isValid && instant.toMillis() > 0 && instant.year < 2100 ? instant.toUTC().toISO() : null
}

function readEndStatus(text: string | null): CallDelivery['endStatus'] {
  switch (text?.toLowerCase().replace('_', '-')) {
    case 'completed':
      return 'completed'
    case 'failed':
      return 'failed'
    case 'busy':
      return 'busy'
    case 'no-answer':
      return 'no-answer'
    case 'canceled':
    case 'cancelled':
      return 'canceled'
    default:
      return null
  }
}

function readStream(value: unknown): CallDelivery['stream'] {
  const stream = typeof value === 'string' ? parseObject(value) : value
  if (!isRecord(stream)) return null
  const status = readText(find(stream, 'Status'))?.toLowerCase()
  const durationSeconds = readSeconds(find(stream, 'Duration'))
  if (status === 'failed' || status === 'completed') return { status, durationSeconds }
  if (status === 'cancelled' || status === 'canceled') return { status: 'cancelled', durationSeconds }
  return null
}

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The stream's address carries its token, and credentials where the flow has some: the record keeps the host. */
function withoutTokens(fields: Fields): Fields {
  const redact = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return value.replace(/(wss?:\/\/)(?:[^\s"/@]*@)?([^\s"/?]+)[^\s"]*/gi, '$1$2/…').slice(0, 4000)
    if (!isRecord(value) || depth > 4) return Array.isArray(value) ? value.slice(0, 100) : isRecord(value) ? null : value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redact(item, depth + 1)]))
  }
  return redact(fields, 0) as Fields
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

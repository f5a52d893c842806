import type { z } from 'zod'
import { DomainError } from '../domain/errors/domain-error'
import { invalidInput } from './respond'

export const MAX_BODY_BYTES = 5 * 1024 * 1024
/** Deeper JSON than any of ours, far from what exhausts a stack. */
const MAX_JSON_DEPTH = 40

/** The whole body. @throws DomainError `payload_too_large` as soon as that is known */
export async function readBody(request: Request, maxBytes = MAX_BODY_BYTES): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > maxBytes) throw tooLarge(maxBytes)
  if (!request.body) return new Uint8Array()
  // The announced length bounds what arrives; reading it in one piece costs a fraction of reading a stream.
  if (announced > 0) return new Uint8Array(await request.arrayBuffer())
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * A JSON body that fits `schema`.
 * @throws DomainError `payload_too_large`, `unsupported_media_type`, `malformed_json`, `invalid_input` with the fields
 */
export async function readJson<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new DomainError('unsupported_media_type', 'Send JSON with content-type application/json.')
  const value = await readJsonValue(request)
  const result = schema.safeParse(value)
  if (!result.success) throw invalidInput(result.error)
  return result.data
}

/** Any JSON, whatever its content type says. @throws DomainError `payload_too_large`, `malformed_json` */
export async function readJsonValue(request: Request): Promise<unknown> {
  return parseJson(await readBody(request))
}

function parseJson(body: Uint8Array): unknown {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new DomainError('malformed_json', 'The body is not UTF-8.')
  }
  if (isDeeperThan(text, MAX_JSON_DEPTH)) throw new DomainError('malformed_json', 'The JSON is nested too deeply.')
  try {
    return JSON.parse(text)
  } catch {
    throw new DomainError('malformed_json', 'The body is not JSON.')
  }
}

/** Counts brackets outside of strings, before anything recursive sees them. */
function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === '[' || token === '{') depth += 1
    else if (token === ']' || token === '}') depth -= 1
    if (depth > limit) return true
  }
  return false
}

function tooLarge(maxBytes: number): DomainError {
  return new DomainError('payload_too_large', `The body is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB.`)
}

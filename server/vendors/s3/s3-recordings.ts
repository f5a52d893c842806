import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { VendorError } from '../../domain/errors/vendor-error'
import { checkRecordingKey } from '../../domain/recordings/recording-key'
import type { RecordingStore } from '../../ports/recording-store'

export type S3Options = {
  /** Origin of the service, e.g. https://s3.ap-south-1.amazonaws.com; the bucket goes into the path. */
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

type S3Request = { method: 'GET' | 'PUT' | 'DELETE'; key: string; headers?: Record<string, string>; body?: () => BodyInit; limitMs: number }

const PUT_LIMIT_MS = 300_000
const ANSWER_LIMIT_MS = 15_000
const ATTEMPTS = 3

/** Recordings in a bucket of any S3-compatible service (AWS, R2, MinIO …), path-style, Signature Version 4. */
export function createS3Recordings(options: S3Options): RecordingStore {
  return {
    async putFile(key, path, contentType) {
      const { size } = await stat(path)
      const headers = { 'content-type': contentType, 'content-length': String(size) }
      const body = () => Readable.toWeb(createReadStream(path)) as BodyInit
      const response = await send(options, { method: 'PUT', key, headers, body, limitMs: PUT_LIMIT_MS })
      await finish(response, 'PUT')
    },
    async read(key, range) {
      const headers: Record<string, string> = range ? { range: `bytes=${range.start}-${range.end ?? ''}` } : {}
      const response = await send(options, { method: 'GET', key, headers, limitMs: ANSWER_LIMIT_MS })
      if (response.status === 404) {
        await response.body?.cancel()
        return null
      }
      const sizeBytes = sizeOf(response)
      const contentType = response.headers.get('content-type') ?? 'application/octet-stream'
      if (response.status === 416) {
        await response.body?.cancel()
        return { body: Readable.from([]), sizeBytes, contentType: 'audio/wav' }
      }
      if (!response.ok || !response.body) await finish(response, 'GET')
      const body = response.body ? Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]) : Readable.from([])
      return { body, sizeBytes, contentType }
    },
    async delete(key) {
      const response = await send(options, { method: 'DELETE', key, limitMs: ANSWER_LIMIT_MS })
      if (response.status !== 404) await finish(response, 'DELETE')
    },
  }
}

/** Size of the whole object, whichever part of it came. */
function sizeOf(response: Response): number {
  const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]
  return Number(total ?? response.headers.get('content-length') ?? 0)
}

/** Tries again on what passes by itself; each attempt reads its body anew and is signed anew. */
async function send(options: S3Options, request: S3Request): Promise<Response> {
  checkRecordingKey(request.key)
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await sendOnce(options, request)
      if (attempt === ATTEMPTS || !isPassing(response.status)) return response
      await response.body?.cancel()
    } catch (error) {
      if (attempt === ATTEMPTS) throw new VendorError('s3', `${request.method} did not reach the store`, { retryable: true, cause: error })
    }
    await delay(100 * 2 ** attempt)
  }
}

async function sendOnce(options: S3Options, { method, key, headers = {}, body, limitMs }: S3Request): Promise<Response> {
  const { endpoint, bucket, ...credentials } = options
  const url = `${endpoint.replace(/\/$/, '')}/${encodeURIComponent(bucket)}/${key}`
  const signed = await new AwsV4Signer({ method, url, headers, service: 's3', ...credentials }).sign()
  // The limit covers the answer's headers; a body that stalls is ended by fetch's own idle limit.
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(new Error('no answer in time')), limitMs)
  try {
    return await fetch(signed.url, {
      method,
      headers: signed.headers,
      signal: controller.signal,
      redirect: 'error',
      ...(body ? { body: body(), duplex: 'half' } : {}),
    } as RequestInit)
  } finally {
    clearTimeout(timer)
  }
}

async function finish(response: Response, method: string): Promise<void> {
  const text = await response.text()
  if (response.ok) return
  const code = /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? 'no code'
  throw new VendorError('s3', `${method} answered ${response.status} (${code})`, {
    retryable: isPassing(response.status),
    status: response.status,
  })
}

function isPassing(status: number): boolean {
  return status >= 500 || status === 429
}

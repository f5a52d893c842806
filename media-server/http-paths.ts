import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { z } from 'zod'
import { concatPcm } from '../server/domain/audio/pcm16'
import { encodeWav } from '../server/domain/audio/wav'
import { synthesizeAtRate } from './audio/synthesize-at-rate'
import type { MediaDependencies } from './dependencies'
import type { Metrics } from './metrics'
import { readTarget } from './upgrade-request'

export type HttpPathsOptions = {
  deps: MediaDependencies
  metrics: Metrics
  state: () => { isDraining: boolean; activeCalls: number }
}

const previewInput = z.object({ voice_id: z.string(), text: z.string().trim().min(1).max(600), language: z.string().max(20) })
const PREVIEW_RATE_HZ = 16_000
const PREVIEW_BODY_BYTES = 10_000

/** What the media-server answers to plain HTTP: health, metrics, and to our own processes how a voice sounds. */
export function createHttpPaths({ deps, metrics, state }: HttpPathsOptions): RequestListener {
  return (request, response) => {
    answer(request, response).catch((err) => {
      deps.log.warn({ err, path: request.url?.split('?')[0] }, 'request failed')
      if (response.headersSent) response.destroy()
      else fail(response, 502, 'unavailable', 'This cannot be answered now')
    })
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    switch (request.url?.split('?')[0]) {
      case '/healthz':
        reply(response, 200, { status: 'ok' })
        return
      case '/readyz': {
        const { isDraining, activeCalls } = state()
        const status = isDraining ? 'draining' : 'ready'
        reply(response, isDraining ? 503 : 200, { status, active_calls: activeCalls, capacity: deps.capacity })
        return
      }
      case '/metrics':
        response.writeHead(200, { 'Content-Type': metrics.registry.contentType })
        response.end(await metrics.registry.metrics())
        return
      case '/internal/preview':
        await preview(request, response)
        return
      default:
        if (readTarget(request.url)) fail(response, 426, 'upgrade_required', 'Open this path as a WebSocket')
        else fail(response, 404, 'not_found', 'There is nothing here')
    }
  }

  /** `POST { voice_id, text, language }` with our own secret as bearer token → WAV. */
  async function preview(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOurs(request.headers.authorization, deps.internalSecret)) return fail(response, 401, 'unauthorized', 'Not one of us')
    if (request.method !== 'POST') return fail(response, 405, 'method_not_allowed', 'POST only')
    const input = previewInput.safeParse(await readJson(request))
    if (!input.success) return fail(response, 400, 'invalid_input', 'voice_id, text and language are needed')
    const { voice_id: voiceId, text, language } = input.data
    const voice = deps.textToSpeech(voiceId)[0]
    if (!voice) return fail(response, 400, 'unknown_voice', 'There is no such voice')
    const left = new AbortController()
    response.on('close', () => left.abort())
    const chunks: Int16Array[] = []
    for await (const pcm of synthesizeAtRate(voice, { text, language, sampleRateHz: PREVIEW_RATE_HZ }, left.signal)) chunks.push(pcm)
    const wav = encodeWav(concatPcm(chunks), { sampleRateHz: PREVIEW_RATE_HZ, channels: 1 })
    response.writeHead(200, { 'Content-Type': 'audio/wav', 'Content-Length': wav.byteLength })
    response.end(wav)
  }
}

function isOurs(authorization: string | undefined, secret: string): boolean {
  const given = Buffer.from(authorization ?? '')
  const wanted = Buffer.from(`Bearer ${secret}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** @returns null when it is no JSON or too long */
async function readJson(request: IncomingMessage): Promise<unknown> {
  let body = ''
  for await (const chunk of request) {
    body += chunk
    if (body.length > PREVIEW_BODY_BYTES) return null
  }
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(body))
}

function fail(response: ServerResponse, status: number, code: string, message: string): void {
  reply(response, status, { error: { code, message } })
}

import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import { encodeWav } from '../../server/domain/audio/wav'
import { createFaults, type Fault, type FaultInput, fault } from '../lib/faults'
import { delayOrHang, sendPieces } from '../lib/send-pieces'
import { type SimulatedRequest, type Simulator, sendJson } from '../lib/simulator'
import { encodeModem } from '../modem/modem'

const synthesizeRequest = z.object({
  input: z.union([z.strictObject({ text: z.string().min(1) }), z.strictObject({ ssml: z.string().min(1) })]),
  voice: z.object({ languageCode: z.string().min(2), name: z.string().optional() }),
  audioConfig: z.object({
    audioEncoding: z.enum(['LINEAR16', 'PCM']),
    sampleRateHertz: z.number().int().min(8000).max(48_000).default(24_000),
  }),
})
export type GoogleSpeechRequest = z.output<typeof synthesizeRequest>

const command = z.strictObject({ fault: fault.nullish() })

/** Google Cloud Text-to-Speech: `POST /v1/text:synthesize` with an API key. The audio carries the text as modem tones. */
export function createGoogleSimulator(options: { fault?: FaultInput } = {}): Simulator & { requests: GoogleSpeechRequest[] } {
  const faults = createFaults(options.fault)
  const requests: GoogleSpeechRequest[] = []

  async function handle(request: SimulatedRequest, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST' || request.path !== '/v1/text:synthesize') return sendStatus(response, 404, 'NOT_FOUND', 'Not found')
    if (!request.headers['x-goog-api-key'] && !request.query.get('key')) {
      return sendStatus(response, 403, 'PERMISSION_DENIED', 'Method does not allow unregistered callers.')
    }
    const due = faults.take()
    if (await delayOrHang(due)) return
    if (due?.status) return sendFault(response, due)
    const parsed = synthesizeRequest.safeParse(readJson(request.body))
    if (!parsed.success) return sendStatus(response, 400, 'INVALID_ARGUMENT', parsed.error.issues[0]?.message ?? 'Invalid request')
    requests.push(parsed.data)
    const { input, audioConfig } = parsed.data
    const text = 'text' in input ? input.text : input.ssml.replace(/<[^>]*>/g, '')
    const pcm = encodeModem(text, audioConfig.sampleRateHertz)
    const audio =
      audioConfig.audioEncoding === 'PCM'
        ? new Uint8Array(pcm.buffer)
        : encodeWav(pcm, { sampleRateHz: audioConfig.sampleRateHertz, channels: 1 })
    response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' })
    const body = JSON.stringify({ audioContent: Buffer.from(audio).toString('base64') })
    const half = Math.floor(body.length / 2)
    await sendPieces(response, [body.slice(0, half), body.slice(half)], { fault: due, garbage: '"}<html>' })
  }

  return {
    name: 'google',
    handle,
    requests,
    control(input) {
      const { fault: next } = command.parse(input)
      if (next !== undefined) faults.set(next)
      return { requests: requests.length }
    },
  }
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

function sendFault(response: ServerResponse, due: Fault): void {
  const headers: Record<string, string> = due.retryAfterSeconds === undefined ? {} : { 'retry-after': String(due.retryAfterSeconds) }
  const isLimit = due.status === 429
  const error = {
    code: due.status,
    message: isLimit ? 'Quota exceeded.' : 'Internal error.',
    status: isLimit ? 'RESOURCE_EXHAUSTED' : 'INTERNAL',
  }
  sendJson(response, due.status ?? 500, { error }, headers)
}

function sendStatus(response: ServerResponse, code: number, status: string, message: string): void {
  sendJson(response, code, { error: { code, message, status } })
}

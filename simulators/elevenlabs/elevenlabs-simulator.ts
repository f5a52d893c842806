import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import { createFaults, type Fault, type FaultInput, fault } from '../lib/faults'
import { delayOrHang, sendPieces } from '../lib/send-pieces'
import { type SimulatedRequest, type Simulator, sendJson } from '../lib/simulator'
import { encodeModem } from '../modem/modem'

const speechRequest = z.object({
  text: z.string().min(1).max(40_000),
  model_id: z.string().default('eleven_multilingual_v2'),
  language_code: z.string().optional(),
  voice_settings: z.record(z.string(), z.unknown()).optional(),
})
export type ElevenLabsRequest = z.output<typeof speechRequest> & { voiceId: string; outputFormat: string }

const command = z.strictObject({ fault: fault.nullish() })
/** About 100 ms at 8 kHz, and an odd length: chunks of a network do not end between samples. */
const PIECE_BYTES = 1601

/** ElevenLabs' streamed speech: `POST /v1/text-to-speech/{voice}/stream`. The audio carries the text as modem tones. */
export function createElevenLabsSimulator(options: { fault?: FaultInput } = {}): Simulator & { requests: ElevenLabsRequest[] } {
  const faults = createFaults(options.fault)
  const requests: ElevenLabsRequest[] = []

  async function handle(request: SimulatedRequest, response: ServerResponse): Promise<void> {
    const voiceId = request.path.match(/^\/v1\/text-to-speech\/([^/]+)\/stream$/)?.[1]
    if (request.method !== 'POST' || !voiceId) return sendDetail(response, 404, 'not_found', 'Not Found')
    if (!request.headers['xi-api-key']) return sendDetail(response, 401, 'invalid_api_key', 'Invalid API key')
    const due = faults.take()
    if (await delayOrHang(due)) return
    if (due?.status) return sendFault(response, due)
    const outputFormat = request.query.get('output_format') ?? 'mp3_44100_128'
    const rate = Number(outputFormat.match(/^pcm_(8000|16000|22050|24000|44100|48000)$/)?.[1])
    const parsed = speechRequest.safeParse(readJson(request.body))
    if (!parsed.success)
      return sendJson(response, 422, {
        detail: parsed.error.issues.map((issue) => ({ loc: ['body', ...issue.path], msg: issue.message, type: issue.code })),
      })
    if (!rate) return sendDetail(response, 400, 'unsupported_format', 'Only pcm formats are simulated')
    if (rate >= 44_100) return sendDetail(response, 403, 'output_format_not_allowed', 'Upgrade to use this output format')
    requests.push({ ...parsed.data, voiceId, outputFormat })
    const bytes = new Uint8Array(encodeModem(parsed.data.text, rate).buffer)
    const pieces = Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, n) =>
      bytes.subarray(n * PIECE_BYTES, (n + 1) * PIECE_BYTES),
    )
    response.writeHead(200, {
      'content-type': 'audio/pcm',
      'request-id': `req_${requests.length}`,
      'character-cost': String(parsed.data.text.length),
    })
    await sendPieces(response, pieces, { fault: due, garbage: new Uint8Array(0) })
  }

  return {
    name: 'elevenlabs',
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
  const detail = {
    status: isLimit ? 'too_many_concurrent_requests' : 'system_busy',
    message: isLimit ? 'Too many concurrent requests.' : 'The system is busy.',
  }
  sendJson(response, due.status ?? 500, { detail }, headers)
}

function sendDetail(response: ServerResponse, code: number, status: string, message: string): void {
  sendJson(response, code, { detail: { status, message } })
}

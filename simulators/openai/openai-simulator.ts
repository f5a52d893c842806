import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import { createFaults, type Fault, fault } from '../lib/faults'
import { delayOrHang, sendPieces } from '../lib/send-pieces'
import { type SimulatedRequest, type Simulator, sendJson } from '../lib/simulator'
import { encodeModem } from '../modem/modem'
import { completionBody, finishReply, streamPieces } from './completion-pieces'
import { decideReply } from './receptionist/decide-reply'
import { fillSchema } from './receptionist/fill-schema'
import { type ChatRequest, chatRequest, type Reply, speechRequest } from './wire'

const MODELS = ['gpt-4o-mini', 'gpt-4o', 'gpt-4o-mini-tts']
const SPEECH_RATE_HZ = 24_000

const command = z.strictObject({
  fault: fault.nullish(),
  /** Replies given instead of the receptionist's own, in this order. */
  replies: z
    .array(
      z.object({
        text: z.string().default(''),
        toolCalls: z.array(z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()) })).default([]),
      }),
    )
    .optional(),
  firstTokenMs: z.number().min(0).optional(),
  tokenMs: z.number().min(0).optional(),
})

export type OpenAiSimulatorOptions = z.input<typeof command> & { now?: () => Date }

/**
 * OpenAI's wire protocol with the practice receptionist behind it: `/v1/chat/completions` (streamed or not, tools, JSON schemas),
 * `/v1/models`, and `/v1/audio/speech` whose PCM carries the text as modem tones.
 */
export function createOpenAiSimulator(options: OpenAiSimulatorOptions = {}): Simulator & { requests: ChatRequest[] } {
  const now = options.now ?? (() => new Date())
  const faults = createFaults()
  const requests: ChatRequest[] = []
  let replies: Reply[] = []
  let pace = { firstTokenMs: 0, tokenMs: 0 }

  const { now: _now, ...initial } = options
  control(initial)

  function control(input: unknown) {
    const { fault: nextFault, replies: nextReplies, ...nextPace } = command.parse(input)
    if (nextFault !== undefined) faults.set(nextFault)
    if (nextReplies) replies = [...nextReplies]
    pace = { firstTokenMs: nextPace.firstTokenMs ?? pace.firstTokenMs, tokenMs: nextPace.tokenMs ?? pace.tokenMs }
    return { requests: requests.length }
  }

  async function handle(request: SimulatedRequest, response: ServerResponse): Promise<void> {
    if (!/^Bearer \S+/.test(request.headers.authorization ?? '')) {
      return sendError(response, 401, 'invalid_api_key', 'You did not provide an API key.')
    }
    const path = request.path.replace(/^\/v1/, '')
    if (request.method === 'GET' && path === '/models') {
      return sendJson(response, 200, {
        object: 'list',
        data: MODELS.map((id) => ({ id, object: 'model', created: 0, owned_by: 'practice' })),
      })
    }
    const serve = request.method !== 'POST' ? null : path === '/chat/completions' ? complete : path === '/audio/speech' ? speak : null
    if (!serve) return sendError(response, 404, 'unknown_url', `Unknown request URL: ${request.method} ${request.path}`)
    const due = faults.take()
    if (await delayOrHang(due)) return
    if (due?.status) return sendFault(response, due)
    return serve(request, response, due)
  }

  async function complete(request: SimulatedRequest, response: ServerResponse, due: Fault | null): Promise<void> {
    const body = readJson(request.body)
    const parsed = chatRequest.safeParse(body)
    if (!parsed.success) return sendInvalid(response, parsed.error)
    requests.push(parsed.data)
    if (requests.length > 1000) requests.shift()
    const reply = finishReply(parsed.data, replies.shift() ?? answer(parsed.data, now()))
    const created = Math.floor(now().getTime() / 1000)
    if (!parsed.data.stream) {
      const text = JSON.stringify(completionBody(parsed.data, reply, created))
      response.writeHead(200, { 'content-type': 'application/json' })
      await sendPieces(response, [text], { fault: due, garbage: '{"object":', firstDelayMs: pace.firstTokenMs })
      return
    }
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
    await sendPieces(response, streamPieces(parsed.data, reply, created), {
      fault: due,
      garbage: 'data: {"object":"chat.comp\n\n',
      firstDelayMs: pace.firstTokenMs,
      pieceDelayMs: pace.tokenMs,
    })
  }

  async function speak(request: SimulatedRequest, response: ServerResponse, due: Fault | null): Promise<void> {
    const parsed = speechRequest.safeParse(readJson(request.body))
    if (!parsed.success) return sendInvalid(response, parsed.error)
    if (parsed.data.response_format !== 'pcm') return sendError(response, 400, 'unsupported', 'Only pcm is simulated')
    const pcm = encodeModem(parsed.data.input, SPEECH_RATE_HZ)
    response.writeHead(200, { 'content-type': 'audio/pcm' })
    await sendPieces(response, cutIntoPieces(new Uint8Array(pcm.buffer), 4801), { fault: due, garbage: new Uint8Array(0) })
  }

  return { name: 'openai', handle, control, requests }
}

function answer(request: ChatRequest, now: Date): Reply {
  const format = request.response_format
  if (format?.type === 'json_schema')
    return { text: JSON.stringify(fillSchema(request.messages, format.json_schema.schema, now)), toolCalls: [] }
  return decideReply({ messages: request.messages, tools: (request.tools ?? []).map((tool) => tool.function), now })
}

/** Odd lengths on purpose: a network does not cut between samples. */
export function cutIntoPieces(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size))
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

function sendInvalid(response: ServerResponse, error: z.ZodError): void {
  const issue = error.issues[0]
  sendJson(response, 400, {
    error: { message: issue?.message ?? 'Invalid body', type: 'invalid_request_error', param: issue?.path.join('.') || null, code: null },
  })
}

function sendFault(response: ServerResponse, due: Fault): void {
  const isLimit = due.status === 429
  const headers: Record<string, string> = due.retryAfterSeconds === undefined ? {} : { 'retry-after': String(due.retryAfterSeconds) }
  const error = {
    message: isLimit ? 'Rate limit reached for requests' : 'The server had an error while processing your request.',
    type: isLimit ? 'requests' : 'server_error',
    param: null,
    code: isLimit ? 'rate_limit_exceeded' : null,
  }
  sendJson(response, due.status ?? 500, { error }, headers)
}

function sendError(response: ServerResponse, status: number, code: string, message: string): void {
  sendJson(response, status, { error: { message, type: 'invalid_request_error', param: null, code } })
}

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FaultInput } from '@/simulators/lib/faults'
import { startOpenAiSimulator } from '@/simulators/openai/start-openai-simulator'
import { VendorError } from '../../domain/errors/vendor-error'
import type { CompletionEvent, CompletionRequest } from '../../ports/language-model'
import { createOpenAiLanguageModel } from './openai-language-model'

let simulator: Awaited<ReturnType<typeof startOpenAiSimulator>>
beforeAll(async () => {
  simulator = await startOpenAiSimulator()
})
afterAll(() => simulator.close())
beforeEach(() => {
  simulator.control({ fault: null, firstTokenMs: 0, tokenMs: 0, replies: [] })
})

const never = new AbortController().signal
const request: CompletionRequest = { messages: [{ role: 'user', content: 'hello' }] }
const model = (limits: { firstTokenMs?: number; stallMs?: number; totalMs?: number } = {}, baseUrl = simulator.baseUrl) =>
  createOpenAiLanguageModel({ apiKey: 'sk-secret', baseUrl, model: 'gpt-4o-mini', ...limits })

async function collect(events: AsyncIterable<CompletionEvent>): Promise<CompletionEvent[]> {
  const all: CompletionEvent[] = []
  for await (const event of events) all.push(event)
  return all
}
const textOf = (events: CompletionEvent[]) => events.map((event) => (event.type === 'text' ? event.delta : '')).join('')
const failureOf = async (work: Promise<unknown>): Promise<VendorError> => {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  )
  if (!(error instanceof VendorError)) throw new Error(`expected a VendorError, got ${String(error)}`)
  return error
}

describe('against the simulator', () => {
  test('streams text, then usage, then one end', async () => {
    simulator.control({ replies: [{ text: 'Good morning, City Clinic.' }] })
    const events = await collect(model().stream(request, never))
    expect(textOf(events)).toBe('Good morning, City Clinic.')
    expect(events.filter((event) => event.type === 'text').length).toBeGreaterThan(1)
    expect(events.filter((event) => event.type === 'usage')).toHaveLength(1)
    expect(events.at(-1)).toEqual({ type: 'end', finishReason: 'stop' })
  })

  test('yields tool calls whole, with the text before them', async () => {
    const call = { name: 'extract_appointment', arguments: { patient_name: 'Asha', note: 'says "soon" – नमस्ते' } }
    simulator.control({ replies: [{ text: 'One moment.', toolCalls: [call, { name: 'end_call', arguments: {} }] }] })
    const events = await collect(model().stream(request, never))
    const calls = events.flatMap((event) => (event.type === 'tool_call' ? [event.call] : []))
    expect(textOf(events)).toBe('One moment.')
    expect(calls.map(({ name, argumentsText }) => ({ name, arguments: JSON.parse(argumentsText) }))).toEqual([
      call,
      { name: 'end_call', arguments: {} },
    ])
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2)
    expect(events.at(-1)).toEqual({ type: 'end', finishReason: 'tool_calls' })
  })

  test('sends tools, tool calls and tool results as the protocol wants them', async () => {
    await collect(
      model().stream(
        {
          model: 'gpt-4o',
          maxOutputTokens: 50,
          temperature: 0,
          tools: [{ name: 'end_call', description: 'Ends the call', parameters: { type: 'object', properties: {} } }],
          messages: [
            { role: 'system', content: 'You are Maya.' },
            { role: 'user', content: 'bye' },
            { role: 'assistant', content: '', toolCalls: [{ id: 'call_1', name: 'end_call', argumentsText: '{}' }] },
            { role: 'tool', toolCallId: 'call_1', content: '{"ok":true}' },
          ],
        },
        never,
      ),
    )
    expect(simulator.requests.at(-1)).toMatchObject({
      model: 'gpt-4o',
      stream: true,
      stream_options: { include_usage: true },
      max_completion_tokens: 50,
      tools: [{ type: 'function', function: { name: 'end_call' } }],
      messages: [
        { role: 'system' },
        { role: 'user' },
        { role: 'assistant', tool_calls: [{ id: 'call_1', function: { name: 'end_call', arguments: '{}' } }] },
        { role: 'tool', tool_call_id: 'call_1', content: '{"ok":true}' },
      ],
    })
  })

  test('an answer that hits its limit says so', async () => {
    simulator.control({ replies: [{ text: 'one two three four five' }] })
    const events = await collect(model().stream({ ...request, maxOutputTokens: 2 }, never))
    expect(events.at(-1)).toEqual({ type: 'end', finishReason: 'length' })
    expect(textOf(events)).toBe('one two')
  })

  test('an abort ends the stream without an error and without an end', async () => {
    simulator.control({ replies: [{ text: 'a b c d e f g h i j' }], tokenMs: 5 })
    const controller = new AbortController()
    const events: CompletionEvent[] = []
    for await (const event of model().stream(request, controller.signal)) {
      events.push(event)
      controller.abort()
    }
    expect(events).toHaveLength(1)
    expect(await collect(model().stream(request, controller.signal))).toEqual([])
  })

  test.each<[string, FaultInput, Partial<VendorError['options']>]>([
    ['too many requests', { status: 429, retryAfterSeconds: 7 }, { retryable: true, status: 429, retryAfterMs: 7000 }],
    ['a server error', { status: 500 }, { retryable: true, status: 500 }],
    ['a wrong key', { status: 401 }, { retryable: false, status: 401 }],
    ['a cut stream', { cutAfterPieces: 2 }, { retryable: true }],
    ['a cut before the first piece', { cutAfterPieces: 0 }, { retryable: true }],
    ['garbage', { garbageAfterPieces: 1 }, { retryable: true }],
  ])('%s becomes a VendorError', async (_name, fault, expected) => {
    simulator.control({ replies: [{ text: 'one two three four' }], fault })
    const error = await failureOf(collect(model().stream(request, never)))
    expect(error.options).toMatchObject(expected)
    expect(error.message).not.toContain('sk-secret')
  })

  test.each<[string, FaultInput, Parameters<typeof model>[0]]>([
    ['no first token', { hang: true }, { firstTokenMs: 40 }],
    ['a stall', { pieceDelayMs: 2000 }, { stallMs: 40 }],
    ['an endless answer', { pieceDelayMs: 30 }, { totalMs: 80 }],
  ])('%s runs into its limit', async (_name, fault, limits) => {
    simulator.control({ replies: [{ text: 'one two three four five six seven eight' }], fault })
    const error = await failureOf(collect(model(limits).stream(request, never)))
    expect(error.retryable).toBe(true)
    expect(error.message).toContain('took longer')
  })

  test('a consumer that takes its time does not run into the limits', async () => {
    simulator.control({ replies: [{ text: 'one two three' }] })
    let text = ''
    for await (const event of model({ stallMs: 60, totalMs: 150 }).stream(request, never)) {
      const until = performance.now() + 80
      while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve))
      if (event.type === 'text') text += event.delta
    }
    expect(text).toBe('one two three')
  })

  test('nobody at the address is retryable', async () => {
    const error = await failureOf(collect(model({}, 'http://127.0.0.1:9/v1').stream(request, never)))
    expect(error).toMatchObject({ retryable: true, vendor: 'openai' })
  })

  test('JSON of a schema comes back parsed', async () => {
    const schema = {
      type: 'object',
      additionalProperties: false,
      properties: { summary: { type: 'string' }, sentiment: { type: 'string', enum: ['POSITIVE', 'NEUTRAL', 'NEGATIVE'] } },
      required: ['summary', 'sentiment'],
    }
    const messages = [
      {
        role: 'user' as const,
        content: 'Caller: Hi, I would like to book an appointment. My name is Asha Rao.\nAgent: Sure.\nCaller: Great, thank you!',
      },
    ]
    const { value, usage } = await model().completeJson({ messages, schemaName: 'summary', schema }, never)
    expect(value).toEqual({ summary: expect.stringContaining('Asha Rao'), sentiment: 'POSITIVE' })
    expect(usage.inputTokens).toBeGreaterThan(0)
  })

  test('JSON that is none is retryable, and an abort throws', async () => {
    simulator.control({ replies: [{ text: 'no json here' }] })
    const json = { ...request, schemaName: 's', schema: { type: 'object', properties: {} } }
    expect((await failureOf(model().completeJson(json, never))).retryable).toBe(true)
    await expect(model().completeJson(json, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone')
  })
})

describe('recorded streams', () => {
  const replay = async (file: string) => {
    const text = readFileSync(new URL(`./fixtures/${file}`, import.meta.url), 'utf8')
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(text)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      return await collect(model({}, `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`).stream(request, never))
    } finally {
      server.close()
      server.closeAllConnections()
    }
  }

  test('interleaved tool calls are put together by their index', async () => {
    expect(await replay('tool-call-stream.sse')).toEqual([
      { type: 'text', delta: 'One ' },
      { type: 'text', delta: 'moment.' },
      { type: 'usage', usage: { inputTokens: 1450, cachedInputTokens: 1280, outputTokens: 42 } },
      { type: 'tool_call', call: { id: 'call_a1', name: 'extract_appointment', argumentsText: '{"patient_name":"Asha"}' } },
      { type: 'tool_call', call: { id: 'call_b2', name: 'extract_symptoms', argumentsText: '{"symptoms":["fever"]}' } },
      { type: 'end', finishReason: 'tool_calls' },
    ])
  })

  test('an error in the middle of the stream is one', async () => {
    const error = await failureOf(replay('error-stream.sse'))
    expect(error).toMatchObject({ retryable: true })
    expect(error.message).not.toContain('org-')
  })

  test('a compatible server without indexes, usage or the right finish reason is understood', async () => {
    expect(await replay('ollama-tool-call-stream.sse')).toEqual([
      { type: 'tool_call', call: { id: 'call_x9', name: 'end_call', argumentsText: '{"reason":"done"}' } },
      { type: 'end', finishReason: 'tool_calls' },
    ])
  })
})

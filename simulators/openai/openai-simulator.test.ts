import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { decodeModem } from '../modem/modem'
import { startOpenAiSimulator } from './start-openai-simulator'

let simulator: Awaited<ReturnType<typeof startOpenAiSimulator>>
beforeAll(async () => {
  simulator = await startOpenAiSimulator({ now: () => new Date('2026-11-21T06:00:00Z') })
})
afterAll(() => simulator.close())
beforeEach(() => {
  simulator.control({ fault: null, replies: [] })
})

const post = (path: string, body: unknown, headers: Record<string, string> = { authorization: 'Bearer key' }) =>
  fetch(`${simulator.baseUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const hello = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'hello' }] }
const eventsOf = (text: string) =>
  text
    .trim()
    .split('\n\n')
    .map((event) => event.replace(/^data: /, ''))

test('a stream has the vendor’s order: role, pieces, finish, usage without choices, DONE', async () => {
  simulator.control({
    replies: [
      {
        text: 'One two',
        toolCalls: [
          { name: 'a', arguments: { long: 'x'.repeat(30) } },
          { name: 'b', arguments: {} },
        ],
      },
    ],
  })
  const response = await post('/chat/completions', { ...hello, stream: true, stream_options: { include_usage: true } })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const events = eventsOf(await response.text())
  expect(events.at(-1)).toBe('[DONE]')
  const chunks = events.slice(0, -1).map((event) => JSON.parse(event))
  expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1)
  expect(chunks[0].choices[0].delta).toMatchObject({ role: 'assistant' })
  expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('One two')
  const parts = chunks.flatMap((chunk) => chunk.choices[0]?.delta.tool_calls ?? [])
  expect(parts.filter((part) => part.id).map((part) => [part.index, part.function.name, part.function.arguments])).toEqual([
    [0, 'a', ''],
    [1, 'b', ''],
  ])
  expect(
    parts
      .filter((part) => part.index === 0)
      .map((part) => part.function.arguments)
      .join(''),
  ).toBe(JSON.stringify({ long: 'x'.repeat(30) }))
  expect(chunks.at(-2).choices[0].finish_reason).toBe('tool_calls')
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } })
})

test('without include_usage there is no usage chunk', async () => {
  const events = eventsOf(await (await post('/chat/completions', { ...hello, stream: true })).text())
  expect(events.some((event) => event.includes('"usage"'))).toBe(false)
})

test('not streamed: one completion, from the receptionist', async () => {
  const body = await (
    await post('/chat/completions', {
      ...hello,
      messages: [{ role: 'system', content: 'You are Maya, the receptionist at City Clinic.' }, ...hello.messages],
    })
  ).json()
  expect(body).toMatchObject({
    object: 'chat.completion',
    choices: [
      { message: { role: 'assistant', content: 'Hello! This is Maya at City Clinic. How can I help you?' }, finish_reason: 'stop' },
    ],
    usage: { prompt_tokens: expect.any(Number) },
  })
})

test('content may come in parts, a developer may speak for the system', async () => {
  const messages = [
    { role: 'developer', content: 'You are Maya, the receptionist at City Clinic.' },
    { role: 'user', content: [{ type: 'text', text: 'who is this?' }] },
  ]
  expect((await (await post('/chat/completions', { ...hello, messages })).json()).choices[0].message.content).toContain(
    'This is Maya at City Clinic.',
  )
})

test.each([
  ['no key', '/chat/completions', hello, {}, 401],
  ['a broken body', '/chat/completions', '{"model":', undefined, 400],
  ['no messages', '/chat/completions', { model: 'm', messages: [] }, undefined, 400],
  ['an unknown role', '/chat/completions', { model: 'm', messages: [{ role: 'robot', content: 'x' }] }, undefined, 400],
  ['an unknown address', '/embeddings', {}, undefined, 404],
])('%s is refused as the vendor would', async (_name, path, body, headers, status) => {
  const response = await post(path, body, headers)
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject({ error: { message: expect.any(String), type: 'invalid_request_error' } })
})

test('misbehaviour is asked for over HTTP and lasts as long as asked', async () => {
  const control = (command: unknown) => fetch(`${simulator.origin}/openai/__control`, { method: 'POST', body: JSON.stringify(command) })
  expect((await control({ fault: { status: 429, retryAfterSeconds: 4, times: 1 } })).status).toBe(200)
  const refused = await post('/chat/completions', hello)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '4'])
  expect((await post('/chat/completions', hello)).status).toBe(200)
  expect((await control({ nonsense: 1 })).status).toBe(400)
})

test('speech carries its text', async () => {
  const response = await post('/audio/speech', { model: 'gpt-4o-mini-tts', voice: 'coral', input: 'Good morning', response_format: 'pcm' })
  const pcm = new Int16Array(await response.arrayBuffer())
  expect(
    decodeModem(pcm, 24000)
      .map((packet) => packet.text)
      .join(''),
  ).toBe('Good morning')
})

test('models are listed', async () => {
  const body = await (await fetch(`${simulator.baseUrl}/models`, { headers: { authorization: 'Bearer key' } })).json()
  expect(body.data.map((model: { id: string }) => model.id)).toContain('gpt-4o-mini')
})

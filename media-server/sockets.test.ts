import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { ExotelCaller } from './testing/exotel-caller'
import { refusedStatus } from './testing/refused-status'
import { startTestMediaServer, type TestMediaServer } from './testing/test-media-server'

let media: TestMediaServer

beforeEach(async () => {
  media = await startTestMediaServer({ capacity: 2 })
})
afterEach(() => media.stop())

const ended = (callId: string) => media.factsOf(callId).find((fact) => fact.type === 'ended')

describe('before the upgrade', () => {
  test('a token is good once, for its own transport, and nothing else is a token', async () => {
    const { token } = media.expectCall()
    expect(await refusedStatus(`${media.url}/browser/${token}`)).toBe(401)
    expect(await refusedStatus(`${media.url}/exotel/unknown`)).toBe(401)
    expect(await refusedStatus(`${media.url}/exotel/`)).toBe(401)
    expect(await refusedStatus(`${media.url}/exotel/a%20b`)).toBe(401)
    const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
    expect(caller.refusedStatus).toBeNull()
    expect(await refusedStatus(`${media.url}/exotel/${token}`)).toBe(401)
    caller.hangUp()
    await caller.untilClosed()
  })

  test('a request that is no WebSocket spends no token', async () => {
    const { token } = media.expectCall()
    const plain = await fetch(`${media.httpUrl}/exotel/${token}`)
    expect(plain.status).toBe(426)
    expect(await plain.json()).toMatchObject({ error: { code: 'upgrade_required' } })
    const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
    expect(caller.refusedStatus).toBeNull()
  })

  test('pages of other sites may not open browser calls', async () => {
    const { token } = media.expectCall({ transport: 'browser' })
    expect(await refusedStatus(`${media.url}/browser/${token}`, { origin: 'http://evil.test' })).toBe(403)
    const socket = new WebSocket(`${media.url}/browser/${token}`, { origin: 'http://app.test' })
    await new Promise((resolve) => socket.once('open', resolve))
    socket.close()
  })

  test('a full server refuses, and takes calls again when one ends', async () => {
    const first = await ExotelCaller.dial(`${media.url}/exotel/${media.expectCall().token}`)
    await ExotelCaller.dial(`${media.url}/exotel/${media.expectCall().token}`)
    const { token } = media.expectCall()
    expect(await refusedStatus(`${media.url}/exotel/${token}`)).toBe(503)
    first.hangUp()
    await first.untilClosed()
    await expect.poll(() => media.server.activeCalls).toBe(1)
    const third = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
    expect(third.refusedStatus).toBeNull()
  })

  test('a full server says so at once, and again when a line is free', async () => {
    const told = () => media.heartbeats.map(({ activeCalls }) => activeCalls)
    const first = await ExotelCaller.dial(`${media.url}/exotel/${media.expectCall().token}`)
    expect(told()).toEqual([0])
    await ExotelCaller.dial(`${media.url}/exotel/${media.expectCall().token}`)
    await expect.poll(told, { timeout: 500 }).toEqual([0, 2])
    first.hangUp()
    await expect.poll(told, { timeout: 500 }).toEqual([0, 2, 1])
  })

  test('services that cannot be reached refuse the call, and say nothing of why', async () => {
    await media.stop()
    media = await startTestMediaServer({ claim: () => Promise.reject(new Error('password authentication failed')) })
    expect(await refusedStatus(`${media.url}/exotel/any`)).toBe(503)
  })
})

describe('frames', () => {
  test('malformed ones are ignored until ten come in a row', async () => {
    const { token, call } = media.expectCall()
    const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
    for (let index = 0; index < 9; index++) caller.socket.send('{"event":"media"')
    caller.sendJson({ event: 'connected' })
    for (const bad of ['', '[]', 'null', '{"event":"media","media":{}}', '{"event":"start"}', '{"event":1}']) caller.socket.send(bad)
    await caller.untilHeard('Good morning')
    expect(caller.closeCode).toBeNull()
    for (let index = 0; index < 10; index++) caller.socket.send(Buffer.from([1, 2, 3]))
    await caller.untilClosed()
    expect(caller.closeCode).toBe(1007)
    await expect.poll(() => ended(call.callId)).toMatchObject({ endReason: 'protocol_error' })
    expect(await (await fetch(`${media.httpUrl}/metrics`)).text()).toMatch(/voicedesk_malformed_frames_total 2\d/)
  })

  test('one over a megabyte closes its own socket and no other', async () => {
    const other = await ExotelCaller.dial(`${media.url}/exotel/${media.expectCall().token}`)
    const caller = await ExotelCaller.dial(`${media.url}/exotel/${media.expectCall().token}`)
    caller.socket.send('x'.repeat(1024 * 1024 + 1))
    await caller.untilClosed()
    expect(caller.closeCode).toBe(1009)
    await other.untilHeard('this is the clinic')
    expect(other.closeCode).toBeNull()
  })

  test.each([
    ['by the query, with a hyphen', '?sample-rate=16000', 16000, 16000],
    ['by the query, with an underscore', '?sample_rate=24000', 24000, 24000],
    ['by the start message', '', 16000, 16000],
    ['not at all', '', 8000, 8000],
  ])('the rate is asked for %s', async (_name, query, sampleRateHz, expected) => {
    const { token } = media.expectCall()
    const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}${query}`, { sampleRateHz })
    await caller.untilHeard('this is the clinic')
    expect(caller.frames[0]?.pcm.byteLength).toBe((3200 * expected) / 8000)
    await caller.say('hello there')
    await caller.untilHeard('You said hello there.')
  })

  test('outgoing ones are whole', async () => {
    const greeting = 'Good morning and welcome. '.repeat(12)
    const { token } = media.expectCall({ agent: { greeting } })
    const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
    media.model.replyWith = () => ({ text: 'It is a long answer. '.repeat(12) })
    await caller.untilHeard('welcome. Good')
    await caller.say('I have a question for you')
    await caller.until(() => caller.clears.length === 1)
    await caller.until(() => caller.sentText.match(/long answer/g)?.length === 12)
    const sizes = caller.frames.map((frame) => frame.pcm.byteLength)
    expect(new Set(sizes.slice(0, -1))).toEqual(new Set([3200]))
    expect(sizes.every((size) => size % 320 === 0)).toBe(true)
  })
})

describe('the end of a stream', () => {
  test('a stream that never starts is closed with 1008 and has failed', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const { token, call } = media.expectCall()
    const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`, { start: false })
    await vi.advanceTimersByTimeAsync(10_001)
    vi.useRealTimers()
    await caller.untilClosed()
    expect(caller.closeCode).toBe(1008)
    await expect.poll(() => ended(call.callId)).toMatchObject({ endReason: 'stream_never_started', failed: true, hadConversation: false })
  })

  test('a lost socket after the greeting is a lost connection, not a failure', async () => {
    const { token, call } = media.expectCall()
    const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
    await caller.untilHeard('Good morning')
    caller.socket.terminate()
    await expect.poll(() => ended(call.callId)).toMatchObject({ endReason: 'connection_lost', failed: false })
  })

  test('a socket lost before anything was heard has failed', async () => {
    const { token, call } = media.expectCall()
    await media.stop()
    media = await startTestMediaServer({ textToSpeech: () => [{ provider: { name: 'mute', synthesize: () => forever() }, voice: 'x' }] })
    const again = media.expectCall()
    const caller = await ExotelCaller.dial(`${media.url}/exotel/${again.token}`)
    caller.socket.terminate()
    await expect.poll(() => ended(again.call.callId)).toMatchObject({ endReason: 'connection_lost', failed: true })
    expect(token).not.toBe(call.callId)
  })

  test('the last words before hanging up are in the transcript', async () => {
    const { token, call } = media.expectCall()
    const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
    await caller.untilHeard('this is the clinic.')
    await caller.say('my name is Sharma')
    caller.hangUp()
    await expect.poll(() => ended(call.callId)).toMatchObject({ endReason: 'caller_hung_up', hadConversation: true })
    expect(media.factsOf(call.callId)).toContainEqual(
      expect.objectContaining({ type: 'turn', turn: expect.objectContaining({ role: 'caller', text: 'my name is Sharma' }) }),
    )
  })
})

test('health, readiness and metrics are told', async () => {
  expect((await fetch(`${media.httpUrl}/healthz`)).status).toBe(200)
  expect(await (await fetch(`${media.httpUrl}/readyz`)).json()).toEqual({ status: 'ready', active_calls: 0, capacity: 2 })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${media.expectCall().token}`)
  await caller.untilHeard('clinic.')
  await caller.say('hello there')
  await caller.untilHeard('You said hello there.')
  const metrics = await (await fetch(`${media.httpUrl}/metrics`)).text()
  for (const name of ['voicedesk_turn_added_ms', 'voicedesk_greeting_ms', 'voicedesk_barge_in_ms'])
    expect(metrics).toContain(`# TYPE ${name} histogram`)
  expect(metrics).toContain('voicedesk_active_calls 1')
  expect(metrics).toContain('voicedesk_greeting_ms_count 1')
  expect((await fetch(`${media.httpUrl}/nothing`)).status).toBe(404)
})

test('only our own processes hear voices in advance', async () => {
  const body = JSON.stringify({ voice_id: 'scripted-tts:one', text: 'Hello', language: 'en-IN' })
  const ask = (authorization: string) => fetch(`${media.httpUrl}/internal/preview`, { method: 'POST', body, headers: { authorization } })
  expect((await ask('Bearer wrong')).status).toBe(401)
  const answer = await ask('Bearer internal')
  expect(answer.headers.get('content-type')).toBe('audio/wav')
  expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(1000)
})

async function* forever(): AsyncGenerator<never> {
  await new Promise(() => {})
}

test('a second stream of a call takes the place of the first: what was said is kept, and only its own end is the end', async () => {
  const { token, call } = media.expectCall({ agent: { greeting: 'Hello.' } })
  const first = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  await first.untilHeard('Hello.')
  await first.say('I need an appointment')
  await first.untilHeard('You said I need an appointment.')
  const second = await ExotelCaller.dial(`${media.url}/exotel/${media.expectAgain(call)}`)
  await first.untilClosed()
  expect(first.closeCode).toBe(1000)
  await expect.poll(() => media.server.activeCalls).toBe(1)
  await second.untilHeard('Hello.')
  await second.say('on Monday')
  await second.untilHeard('You said on Monday.')
  expect(media.model.asked.at(-1)).toContainEqual({ role: 'user', content: 'I need an appointment' })
  expect(ended(call.callId)).toBeUndefined()
  second.hangUp()
  await expect.poll(() => ended(call.callId)).toMatchObject({ endReason: 'caller_hung_up', hadConversation: true })
  await expect.poll(() => media.stored.length).toBe(1)
  const turns = media.factsOf(call.callId).flatMap((fact) => (fact.type === 'turn' ? [`${fact.turn.index} ${fact.turn.text}`] : []))
  expect(turns).toEqual([
    '0 Hello.',
    '1 I need an appointment',
    '2 You said I need an appointment.',
    '3 Hello.',
    '4 on Monday',
    '5 You said on Monday.',
  ])
})

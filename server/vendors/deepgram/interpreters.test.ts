import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFluxInterpreter } from './flux-interpreter'
import type { Interpreter } from './interpreter'
import { createNovaInterpreter } from './nova-interpreter'

const lines = (file: string) =>
  readFileSync(new URL(`./fixtures/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
const readAll = (interpreter: Interpreter, messages: string[], offsetMs = 0) =>
  messages.flatMap((message) => interpreter.read(message, offsetMs).events)
const nova = (text: string, flags: object = {}, start = 0, duration = 1) =>
  JSON.stringify({
    type: 'Results',
    start,
    duration,
    is_final: true,
    speech_final: false,
    ...flags,
    channel: { alternatives: [{ transcript: text, words: [] }] },
  })

describe('Nova', () => {
  test('final pieces are joined until speech_final; what follows the end is not a second one', () => {
    expect(readAll(createNovaInterpreter(), lines('nova-utterance.jsonl'))).toEqual([
      { type: 'speech_started', atMs: 420 },
      { type: 'partial', text: "I'd like to", atMs: 1050 },
      { type: 'partial', text: "I'd like to book", atMs: 2100 },
      {
        type: 'final',
        text: "I'd like to book an appointment.",
        confidence: expect.closeTo(0.953, 3),
        language: 'en',
        startedMs: 480,
        endedMs: 3000,
      },
      { type: 'turn_ended', atMs: 3500 },
    ])
  })

  test('times count from where the connection began', () => {
    const interpreter = createNovaInterpreter()
    expect(interpreter.read(lines('nova-utterance.jsonl')[0] ?? '', 10_000).events).toEqual([{ type: 'speech_started', atMs: 10_420 }])
    expect(interpreter.read(nova('', {}, 2, 1), 10_000).committedMs).toBe(13_000)
  })

  test('UtteranceEnd ends the turn where speech_final never came', () => {
    const interpreter = createNovaInterpreter()
    const events = readAll(interpreter, [
      nova('yes'),
      nova(''),
      '{"type":"UtteranceEnd","channel":[0,1],"last_word_end":0.9}',
      '{"type":"UtteranceEnd","channel":[0,1],"last_word_end":0.9}',
    ])
    expect(events.map((event) => event.type)).toEqual(['partial', 'final', 'turn_ended'])
    expect(interpreter.hasUtterance).toBe(false)
  })

  test('the answer to Finalize is a final even when nothing was said', () => {
    const reading = createNovaInterpreter().read(nova('', { from_finalize: true }), 0)
    expect(reading).toMatchObject({ isFinalized: true, events: [{ type: 'final', text: '' }] })
  })

  test('without an answer the interim words count; a new connection forgets them', () => {
    const interpreter = createNovaInterpreter()
    readAll(interpreter, [nova('book'), nova('a table', { is_final: false }, 1)])
    expect(interpreter.flush(3000)[0]).toMatchObject({ type: 'final', text: 'book a table', endedMs: 3000 })
    readAll(interpreter, [nova('book'), nova('a table', { is_final: false }, 1)])
    interpreter.reconnect()
    expect(interpreter.flush(3000)[0]).toMatchObject({ type: 'final', text: 'book' })
  })

  test('an error is reported, anything unknown is passed over', () => {
    expect(createNovaInterpreter().read('{"type":"Error","code":"NET-0001"}', 0).failure).toBe('NET-0001')
    expect(readAll(createNovaInterpreter(), ['{"type":"Later"}', '{', '[]', 'null', '{"type":"Results"}'])).toEqual([])
  })
})

describe('Flux', () => {
  test('a turn starts, grows, is doubted and ends once', () => {
    expect(readAll(createFluxInterpreter(), lines('flux-turn.jsonl'))).toEqual([
      { type: 'speech_started', atMs: 480 },
      { type: 'partial', text: 'Kal', atMs: 1040 },
      { type: 'partial', text: 'Kal das baje', atMs: 1600 },
      { type: 'partial', text: 'Kal das baje', atMs: 1840 },
      { type: 'final', text: 'Kal das baje please.', confidence: expect.closeTo(0.94, 5), language: 'hi', startedMs: 480, endedMs: 2720 },
      { type: 'turn_ended', atMs: 2720 },
    ])
  })

  test('an end of turn without words says nothing; a forced one answers', () => {
    const end = { type: 'TurnInfo', event: 'EndOfTurn', transcript: '', audio_window_start: 0, audio_window_end: 1, words: [] }
    expect(createFluxInterpreter().read(JSON.stringify(end), 0)).toMatchObject({ events: [], committedMs: 1000 })
    expect(createFluxInterpreter().read(JSON.stringify({ ...end, trigger: 'manual' }), 0)).toMatchObject({
      isFinalized: true,
      events: [{ type: 'final', text: '' }, { type: 'turn_ended' }],
    })
  })

  test('errors are reported by code', () => {
    expect(createFluxInterpreter().read('{"type":"Error","code":"UNPARSABLE_CLIENT_MESSAGE","description":"x"}', 0).failure).toBe(
      'UNPARSABLE_CLIENT_MESSAGE',
    )
  })
})

test.each([
  ['Nova', createNovaInterpreter],
  ['Flux', createFluxInterpreter],
])('%s never throws on what it is sent', (_name, create) => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.json(), fc.constantFrom(...lines('flux-turn.jsonl'), ...lines('nova-utterance.jsonl')))),
      (messages) => {
        readAll(create(), messages)
      },
    ),
  )
})

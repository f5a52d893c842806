import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clearMessage, markMessage, mediaMessage, parseExotelMessage, requestedSampleRateHz } from './stream-protocol'

const samples: { name: string; frame: unknown }[] = JSON.parse(
  readFileSync(new URL('./fixtures/stream-frames.json', import.meta.url), 'utf8'),
)
const sample = (name: string) => {
  const found = samples.find((item) => item.name === name)
  if (!found) throw new Error(`no sample ${name}`)
  return parseExotelMessage(JSON.stringify(found.frame))
}

describe('reading', () => {
  test('every sample is understood', () => {
    for (const { name, frame } of samples) expect(parseExotelMessage(JSON.stringify(frame)), name).not.toBeNull()
  })

  test('start carries the ids, the numbers and the rate', () => {
    expect(sample('start, Voicebot applet')).toEqual({
      event: 'start',
      streamSid: '6f04a1',
      callSid: '56b1c2',
      accountSid: 'acme1',
      from: '09876543210',
      to: '08047491899',
      customParameters: { tenant: 't_12' },
      sampleRateHz: 8000,
    })
  })

  test('camelCase, a unit on the rate and empty custom parameters are the same message', () => {
    expect(sample('start, camelCase')).toMatchObject({ streamSid: '6f04a1', callSid: '56b1c2', customParameters: {}, sampleRateHz: 16000 })
  })

  test('ids at the top level serve when the inner object lacks them; an empty caller is withheld', () => {
    expect(sample('start, ids at the top level only')).toMatchObject({
      streamSid: '6f04a1',
      callSid: '56b1c2',
      accountSid: null,
      from: null,
      sampleRateHz: 24000,
    })
  })

  test.each(['media', 'media, numbers'])('%s becomes samples', (name) => {
    expect(sample(name)).toEqual({ event: 'media', pcm: Int16Array.of(0, 1, -1, -32768) })
  })

  test('audio is read wherever it stands and however it is escaped', () => {
    const pcm = Int16Array.of(-1, -1, -1)
    for (const text of [
      '{"media":{"payload":"////////"},"event":"media"}',
      '{"event":"media","media":{"payload":"\\/\\/\\/\\/\\/\\/\\/\\/"}}',
      '{"event":"media","media":{"payload" : "////////"}}',
      '{"event":"media","note":{"payload":"AAAA"},"media":{"payload":"////////"}}',
      '{"event":"media","media":{"payload":"////////"},"note":{"payload":"AAAA"}}',
      '{"event":"media","media":{"payload":"\\u002f///////"}}',
    ]) {
      expect(parseExotelMessage(text), text).toEqual({ event: 'media', pcm })
    }
  })

  test('what is left of a frame is read as strictly as all of it', () => {
    expect(parseExotelMessage('{"event":"media","media":{"payload":"AAAAAAAA"}')).toBeNull()
    expect(parseExotelMessage('{"event":"media","media":{"payload":"AAAAAAAA"}}}')).toBeNull()
    expect(parseExotelMessage('{"event":"media","media":{"payload":"AAAAAAAA')).toBeNull()
    expect(parseExotelMessage('{"event":"media","media":{"payload":"AAAAAAAA\n"}}')).toBeNull()
    expect(parseExotelMessage('{"event":"media","media":{"payload":"AAA\n"}}')).toBeNull()
    expect(parseExotelMessage('{"event":"media","note":{"payload":"AAAAAAAA"},"media":{"payload":"!!!!"}}')).toBeNull()
    const silent = '{"event":"media","note":{"payload":"AAAAAAAA"},"media":{"payload":""}}'
    expect(parseExotelMessage(silent)).toEqual({ event: 'media', pcm: new Int16Array(0) })
    expect(parseExotelMessage('{"event":"mark","mark":{"payload":"x","name":"m"}}')).toEqual({ event: 'mark', name: 'm' })
    expect(parseExotelMessage('{"event":"mark","mark":{"name":"m","payload":"a\nb"}}')).toBeNull()
    expect(parseExotelMessage('{"event":"mark","mark":{"name":"m","payload":"a\nbc"}}')).toBeNull()
  })

  test('a frame that could be read without a parser is refused wherever a parser would refuse it', () => {
    const frame = (pairs: string, payload = '////////', tail = '"}}') =>
      `{"event":"media",${pairs}"media":{"chunk":"1",${pairs}"payload":"${payload}${tail}`
    const pcm = Int16Array.of(-1, -1, -1)
    for (const pairs of [
      '',
      '"sequence_number":3,',
      '"stream_sid":"a-1.b:c","timestamp":"20","n":0,',
      '"note":"मंगल \\u0041",',
      '"n":-1.5e3,',
    ])
      expect(parseExotelMessage(frame(pairs)), pairs).toEqual({ event: 'media', pcm })
    for (const pairs of ['"n":01,', '"n":,', 'n:1,', '"n":"a\n",', '"n":1;', ',', '"n":"a\\q",', '"event":"start",'])
      expect(parseExotelMessage(frame(pairs)), pairs).toBeNull()
    for (const [payload, tail] of [
      ['//', '"}}'],
      ['////////', '"}'],
      ['////////', '"}}}'],
      ['////////', '"]]'],
      ['////////', '","payload":5}}'],
    ])
      expect(parseExotelMessage(frame('', payload, tail)), tail).toBeNull()
  })

  test('of what is said twice in a frame the last holds', () => {
    const pcm = Int16Array.of(-1, -1, -1)
    expect(parseExotelMessage('{"event":"media","media":{"payload":"AAAA","payload":"////////"}}')).toEqual({ event: 'media', pcm })
    expect(parseExotelMessage('{"event":"media","event":"clear","media":{"payload":"AAAA"}}')).toEqual({ event: 'clear' })
  })

  test('a frame keeps its samples while thousands of others are read', () => {
    const texts = Array.from({ length: 5000 }, (_, n) =>
      mediaMessage('s', { pcm: new Int16Array(160).fill(n), sequenceNumber: n, chunk: n, timestampMs: n }),
    )
    const read = texts.map((text) => parseExotelMessage(text))
    for (const [n, message] of read.entries())
      expect(message?.event === 'media' && [message.pcm.length, message.pcm[0], message.pcm[159]]).toEqual([160, n, n])
  })

  test('dtmf, mark, stop and clear', () => {
    expect(sample('dtmf')).toEqual({ event: 'dtmf', digit: '5', durationMs: 100 })
    expect(parseExotelMessage('{"event":"dtmf","dtmf":{"digit":9}}')).toEqual({ event: 'dtmf', digit: '9', durationMs: null })
    expect(sample('mark')).toEqual({ event: 'mark', name: 'turn-3-end' })
    expect(sample('stop')).toEqual({ event: 'stop', callSid: '56b1c2', reason: 'callended' })
    expect(parseExotelMessage('{"event":"stop"}')).toEqual({ event: 'stop', callSid: null, reason: null })
    expect(sample('clear')).toEqual({ event: 'clear' })
  })

  test.each([
    ['{"a":"1"}', { a: '1' }],
    ['a=1&b=2', { a: '1', b: '2' }],
    [
      { n: 7, ok: true, deep: {} },
      { n: '7', ok: 'true' },
    ],
    [null, {}],
    ['garbage', {}],
  ])('custom parameters %j', (custom_parameters, expected) => {
    expect(parseExotelMessage(JSON.stringify({ event: 'start', start: { stream_sid: 's', custom_parameters } }))).toMatchObject({
      customParameters: expected,
    })
  })

  test.each([
    ['not json', '{'],
    ['not an object', '[]'],
    ['null', 'null'],
    ['no event', '{"media":{"payload":""}}'],
    ['event of another type', '{"event":5}'],
    ['start without a stream', '{"event":"start","start":{"call_sid":"c"}}'],
    ['start that is no object', '{"event":"start","stream_sid":"s","start":"x"}'],
    ['media without payload', '{"event":"media","media":{}}'],
    ['media without media', '{"event":"media"}'],
    ['payload that is not base64', '{"event":"media","media":{"payload":"!!!!"}}'],
    ['half a sample', '{"event":"media","media":{"payload":"AAAA"}}'],
    ['dtmf of two digits', '{"event":"dtmf","dtmf":{"digit":"55"}}'],
    ['mark without a name', '{"event":"mark","mark":{}}'],
  ])('malformed: %s', (_name, text) => {
    expect(parseExotelMessage(text)).toBeNull()
  })

  test('an event of a later version is not malformed', () => {
    expect(parseExotelMessage('{"event":"silence"}')).toEqual({ event: 'other', name: 'silence' })
  })

  test('any text is read or refused, never thrown on', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.object().map((o) => JSON.stringify({ event: 'start', ...o })),
        ),
        (text) => {
          parseExotelMessage(text)
        },
      ),
    )
  })
})

describe('writing', () => {
  test('audio survives the round trip, whatever its length and alignment', () => {
    fc.assert(
      fc.property(fc.int16Array({ maxLength: 2000 }), fc.string({ minLength: 1 }), fc.nat(), (pcm, sid, n) => {
        const message = parseExotelMessage(mediaMessage(sid, { pcm, sequenceNumber: n, chunk: n, timestampMs: n }))
        expect(message).toEqual({ event: 'media', pcm: new Int16Array(pcm) })
      }),
    )
  })

  test('a view into a larger buffer sends only its own part', () => {
    const all = Int16Array.from([1, 2, 3, 4])
    const message = parseExotelMessage(mediaMessage('s', { pcm: all.subarray(1, 3), sequenceNumber: 1, chunk: 1, timestampMs: 0 }))
    expect(message?.event === 'media' && [...message.pcm]).toEqual([2, 3])
  })

  test('the authoritative spelling and the other one are both there', () => {
    for (const text of [
      mediaMessage('s"1', { pcm: new Int16Array(1), sequenceNumber: 1, chunk: 1, timestampMs: 0.4 }),
      markMessage('s"1', { name: 'm', sequenceNumber: 2 }),
      clearMessage('s"1'),
    ]) {
      expect(JSON.parse(text)).toMatchObject({ stream_sid: 's"1', streamSid: 's"1' })
    }
  })

  test('marks and clears read back as they were meant', () => {
    expect(parseExotelMessage(markMessage('s', { name: 'turn-1', sequenceNumber: 1 }))).toEqual({ event: 'mark', name: 'turn-1' })
    expect(parseExotelMessage(clearMessage('s'))).toEqual({ event: 'clear' })
  })
})

test.each([
  ['sample-rate=16000', 16000],
  ['sample_rate=24000', 24000],
  ['sample-rate=8000Hz', 8000],
  ['', null],
  ['sample-rate=x', null],
])('the address %s asks for %s', (query, expected) => {
  expect(requestedSampleRateHz(new URLSearchParams(query))).toBe(expected)
})

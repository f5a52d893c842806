import { describe, expect, test } from 'vitest'
import { canonicalJson } from './canonical-json'
import { nextCronTime } from './cron'
import { waitEnd } from './duration'
import { compileExpression } from './expression'
import { concurrencyKeys, functionConfig, maxAttempts } from './function-config'
import { throttle } from './throttle'

describe('expressions', () => {
  const scope = { event: { data: { id: 'c1', n: 3, tags: ['a'], 'odd key': true } }, async: { data: { id: 'c1' }, name: 'x' } }
  test.each([
    ['event.data.id == async.data.id', true],
    ['event.data.missing == async.data.missing', false],
    ['event.data.missing == null', true],
    ['event.data.missing != "a"', true],
    ['event.data.n >= 3 && !(event.data.n > 3)', true],
    ["event.data.id == 'c2' || async.name == 'x'", true],
    ['event.data["odd key"]', true],
    ['"a" in event.data.tags', true],
    ['event.data.id in ["c2", "c3"]', false],
    ['event.data.id + "-" + event.data.n', 'c1-3'],
    ['1 + 2 == 3', true],
    ['event.data.n == -3', false],
    ['event.data.constructor == null', true],
    ['"it\\"s" == "it\\"s"', true],
    ['event.data.id', 'c1'],
    ['event.data.n && true', false],
  ])('%s', (text, expected) => {
    expect(compileExpression(text)(scope)).toBe(expected)
  })

  test.each(['', 'event.', 'a == ', '(a', 'a b', 'a ? b : c', 'size(a)', 'a = b', '"open'])('%j is refused when it is read', (text) => {
    expect(() => compileExpression(text)).toThrow(/Cannot read the expression/)
  })
})

describe('schedules', () => {
  test.each([
    ['* * * * *', '2026-03-01T10:00:00Z', '2026-03-01T10:01:00Z'],
    ['* * * * *', '2026-03-01T10:00:59.999Z', '2026-03-01T10:01:00Z'],
    ['*/15 * * * *', '2026-03-01T10:50:00Z', '2026-03-01T11:00:00Z'],
    ['5/20 * * * *', '2026-03-01T10:30:00Z', '2026-03-01T10:45:00Z'],
    ['0 9 * * MON-FRI', '2026-02-27T09:00:00Z', '2026-03-02T09:00:00Z'],
    ['0 0 29 2 *', '2026-03-01T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['0 0 13 * 5', '2026-03-01T00:00:00Z', '2026-03-06T00:00:00Z'],
    ['0 0 * * 7', '2026-03-02T00:00:00Z', '2026-03-08T00:00:00Z'],
    ['TZ=Asia/Kolkata 30 9 * * *', '2026-03-01T00:00:00Z', '2026-03-01T04:00:00Z'],
    ['TZ=America/New_York 30 2 * * *', '2026-03-08T00:00:00Z', '2026-03-09T06:30:00Z'],
    ['0 12 1 jan,jul *', '2026-03-01T00:00:00Z', '2026-07-01T12:00:00Z'],
  ])('%s after %s is %s', (expression, after, expected) => {
    expect(nextCronTime(expression, new Date(after)).toISOString()).toBe(new Date(expected).toISOString())
  })

  test.each(['* * * *', '60 * * * *', '* * * * * *', 'a * * * *', '5-1 * * * *', '*/0 * * * *', 'TZ=Mars/Base * * * * *', '0 0 30 2 *'])(
    '%j is refused',
    (expression) => {
      expect(() => nextCronTime(expression, new Date(0))).toThrow()
    },
  )
})

test.each([
  ['10s', 10_000],
  ['1d2h', 93_600_000],
  ['1h 30m', 5_400_000],
  ['', 0],
])('a wait of %j ends %d ms later', (text, ms) => {
  expect(waitEnd(text, 1_000).getTime()).toBe(1_000 + ms)
})

test('a wait may name its end, and nothing else', () => {
  expect(waitEnd('2026-03-01T10:00:00.000Z', 0).toISOString()).toBe('2026-03-01T10:00:00.000Z')
  expect(() => waitEnd('soon', 0)).toThrow('"soon" is not a duration')
})

test('starts are spaced evenly after the first burst', () => {
  const rule = { limit: 4, periodMs: 60_000, burst: 2 }
  const starts: number[] = []
  let arrival: Date | null = null
  for (let nowMs = 0; nowMs <= 60_000; nowMs += 5_000) {
    const answer = throttle(rule, arrival, new Date(nowMs))
    if (!answer.isAllowed) continue
    arrival = answer.arrival
    starts.push(nowMs)
    nowMs -= 5_000
  }
  expect(starts).toEqual([0, 0, 15_000, 30_000, 45_000, 60_000])
})

test('canonical JSON sorts keys at every depth and drops what is undefined', () => {
  expect(canonicalJson({ b: [undefined, { d: 1, c: 'é"' }], a: undefined, 'a-b': null })).toBe('{"a-b":null,"b":[null,{"c":"é\\"","d":1}]}')
})

describe('function options', () => {
  const minimal = {
    id: 'app-fn',
    triggers: [{ event: 'a' }],
    steps: { step: { id: 'step', name: 'step', runtime: { type: 'http', url: 'http://x/y' } } },
  }

  test('without options: four attempts, no limits', () => {
    const config = functionConfig.parse(minimal)
    expect([maxAttempts(config), concurrencyKeys(config, {})]).toEqual([4, []])
  })

  test('concurrency is counted per function and key, or across functions', () => {
    const rules = [
      { limit: 1, key: 'event.data.tenantId' },
      { limit: 5, scope: 'account' as const, key: '"vendor"' },
    ]
    expect(concurrencyKeys(functionConfig.parse({ ...minimal, concurrency: rules }), { data: { tenantId: 't1' } })).toEqual([
      { key: 'app-fn#0:"t1"', limit: 1 },
      { key: 'account:"vendor"', limit: 5 },
    ])
  })

  test.each([
    { debounce: { period: '5s' } },
    { batchEvents: { maxSize: 5, timeout: '5s' } },
    { concurrency: { limit: 1, key: 'size(event)' } },
    { triggers: [{ cron: 'often' }] },
    { throttle: { limit: 1, period: 'soon' } },
  ])('what this runner does not carry out is refused: %j', (option) => {
    expect(functionConfig.safeParse({ ...minimal, ...option }).success).toBe(false)
  })
})

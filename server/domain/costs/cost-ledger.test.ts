import fc from 'fast-check'
import { expect, test } from 'vitest'
import { costCall, priceListOn, type Usage } from './cost-ledger'

const on = new Date('2026-11-21T10:00:00Z')
const used = (kind: Usage['kind'], provider: string, quantity: number, unit: Usage['unit']): Usage => ({ kind, provider, quantity, unit })

/** 60 s of line time, five caller turns: product.md, decision 8. */
const REFERENCE_CALL = [
  used('telephony', 'exotel', 60, 'second'),
  used('stt', 'deepgram-nova', 60, 'second'),
  used('llm_input', 'openai:gpt-4o-mini', 5 * 1500, 'token'),
  used('llm_output', 'openai:gpt-4o-mini', 5 * 60, 'token'),
  used('tts', 'google', 420, 'character'),
]

test('the reference call costs less than two rupees at list prices, line by line', () => {
  const { lines, totalPaise } = costCall(REFERENCE_CALL, on)
  expect(lines.map((line) => Number(line.costMicroPaise) / 1e6)).toEqual([50, 43.2, 10.125, 1.62, 15.12])
  expect(totalPaise).toBe(121)
  expect(lines.every((line) => line.isPriced && line.priceDate === '2026-05-01')).toBe(true)
})

test.each([
  [1, 1],
  [60, 1],
  [61, 2],
  [120.5, 3],
])('%d seconds on the line are %d pulses', (seconds, pulses) => {
  expect(costCall([used('telephony', 'exotel', seconds, 'second')], on).lines[0]).toMatchObject({ unit: 'pulse', quantity: pulses })
})

test.each([
  ['deepgram-nova-multi', 'stt', 'second', 0.0058 * 1.5],
  ['gpt-4o-mini-2024-07-18', 'llm_input', 'token', (0.15 * 90) / 1e6],
  ['elevenlabs', 'tts', 'character', (0.05 * 90) / 1000],
] as const)('%s has a price of its own', (provider, kind, unit, rupees) => {
  const [line] = costCall([used(kind, provider, 1, unit)], on).lines
  expect(Number(line?.costMicroPaise)).toBeCloseTo(rupees * 1e8, -1)
})

test('what Retell charges in cents is paid in paise at the rate of the day', () => {
  const { lines, totalPaise } = costCall([used('conversation', 'retell', 10.5, 'cent')], on)
  expect(lines).toMatchObject([{ isPriced: true, priceDate: '2026-05-01', costMicroPaise: 945_000_000n }])
  expect(totalPaise).toBe(945)
})

test('an unknown provider is listed as unpriced, not left out', () => {
  expect(costCall([used('llm_output', 'local-llama', 500, 'token')], on)).toMatchObject({
    totalPaise: 0,
    lines: [{ isPriced: false, quantity: 500 }],
  })
})

test('nonsense quantities are left out', () => {
  expect(costCall([used('stt', 'openai', Number.NaN, 'second'), used('tts', 'google', -5, 'character')], on)).toEqual({
    lines: [],
    totalPaise: 0,
  })
})

test('a day is costed with the list that held on it', () => {
  const lists = ['2026-01-01', '2026-06-01'].map((date) => ({ date, rupeesPerDollar: 90, prices: [] }))
  expect(priceListOn(new Date('2026-05-31T23:59:59Z'), lists).date).toBe('2026-01-01')
  expect(priceListOn(new Date('2026-06-01T00:00:00Z'), lists).date).toBe('2026-06-01')
  expect(priceListOn(new Date('2020-01-01T00:00:00Z'), lists).date).toBe('2026-01-01')
})

test('the total is the lines, rounded up to a paisa once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 6 }), (tokens) => {
      const { lines, totalPaise } = costCall(
        tokens.map((quantity) => used('llm_input', 'gpt-4o-mini', quantity, 'token')),
        on,
      )
      const exact = lines.reduce((sum, line) => sum + Number(line.costMicroPaise), 0) / 1e6
      expect(totalPaise).toBeGreaterThanOrEqual(exact)
      expect(totalPaise).toBeLessThan(exact + 1)
    }),
  )
})

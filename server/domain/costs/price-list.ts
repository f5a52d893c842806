/**
 * What vendors charge, as dated data. A call is costed with the list that held on its day.
 * Sources and dates: vendors.md §3.6 (list prices, pay-as-you-go). Exotel's pulse is the vendor's own example: contracts differ.
 */
export type CostKind = 'telephony' | 'stt' | 'llm_input' | 'llm_cached_input' | 'llm_output' | 'tts' | 'conversation'
/** `cent`: of a dollar, where a vendor says itself what a whole conversation cost. */
export type CostUnit = 'second' | 'pulse' | 'character' | 'token' | 'cent'

export type Price = {
  kind: CostKind
  /** As a usage line names it; a longer name of the usage line that starts with this one and a separator has the same price. */
  provider: string
  currency: 'INR' | 'USD'
  amount: number
  /** The amount buys this many units. */
  per: number
  unit: CostUnit
}

export type PriceList = {
  /** First day on which it holds, ISO date. */
  date: string
  /** Assumed rate of exchange. */
  rupeesPerDollar: number
  prices: Price[]
}

/** Exotel charges whole pulses from the answer on. */
export const PULSE_SECONDS = 60

const MILLION = 1_000_000

const usd = (kind: CostKind, provider: string, amount: number, per: number, unit: CostUnit): Price => ({
  kind,
  provider,
  currency: 'USD',
  amount,
  per,
  unit,
})
const inr = (kind: CostKind, provider: string, amount: number, per: number, unit: CostUnit): Price => ({
  kind,
  provider,
  currency: 'INR',
  amount,
  per,
  unit,
})
const model = (provider: string, input: number, cachedInput: number, output: number): Price[] => [
  usd('llm_input', provider, input, MILLION, 'token'),
  usd('llm_cached_input', provider, cachedInput, MILLION, 'token'),
  usd('llm_output', provider, output, MILLION, 'token'),
]

/** Oldest first. */
export const PRICE_LISTS: PriceList[] = [
  {
    date: '2026-05-01',
    rupeesPerDollar: 90,
    prices: [
      inr('telephony', 'exotel', 0.5, 1, 'pulse'),
      inr('telephony', 'browser', 0, 1, 'pulse'),
      usd('stt', 'deepgram-nova', 0.0048, 60, 'second'),
      usd('stt', 'deepgram-nova-multi', 0.0058, 60, 'second'),
      usd('stt', 'deepgram-flux', 0.0065, 60, 'second'),
      usd('stt', 'deepgram-flux-multi', 0.0078, 60, 'second'),
      usd('stt', 'openai', 0.006, 60, 'second'),
      usd('stt', 'embedded', 0, 1, 'second'),
      ...model('gpt-4o-mini', 0.15, 0.075, 0.6),
      ...model('gpt-5.4-nano', 0.2, 0.02, 1.25),
      ...model('gpt-5.4-mini', 0.75, 0.075, 4.5),
      ...model('practice-receptionist', 0, 0, 0),
      usd('tts', 'elevenlabs', 0.05, 1000, 'character'),
      usd('tts', 'elevenlabs-multilingual', 0.1, 1000, 'character'),
      usd('tts', 'google', 4, MILLION, 'character'),
      usd('tts', 'google-neural', 16, MILLION, 'character'),
      usd('tts', 'google-chirp', 30, MILLION, 'character'),
      // $0.015 a minute of speech at 15 characters a second.
      usd('tts', 'openai', 0.015, 900, 'character'),
      usd('tts', 'embedded', 0, 1, 'character'),
      usd('conversation', 'retell', 0.01, 1, 'cent'),
    ],
  },
]

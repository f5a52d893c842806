import { type CostKind, type CostUnit, PRICE_LISTS, type Price, type PriceList, PULSE_SECONDS } from './price-list'

/** What a call used of one provider, in total. */
export type Usage = { kind: CostKind; provider: string; quantity: number; unit: CostUnit }

/** `costMicroPaise` is millionths of a paisa, whole. `isPriced` is false when no list names the provider: its cost then counts as 0. */
export type LedgerLine = Usage & { costMicroPaise: bigint; priceDate: string; isPriced: boolean }

const MICRO_PAISE_PER_RUPEE = 100 * 1_000_000

/**
 * Costs a call: one line per kind and provider, in the order given, and the total in paise, rounded up to whole paise once.
 * @param usage totals, not increments; telephony given in seconds is turned into whole pulses
 * @param on the instant whose price list holds
 */
export function costCall(usage: Usage[], on: Date, lists: PriceList[] = PRICE_LISTS): { lines: LedgerLine[]; totalPaise: number } {
  const list = priceListOn(on, lists)
  const lines = usage
    .filter((used) => Number.isFinite(used.quantity) && used.quantity > 0)
    .map((used) => costUsage(toBilledUnit(used), list))
  const total = lines.reduce((sum, line) => sum + line.costMicroPaise, 0n)
  return { lines, totalPaise: Number((total + 999_999n) / 1_000_000n) }
}

/** The newest list that held on that day; before the first one, the first. */
export function priceListOn(on: Date, lists: PriceList[] = PRICE_LISTS): PriceList {
  const day = on.toISOString().slice(0, 10)
  const held = lists.filter((list) => list.date <= day).at(-1) ?? lists[0]
  if (!held) throw new RangeError('There is no price list')
  return held
}

function toBilledUnit(used: Usage): Usage {
  if (used.kind !== 'telephony' || used.unit !== 'second') return used
  return { ...used, unit: 'pulse', quantity: Math.ceil(used.quantity / PULSE_SECONDS) }
}

function costUsage(used: Usage, list: PriceList): LedgerLine {
  const price = findPrice(used, list.prices)
  if (!price) return { ...used, costMicroPaise: 0n, priceDate: list.date, isPriced: false }
  const rupees = (price.amount * (price.currency === 'USD' ? list.rupeesPerDollar : 1) * used.quantity) / price.per
  return { ...used, costMicroPaise: BigInt(Math.round(rupees * MICRO_PAISE_PER_RUPEE)), priceDate: list.date, isPriced: true }
}

/** The price of the longest provider name that the usage line's name is or begins with: `openai:gpt-4o-mini-2024-07-18` is `gpt-4o-mini`. */
function findPrice(used: Usage, prices: Price[]): Price | undefined {
  const name = used.provider.toLowerCase()
  const model = name.slice(name.indexOf(':') + 1)
  const fits = (price: Price) =>
    price.kind === used.kind &&
    price.unit === used.unit &&
    [name, model].some(
      (given) => given === price.provider || given.startsWith(`${price.provider}-`) || given.startsWith(`${price.provider}:`),
    )
  return prices.filter(fits).sort((a, b) => b.provider.length - a.provider.length)[0]
}

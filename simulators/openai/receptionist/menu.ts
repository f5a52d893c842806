import type { Briefing } from './briefing'
import { withDigits } from './calendar'
import type { OrderItem } from './task-tools'

/** One thing with a price. `words` identify it in speech; the first of several variants also goes by the plain name. */
export type MenuItem = { name: string; words: string[]; plainWords: string[] | null; price: number; currency: string }

const CURRENCIES: Record<string, string> = { '₹': 'rupees', $: 'dollars', '£': 'pounds', '€': 'euros' }
const NOT_DISHES = /\b(minimum|min|order|delivery|fee|charge|deposit|fine)\b/i

/** Priced facts as a menu; `Biryani (Veg/Non-veg): ₹250/₹350` is two items. */
export function readMenu(briefing: Briefing): MenuItem[] {
  return briefing.facts.flatMap((fact) =>
    fact.text.split(/[;,](?=\s*[A-Z][^:,;]*[:\s]\s*[₹$£€])/).flatMap((part) => {
      const match = part
        .trim()
        .match(/^(?:[A-Z][\w ]+:\s+(?=[A-Z]))?(.+?)(?:\s*\(([^)]*)\))?\s*(?:[:–-]|\bis\b|\bat\b)?\s*((?:[₹$£€]\s?[\d,.]*\d\s*\/?\s*)+)/)
      const [, base = '', variants, prices = ''] = match ?? []
      if (!match || NOT_DISHES.test(base)) return []
      const amounts = [...prices.matchAll(/([₹$£€])\s?([\d,.]*\d)/g)]
      const names =
        variants?.includes('/') && amounts.length > 1 ? variants.split('/').map((variant) => `${variant.trim()} ${base}`) : [base]
      return names.flatMap((name, index) => {
        const [, symbol = '₹', amount = '0'] = amounts[index] ?? amounts[0] ?? []
        const plainWords = names.length > 1 && index === 0 ? wordsOf(base) : null
        return [
          {
            name: name.trim(),
            words: wordsOf(name),
            plainWords,
            price: Number(amount.replace(/,/g, '')),
            currency: CURRENCIES[symbol] ?? 'rupees',
          },
        ]
      })
    }),
  )
}

/**
 * Dishes an utterance names, with quantities and changes.
 * @param isAsked the caller was asked for the order: without a menu their words are taken as they are
 */
export function findItems(utterance: string, menu: MenuItem[], isAsked: boolean): OrderItem[] {
  const spoken = withDigits(utterance)
  const found: (OrderItem & { at: number; end: number; words: number })[] = []
  for (const item of menu) {
    const full = locate(spoken, item.words)
    const place = full ?? (item.plainWords && locate(spoken, item.plainWords))
    if (!place) continue
    const wordCount = (full ? item.words : (item.plainWords ?? [])).length
    const before = spoken.slice(Math.max(0, place.at - 25), place.at)
    const quantity = before.match(
      /\b(\d{1,2}|a|an|couple of)\s+(?:plates?|portions?|servings?|orders?|pieces?|of|more|large|small|the|\s)*$/,
    )?.[1]
    found.push({ name: item.name, quantity: quantity === 'couple of' ? 2 : Number(quantity) || 1, ...place, words: wordCount })
  }
  // A longer name wins over one that is part of it: "non veg biryani" is not also "veg biryani".
  const kept = found
    .filter(
      (item) =>
        !found.some(
          (other) =>
            other !== item &&
            other.at < item.end &&
            item.at < other.end &&
            (other.words > item.words || (other.words === item.words && other.at < item.at)),
        ),
    )
    .sort((a, b) => a.at - b.at)
  const changes = utterance.match(
    /\b((?:without|no|extra|less|more|medium|very|not too|mild)\s+(?:[a-z]+ly\s+)?(?:spicy|spice|onions?|garlic|cheese|chilli|chillies|oil|salt|sugar|butter|cream|nuts))\b/i,
  )?.[1]
  const items: OrderItem[] = kept.map(({ name, quantity }) => ({ name, quantity }))
  const last = items.at(-1)
  if (last && changes) last.customizations = changes.toLowerCase()
  if (items.length > 0 || menu.length > 0 || !isAsked) return items
  return spoken
    .replace(/^.*?\b(?:like|want|have|get|order|take)\b\s*(?:to (?:order|have|get)\s*)?/, '')
    .split(/\s*(?:,|\band\b)\s*/)
    .map((part) =>
      part
        .replace(/[.?!]|\bplease\b/g, '')
        .trim()
        .match(/^(\d{1,2}|a|an)?\s*(.{3,60})$/),
    )
    .flatMap((match) => (match?.[2] ? [{ name: match[2], quantity: Number(match[1]) || 1 }] : []))
}

/** Newer mentions of a dish replace older ones; other dishes are added. */
export function mergeItems(before: OrderItem[], now: OrderItem[]): OrderItem[] {
  return [...before.filter((item) => !now.some((newer) => newer.name === item.name)), ...now]
}

/** What the order comes to, when every item has a price. */
export function totalOf(items: OrderItem[], menu: MenuItem[]): string | null {
  let total = 0
  for (const item of items) {
    const entry = menu.find((candidate) => candidate.name === item.name)
    if (!entry) return null
    total += entry.price * item.quantity
  }
  return items.length === 0 ? null : `${total} ${menu[0]?.currency ?? 'rupees'}`
}

/** Where all words of a name stand close together, in any order. */
function locate(spoken: string, words: string[]): { at: number; end: number } | null {
  const places = words.map((word) => new RegExp(`\\b${word.replace(/[^\p{L}\p{N}]/gu, '.?')}(?:s|es)?\\b`, 'u').exec(spoken))
  if (places.length === 0 || places.some((place) => place === null)) return null
  const at = Math.min(...places.map((place) => place?.index ?? 0))
  const end = Math.max(...places.map((place) => (place?.index ?? 0) + (place?.[0].length ?? 0)))
  return end - at <= words.join(' ').length + 12 ? { at, end } : null
}

function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .replace(/-/g, ' ')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word.length > 1)
}

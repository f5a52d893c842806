import type { Briefing, Fact } from './briefing'
import { capitalise, findDay, weekdayName, weekdaysIn } from './calendar'

const HOURS = /\b(hours?|timings?|open|opens|opening|close|closes|closing|closed|shut|khul\w*|khula)\b/i
const ADDRESS = /\b(address|located|location|directions?|how (do|can) i (get|reach)|kahan|kidhar|kaha)\b|\bwhere\b(?!.*\b(put|leave)\b)/i
const PRICE = /\b(prices?|cost|costs|charges?|fees?|how much|rates?|kitna|kitne|expensive|pay for)\b/i
const SERVICES =
  /\b(services?|treatments?|specialit\w*|specialt\w*|what (do|can) you (do|offer|treat)|what kind of)\b|\bdo you (do|offer|provide|treat|have)\b/i
const MENU = /\bmenu\b|\bdishes\b|\bwhat (food|do you serve|can i (eat|order))|\bpopular\b/i

const STOP_WORDS = new Set(
  `a an and any are at be can could do does for from get give have how i if in is it know like list me much my of on or our please some tell than that the there these they this to us want was we what when where which who will with would you your about need price prices cost costs charge charges fee fees rate rates kitna kitne hai ka ki ke open close opening closing hours time times today tomorrow offer provide service services available more let also just really actually okay hello hi thanks thank`.split(
    ' ',
  ),
)

/** Whether the caller asks for something, as opposed to answering or telling. */
export function isQuestion(utterance: string): boolean {
  const text = utterance.trim().toLowerCase()
  return (
    text.includes('?') ||
    /^(?:(?:and|so|ok|okay|well|hi|hello|also|um|uh|yes|no|sorry)[, ]+)*(what|when|where|which|who|why|how|do|does|is|are|can|could|will|would|have|has|may)\b(?! (like|want))/.test(
      text,
    ) ||
    /\b(tell me|i want to know|i'd like to know|may i know|wondering|kya|kitna|kitne|kahan|kab)\b/.test(text)
  )
}

/**
 * What the facts say to a question, ready to be spoken. A question about several things gets several sentences.
 * @returns null when the facts are silent
 */
export function answerFromFacts(utterance: string, briefing: Briefing): string | null {
  const { facts } = briefing
  const answers: string[] = []
  const about = (topic: 'hours' | 'address' | 'services' | 'price') => facts.filter((fact) => fact.topics.has(topic))
  if (HOURS.test(utterance)) answers.push(...hoursAnswer(utterance, about('hours'), briefing.today))
  if (ADDRESS.test(utterance)) answers.push(...about('address').slice(0, 1).map(speakFact))
  if (PRICE.test(utterance)) answers.push(...priceAnswer(utterance, about('price')))
  else if (MENU.test(utterance)) answers.push(...listAnswer('We have', about('price')))
  else if (SERVICES.test(utterance)) answers.push(...servicesAnswer(utterance, facts, about('services')))
  if (answers.length === 0) {
    const best = bestMatch(utterance, facts)
    if (best) answers.push(speakFact(best))
  }
  return answers.length === 0 ? null : [...new Set(answers)].join(' ')
}

function hoursAnswer(utterance: string, facts: Fact[], today: Date): string[] {
  const hours = facts.map(speakFact)
  const first = facts[0]
  const asked = findDay(utterance, today)
  if (!first || !asked) return hours.slice(0, 2)
  const openDays = weekdaysIn(first.text)
  if (!openDays) return hours.slice(0, 2)
  const isOpen = openDays.has(asked.getUTCDay())
  const isYesOrNo = /^\W*(?:\w+,? )?(are|is|do|does|will|can)\b/i.test(utterance)
  const closed = `${isYesOrNo ? 'No, we' : 'We'} are closed on ${weekdayName(asked.getUTCDay())}.`
  return [isOpen ? (isYesOrNo ? 'Yes.' : '') : closed, ...hours.slice(0, 1)].filter((part) => part !== '')
}

function priceAnswer(utterance: string, priced: Fact[]): string[] {
  const matched = bestMatch(utterance, priced.flatMap(splitPrices))
  if (matched) return [speakFact(matched)]
  return contentStems(utterance).length === 0 ? listAnswer('', priced) : []
}

/** `Services: haircut £40, colour £90` as one fact a price. */
function splitPrices(fact: Fact): Fact[] {
  const parts = fact.value.split(/[,;]\s*(?=\D)/).filter((part) => /[₹$£€]\s?\d/.test(part))
  if (parts.length < 2) return [fact]
  return parts.map((part) => {
    const [, label = part, value = part] = part.match(/^(.*?)\s*[:–-]?\s*([₹$£€].*)$/) ?? []
    return { text: part, label, value, topics: fact.topics }
  })
}

function servicesAnswer(utterance: string, facts: Fact[], services: Fact[]): string[] {
  const best = bestMatch(utterance, facts)
  const general = services.slice(0, 1).map(speakFact)
  if (best) return services.includes(best) ? [`Yes. ${general[0] ?? speakFact(best)}`] : [speakFact(best)]
  return contentStems(utterance.replace(/\b(treat\w*|kind|speciali\w*)\b/gi, '')).length === 0 ? general : []
}

function listAnswer(lead: string, facts: Fact[]): string[] {
  if (facts.length === 0) return []
  const dishes = facts.filter((fact) => !/\b(min|minimum|order|delivery|fee|charge)\b/i.test(fact.label ?? ''))
  const few = (dishes.length > 0 ? dishes : facts).slice(0, 3).map((fact) => speakFact(fact).replace(/\.$/, ''))
  return [`${lead ? `${lead}: ` : ''}${few.join('; ')}.`]
}

function bestMatch(utterance: string, facts: Fact[]): Fact | null {
  const asked = contentStems(utterance)
  if (asked.length === 0) return null
  let best: { fact: Fact; score: number } | null = null
  for (const fact of facts) {
    const known = contentStems(fact.text)
    const hits = asked.filter((stem) => known.some((other) => isSameStem(stem, other))).length
    const score = hits === 0 ? 0 : hits / asked.length + hits / 100
    if (score >= 0.34 && score > (best?.score ?? 0)) best = { fact, score }
  }
  return best?.fact ?? null
}

/** Words that carry meaning, cut to a stem that survives plurals and verb endings. */
export function contentStems(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s]/gu, ' ')
    .split(/\s+/)
    .filter((word) => word.length > 2 && !STOP_WORDS.has(word))
    .map((word) => withoutEnding(withoutEnding(word)))
    .filter((stem) => stem.length > 2)
}

/** `delivery`, `delivers`, `delivered` → `deliv`, applied twice. */
function withoutEnding(word: string): string {
  return word.length <= 4 ? word : word.replace(/(ies|ing|ed|er|es|able|s|e|y)$/, '')
}

function isSameStem(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short === long || (short.length >= 5 && long.startsWith(short))
}

/** Services by name, as the facts list them: `haircut`, `general medicine`. */
export function servicesIn(utterance: string, facts: Fact[]): string | null {
  const names = facts
    .filter((fact) => fact.topics.has('services'))
    .flatMap((fact) => fact.value.split(/[,;]|\band\b/))
    .map((part) => part.replace(/\s*[:–-]?\s*[₹$£€].*$/, '').trim())
  const said = contentStems(utterance)
  const isSaid = (name: string) => {
    const stems = contentStems(name)
    return stems.length > 0 && stems.every((stem) => said.some((other) => isSameStem(stem, other)))
  }
  return names.find(isSaid) ?? null
}

/** A fact as a sentence a voice can read. */
export function speakFact(fact: Fact): string {
  const value = speakable(fact.value)
  if (fact.label && /^(open|hours?|timings?|opening hours|opening times|working hours)$/i.test(fact.label))
    return `We are open ${lowerArticle(value)}.`
  if (fact.topics.has('address') && fact.label) return `Our address is ${value}.`
  if (fact.topics.has('services') && /^(our )?(services|treatments|speciali)/i.test(fact.label ?? '')) return `We offer ${value}.`
  if (fact.label) {
    const label = speakable(fact.label)
    const needsArticle = /(fee|order|charge|price|time|number|policy|deposit|website|duration)$/i.test(label)
    return `${needsArticle ? `The ${label.toLowerCase()}` : capitalise(label)} ${/[^s]s$/i.test(label) ? 'are' : 'is'} ${value}.`
  }
  return `${capitalise(value)}.`
}

function lowerArticle(text: string): string {
  return text.replace(/^(From|Daily|Every)\b/, (word) => word.toLowerCase())
}

/** Symbols written out: `₹250/₹350` → `250 or 350 rupees`, `Monday-Saturday` → `Monday to Saturday`. */
export function speakable(text: string): string {
  const currencies: [RegExp, string][] = [
    [/₹\s?/g, 'rupees'],
    [/\$\s?/g, 'dollars'],
    [/£\s?/g, 'pounds'],
    [/€\s?/g, 'euros'],
  ]
  let spoken = text
  for (const [symbol, word] of currencies) {
    const source = symbol.source
    spoken = spoken
      .replace(new RegExp(`${source}([\\d,.]*\\d)\\s*/\\s*${source}([\\d,.]*\\d)`, 'g'), `$1 or $2 ${word}`)
      .replace(new RegExp(`${source}([\\d,.]*\\d)`, 'g'), `$1 ${word}`)
  }
  return spoken
    .replace(/(\d)\s?km\b/g, '$1 kilometres')
    .replace(/([a-z\dM])\s*[-–]\s*(?=[A-Z\d])/g, '$1 to ')
    .replace(/\s*\(([^)]*)\)/g, ', $1')
    .replace(/([A-Za-z])\/([A-Za-z])/g, '$1 or $2')
    .replace(/&/g, 'and')
    .trim()
}

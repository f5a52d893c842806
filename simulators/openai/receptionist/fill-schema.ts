import { readBriefing } from './briefing'
import { spokenDay } from './calendar'
import type { Message } from './conversation'
import { readMenu } from './menu'
import { readAsked } from './phrases'
import { argumentsFor, emptyOf, isRecord, readSlots, type SlotKind, type Values } from './task-tools'
import { intentsOf, isElsewhere, isEmergency, readValues, symptomsIn } from './understand'

type Line = { speaker: 'caller' | 'agent'; text: string }

/**
 * Answers a request for JSON of a schema from the transcript in its messages: summary, sentiment, and whatever fields the
 * schema names that can be read off what was said. Unknown fields are null where allowed, else empty.
 */
export function fillSchema(messages: Message[], schema: Record<string, unknown>, now: Date): Record<string, unknown> {
  const prompt = messages
    .filter((message) => message.role === 'system' || message.role === 'developer')
    .map((message) => message.content)
    .join('\n')
  const lines = readTranscript(messages)
  const known = understand(lines, prompt, now)
  const properties = isRecord(schema.properties) ? schema.properties : {}
  const filled = argumentsFor(readSlots(schema), known.values)
  for (const [property, raw] of Object.entries(properties)) {
    const field = isRecord(raw) ? raw : {}
    const value = wellKnown(property.toLowerCase(), field, known, lines)
    if (value !== undefined) filled[property] = value
    else if (isRecord(field.properties)) filled[property] = fillSchema(messages, field, now)
  }
  return filled
}

function wellKnown(property: string, schema: Record<string, unknown>, known: Understanding, lines: Line[]): unknown {
  if (/summary|overview|description/.test(property)) return summarise(known, lines)
  if (/sentiment|mood/.test(property)) return pick(schema, sentimentOf(lines)) ?? sentimentOf(lines)
  if (/language/.test(property)) return 'en'
  if (/follow_?up|callback|action_required/.test(property) && typeOf(schema) === 'boolean') return known.needsFollowUp
  if (/success|resolved|booked/.test(property) && typeOf(schema) === 'boolean') return known.wasNoted || known.topics.length > 0
  if (/topics?|tags|key_?points|highlights/.test(property) && typeOf(schema) === 'array') return known.topics
  if (/action|next_?steps/.test(property) && typeOf(schema) === 'array') return known.needsFollowUp ? [followUp(schema)] : []
  if (/intent/.test(property)) return intentOf(schema, known)
  if (/confidence|score/.test(property)) return 0.8
  return undefined
}

type Understanding = { values: Values; topics: string[]; wasNoted: boolean; needsFollowUp: boolean; emergency: boolean }

function understand(lines: Line[], prompt: string, now: Date): Understanding {
  const briefing = readBriefing(prompt, now)
  const menu = readMenu(briefing)
  let values: Values = {}
  let asked: SlotKind | null = null
  const topics: string[] = []
  const note = (topic: string) => topics.includes(topic) || topics.push(topic)
  for (const { speaker, text } of lines) {
    if (speaker === 'agent') {
      const question = readAsked(text)
      asked = question && !question.startsWith('offer_') && question !== 'anything_else' ? (question as SlotKind) : null
      continue
    }
    const intents = intentsOf(text)
    values = { ...values, ...readValues(text, isElsewhere(intents) ? null : asked, briefing, menu) }
    if (intents.has('table')) note('table reservation')
    else if (intents.has('book')) note('appointment')
    if (intents.has('order')) note('order')
    if (intents.has('message')) note('message')
    if (intents.has('lead')) note('enquiry')
    if (intents.has('cancel')) note('cancellation')
    if (intents.has('complaint')) note('complaint')
    if (intents.has('human')) note('transfer to a person')
    if (/\b(open|hours?|timings?|close)\b/i.test(text)) note('opening hours')
    if (/\b(address|where are you|located|location)\b/i.test(text)) note('address')
    if (/\b(prices?|cost|how much|fees?|charge)\b/i.test(text)) note('prices')
    if (symptomsIn(text).length > 0) note('symptoms')
  }
  const agentSaid = lines
    .filter((line) => line.speaker === 'agent')
    .map((line) => line.text)
    .join(' ')
  return {
    values,
    topics,
    wasNoted: /\bI have noted\b|\b(is|are) (booked|confirmed|noted)\b/i.test(agentSaid),
    needsFollowUp: topics.some((topic) => ['message', 'complaint', 'enquiry', 'cancellation'].includes(topic)),
    emergency: lines.some((line) => line.speaker === 'caller' && isEmergency(line.text)),
  }
}

function summarise(known: Understanding, lines: Line[]): string {
  const { values, topics } = known
  const callerLines = lines.filter((line) => line.speaker === 'caller')
  if (callerLines.length === 0) return 'The caller said nothing.'
  const who = typeof values.name === 'string' ? values.name : 'The caller'
  const questions = topics.filter((topic) => ['opening hours', 'address', 'prices'].includes(topic))
  const wishes = topics.filter((topic) => !questions.includes(topic) && topic !== 'symptoms')
  const sentences: string[] = []
  if (wishes.length > 0) sentences.push(`${who} called about ${list(wishes.map(withArticle))}.`)
  if (questions.length > 0) sentences.push(`${wishes.length > 0 ? 'They' : who} asked about ${list(questions)}.`)
  if (sentences.length === 0) sentences.push(`${who} called and said: "${callerLines[0]?.text.slice(0, 120)}".`)
  const details: string[] = []
  if (typeof values.date === 'string') details.push(`day: ${spokenDay(values.date)}`)
  if (values.time) details.push(`time: ${values.time}`)
  if (values.party) details.push(`guests: ${values.party}`)
  if (Array.isArray(values.items))
    details.push(`items: ${values.items.map((item) => (typeof item === 'string' ? item : `${item.quantity} ${item.name}`)).join(', ')}`)
  if (typeof values.reason === 'string') details.push(`reason: ${values.reason}`)
  if (Array.isArray(values.symptoms)) details.push(`symptoms: ${(values.symptoms as string[]).join(', ')}`)
  if (details.length > 0) sentences.push(`Details given: ${details.join('; ')}.`)
  if (known.emergency) sentences.push('The agent advised them to seek emergency care.')
  else if (known.wasNoted) sentences.push('The agent noted the request and read it back.')
  return sentences.join(' ')
}

function sentimentOf(lines: Line[]): 'positive' | 'neutral' | 'negative' {
  const said = lines
    .filter((line) => line.speaker === 'caller')
    .map((line) => line.text)
    .join(' ')
    .toLowerCase()
  const count = (pattern: RegExp) => [...said.matchAll(pattern)].length
  const negative = count(
    /\b(terrible|awful|angry|rude|worst|disappointed|unhappy|not happy|frustrat\w+|ridiculous|complain\w*|unacceptable|useless|waste|horrible|upset)\b/g,
  )
  const positive = count(/\b(thank(s| you)|great|perfect|wonderful|excellent|lovely|awesome|good|happy|appreciate|shukriya|dhanyavaad)\b/g)
  if (negative > 0 && negative >= positive) return 'negative'
  return positive > 0 ? 'positive' : 'neutral'
}

/** The call back in the form the schema has for one item. */
function followUp(schema: Record<string, unknown>): unknown {
  const what = 'Call the caller back'
  const item = isRecord(schema.items) ? schema.items : {}
  if (!isRecord(item.properties)) return what
  return {
    ...argumentsFor(readSlots(item), {}),
    what,
    ...(item.properties.who ? { who: 'business' } : {}),
    ...(item.properties.when ? { when: null } : {}),
  }
}

const INTENTS: [RegExp, string][] = [
  [/cancellation/, 'cancellation'],
  [/complaint/, 'complaint'],
  [/reservation|appointment/, 'booking'],
  [/order/, 'order'],
  [/message|transfer/, 'call back'],
  [/enquiry|hours|address|prices/, 'enquiry'],
]

function intentOf(schema: Record<string, unknown>, { topics }: Understanding): unknown {
  const intent = INTENTS.find(([pattern]) => topics.some((topic) => pattern.test(topic)))?.[1] ?? 'other'
  return pick(schema, intent) ?? intent
}

/** The spelling of the schema's own choices. */
function pick(schema: Record<string, unknown>, wanted: string): unknown {
  const choices = Array.isArray(schema.enum) ? schema.enum : []
  return choices.find((choice) => String(choice).toLowerCase() === wanted) ?? (choices.length > 0 ? emptyOf(schema) : undefined)
}

function typeOf(schema: Record<string, unknown>): unknown {
  return Array.isArray(schema.type) ? schema.type.find((type) => type !== 'null') : schema.type
}

function withArticle(topic: string): string {
  if (topic.startsWith('transfer')) return 'being put through to a person'
  return /^[aeiou]/.test(topic) ? `an ${topic}` : `a ${topic}`
}

function list(words: string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** Lines of a transcript: `Caller: …` / `Agent: …`, JSON turns, or the messages themselves. */
function readTranscript(messages: Message[]): Line[] {
  const text = messages
    .filter((message) => message.role === 'user')
    .map((message) => message.content)
    .join('\n')
  const labelled = [
    ...text.matchAll(
      /^[\s\-*[\]\d:.]*\**(caller|customer|user|patient|agent|assistant|receptionist|bot)\**\s*(?:\([^)]*\))?\s*:\s*(.+)$/gim,
    ),
  ]
  if (labelled.length > 0) return labelled.map(([, who = '', said = '']) => ({ speaker: speakerOf(who), text: said.trim() }))
  const json = text.match(/\[\s*\{[\s\S]*\}\s*\]/)?.[0]
  if (json) {
    try {
      const turns: unknown = JSON.parse(json)
      if (Array.isArray(turns)) {
        return turns.filter(isRecord).map((turn) => ({
          speaker: speakerOf(String(turn.role ?? turn.speaker ?? '')),
          text: String(turn.text ?? turn.content ?? turn.message ?? ''),
        }))
      }
    } catch {
      // Not a transcript in JSON: the messages themselves are the conversation.
    }
  }
  return messages.flatMap((message): Line[] => {
    if (message.role === 'user') return [{ speaker: 'caller', text: message.content }]
    return message.role === 'assistant' && message.content ? [{ speaker: 'agent', text: message.content }] : []
  })
}

function speakerOf(label: string): Line['speaker'] {
  return /agent|assistant|receptionist|bot/i.test(label) ? 'agent' : 'caller'
}

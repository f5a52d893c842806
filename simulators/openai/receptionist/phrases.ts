import { capitalise, spokenDay } from './calendar'
import type { OrderItem, Purpose, SlotKind, TaskTool, Values } from './task-tools'

export type Asked = SlotKind | 'anything_else' | 'offer_booking' | 'offer_transfer' | 'offer_message'

export const ANYTHING_ELSE = 'Is there anything else I can help you with?'
export const OFFER_BOOKING = 'Would you like me to book an appointment?'
export const OFFER_TRANSFER = 'Would you like me to connect you with someone?'
export const OFFER_MESSAGE = 'Shall I take a message?'

const QUESTIONS: Partial<Record<SlotKind, string>> = {
  name: 'May I have your name, please?',
  date: 'Which day would suit you?',
  time: 'What time would suit you?',
  reason: 'What is the reason for your visit?',
  service: 'Which service would you like?',
  symptoms: 'Could you describe your symptoms?',
  duration: 'How long have you had this?',
  severity: 'On a scale of one to ten, how bad is it?',
  items: 'What would you like to order?',
  address: 'What is the delivery address, or will you pick it up?',
  party: 'For how many people?',
  interest: 'What are you interested in?',
  message: 'What would you like me to pass on?',
  callback_time: 'When is a good time to call you back?',
  company: 'Which company are you calling from?',
  email: 'What is your e-mail address?',
  phone: 'Which number can we reach you on?',
  payment: 'Will you pay by cash or card?',
}

const RECOGNISED: [RegExp, Asked][] = [
  [/anything else/i, 'anything_else'],
  [/book an appointment\?|like to book/i, 'offer_booking'],
  [/connect you with|put you through\?|speak (to|with) someone\?/i, 'offer_transfer'],
  [/take a message/i, 'offer_message'],
  [/\b(your|the|full) name\b|name, please|who is (it|this) for/i, 'name'],
  [/(which|what) (other )?(day|date)|when would you like/i, 'date'],
  [/what time/i, 'time'],
  [/reason/i, 'reason'],
  [/which service|what service/i, 'service'],
  [/describe your symptoms|what symptoms/i, 'symptoms'],
  [/how long/i, 'duration'],
  [/scale of one/i, 'severity'],
  [/like to order/i, 'items'],
  [/address/i, 'address'],
  [/how many (people|guests)/i, 'party'],
  [/interested in/i, 'interest'],
  [/pass on/i, 'message'],
  [/good time to call/i, 'callback_time'],
  [/which company/i, 'company'],
  [/e-?mail/i, 'email'],
  [/number can we/i, 'phone'],
  [/cash or card/i, 'payment'],
]

/** What a reply ended by asking, from its words alone: after an interruption only its beginning may be left. */
export function readAsked(reply: string): Asked | null {
  const questions = reply.match(/[^.?!]+\?/g)
  const last = questions?.at(-1)
  if (!last) return null
  return RECOGNISED.find(([pattern]) => pattern.test(last))?.[1] ?? null
}

export function questionFor(kind: SlotKind, isTimeOpenToo: boolean): string {
  if (kind === 'date' && isTimeOpenToo) return 'Which day and time would suit you?'
  return QUESTIONS[kind] ?? 'Could you tell me a little more?'
}

const NOUNS: Record<Purpose, string> = {
  appointment: 'appointment',
  reservation: 'reservation',
  order: 'order',
  symptoms: 'symptoms',
  lead: 'enquiry',
  message: 'message',
}

/** Reads back what was noted, in the order people say it. */
export function readBack(tool: TaskTool, values: Values, total: string | null): string {
  const text = (kind: SlotKind) => (typeof values[kind] === 'string' || typeof values[kind] === 'number' ? String(values[kind]) : '')
  const name = text('name') && text('name') !== 'Not given' ? text('name') : ''
  const parts: string[] = []
  if (Array.isArray(values.items)) parts.push(listItems(values.items as OrderItem[]))
  if (tool.purpose === 'symptoms' && Array.isArray(values.symptoms)) parts.push((values.symptoms as string[]).join(', '))
  if (values.duration && tool.purpose === 'symptoms') parts.push(`for ${text('duration').replace(/^(for|since) /, '')}`)
  if (values.party) parts.push(`for ${text('party')} ${text('party') === '1' ? 'person' : 'people'}`)
  if (name) parts.push(tool.purpose === 'order' ? `for ${name}` : name)
  if (values.date) parts.push(spokenDay(text('date')))
  if (values.time) parts.push(/\d/.test(text('time')) ? `at ${text('time')}` : `in the ${text('time')}`)
  const matter = text('service') || text('reason')
  if (matter && tool.purpose === 'appointment') parts.push(`for ${withArticle(matter.replace(/^for /i, ''))}`)
  if (values.interest && tool.purpose === 'lead') parts.push(`about ${text('interest')}`)
  if (values.callback_time) parts.push(`to be called back ${text('callback_time')}`)
  if (values.message && tool.purpose === 'message') parts.push(`"${text('message')}"`)
  if (values.address && tool.purpose === 'order') parts.push(text('address') === 'Pickup' ? 'for pickup' : `to ${text('address')}`)
  const what = parts.length > 0 ? `: ${parts.join(', ')}` : ''
  return `I have noted your ${NOUNS[tool.purpose]}${what}.${total ? ` That comes to ${total}.` : ''}`
}

function withArticle(matter: string): string {
  return /^(a|an|the|my|some)\b/i.test(matter) ||
    !/\b(check-?\s?up|follow-?\s?up|test|haircut|cut|consultation|cleaning|massage|facial|vaccination|session)$/i.test(matter)
    ? matter
    : `a ${matter}`
}

function listItems(items: OrderItem[]): string {
  return items.map((item) => `${item.quantity} ${item.name}${item.customizations ? `, ${item.customizations}` : ''}`).join(', ')
}

/** An id nobody would listen to is cut to its last four characters, read one by one. */
export function spokenReference(id: string): string {
  const plain = id.replace(/[^A-Za-z0-9]/g, '')
  const spelled = plain.slice(-4).toUpperCase().split('').join(' ')
  return plain.length <= 6 ? `Your reference is ${plain.toUpperCase().split('').join(' ')}.` : `Your reference ends in ${spelled}.`
}

export function greet(personaName: string, businessName: string): string {
  const who = [personaName && `This is ${personaName}`, businessName && `${personaName ? 'at' : 'You have reached'} ${businessName}`]
    .filter(Boolean)
    .join(' ')
  return `Hello!${who ? ` ${capitalise(who)}.` : ''} How can I help you?`
}

import type { Reply } from '../wire'
import { answerFromFacts, isQuestion, speakable } from './answer-from-facts'
import { type Conversation, isSuccess, isWorthNoting, type Message, nextToAsk, readConversation } from './conversation'
import { totalOf } from './menu'
import { ANYTHING_ELSE, greet, OFFER_BOOKING, OFFER_MESSAGE, OFFER_TRANSFER, questionFor, readBack, spokenReference } from './phrases'
import { argumentsFor, isEndCallTool, isRecord, isTransferTool, type OrderItem, readSlots, type Tool } from './task-tools'
import { isEmergency, keypadDigits, readValues, symptomsIn } from './understand'

export type ReceptionistRequest = { messages: Message[]; tools: Tool[]; now: Date }

const DONT_KNOW = "I'm sorry, I don't have that information."
const NOT_HEARD = "I'm sorry, I didn't catch that. Could you say it again?"
const EMERGENCY = 'This sounds like an emergency. Please go to the nearest emergency room immediately, or call the emergency services now.'

/**
 * The practice receptionist: one reply to a conversation, from its messages and tools alone. Deterministic. It states only
 * what the prompt says, asks for what is missing, calls a tool once everything is there, and confirms only what a tool confirmed.
 */
export function decideReply(request: ReceptionistRequest): Reply {
  const { messages } = request
  const last = messages.at(-1)
  const state = readConversation(messages, request.tools, request.now)
  if (last?.role === 'tool') return afterTools(state, messages)
  if (last?.role === 'assistant' && messages.some((message) => message.role === 'user')) return continueReply(request, last.content)
  if (last?.role !== 'user') return say(greet(state.briefing.personaName, state.briefing.businessName))
  return answerCaller(state, request)
}

/** A reply of which the beginning was already said: the rest of it. */
function continueReply(request: ReceptionistRequest, said: string): Reply {
  const whole = decideReply({ ...request, messages: request.messages.slice(0, -1) })
  return { ...whole, text: whole.text.startsWith(said) ? whole.text.slice(said.length) : '' }
}

function answerCaller(state: Conversation, request: ReceptionistRequest): Reply {
  const { lastUtterance: utterance, lastIntents: intents, briefing } = state
  if (isEmergency(utterance)) return inEmergency(state)
  if (!/[\p{L}\p{N}]/u.test(utterance)) return say(NOT_HEARD)
  if (intents.has('continue') || intents.has('repeat')) {
    const again = sayAgain(request, intents.has('continue'))
    if (again) return say(again)
  }
  if (intents.has('human') || (intents.has('yes') && state.lastAsked === 'offer_transfer')) return putThrough(state)
  if (isGoodbye(state)) return isWorthNoting(state) && state.failures === 0 ? callTaskTools(state) : sayGoodbye(state)
  if (intents.has('hold') && !state.wasUseful) return say('Of course, take your time.')
  const keyed = keypadDigits(utterance)
  if (keyed !== null && !state.wasUseful)
    return say(join(`You entered ${keyed.split('').join(' ')}.`, nextQuestion(state) ?? 'How can I help you with that?'))
  if (intents.has('robot'))
    return say(
      join(
        `I'm ${briefing.personaName || 'a virtual assistant'}${briefing.personaName ? ', a virtual assistant' : ''}${atBusiness(state)}.`,
        nextQuestion(state) ?? 'How can I help you?',
      ),
    )
  if (intents.has('who'))
    return say(
      join(`This is ${briefing.personaName || 'the receptionist'}${atBusiness(state)}.`, nextQuestion(state) ?? 'How can I help you?'),
    )
  if (intents.has('mine') && !state.wasUseful) return say(join(aboutCaller(state), ANYTHING_ELSE))
  if (state.unservedPurpose) return say(join("I'm sorry, I can't take that down here.", offerPerson(state)))
  if (state.task) return goOnWithTask(state)

  if (intents.has('cancel')) return say(join("I'm sorry, I can't cancel bookings myself.", offerPerson(state)))
  const answer = answerFromFacts(utterance, briefing)
  const symptoms = symptomsIn(utterance)
  if (intents.has('complaint')) return say(join("I'm sorry to hear that.", offerPerson(state)))
  if (/^\W*(hi|hello|hey|namaste)( (there|ji))?\W*$/i.test(utterance)) return say(hello(state, request.messages))
  if (isQuestion(utterance)) return say(answer ? join(answer, ANYTHING_ELSE) : join(DONT_KNOW, offerPerson(state)))
  if (symptoms.length > 0 && state.record === null)
    return say(join(`I'm sorry to hear about the ${symptoms.join(' and ')}.`, OFFER_BOOKING))
  if (intents.has('thanks')) return say(join("You're welcome.", ANYTHING_ELSE))
  if (answer && !intents.has('greeting')) return say(join(answer, ANYTHING_ELSE))
  if (intents.has('greeting')) return say(hello(state, request.messages))
  if (intents.has('agreed')) return say(join('Great.', ANYTHING_ELSE))
  if (intents.has('yes') && state.lastAsked === 'anything_else') return say('Of course. What can I do for you?')
  if (intents.has('yes')) return say('How else can I help you?')
  if (intents.has('no') && state.lastAsked) return say(`No problem. ${ANYTHING_ELSE}`)
  const said = readValues(utterance, null, briefing, []).name
  if (typeof said === 'string') return say(`Hello, ${said.split(' ')[0]}. How can I help you?`)
  return say(`I'm sorry, I didn't quite follow. ${whatICanDo(state)}`)
}

function goOnWithTask(state: Conversation): Reply {
  const { lastUtterance: utterance, briefing, task } = state
  const question = nextQuestion(state)
  if (state.closedDay) {
    const hours = answerFromFacts('what are your opening hours', briefing)
    return say(join(`I'm sorry, we are closed on ${state.closedDay}.`, hours ?? '', 'Which other day would suit you?'))
  }
  const isAside = !state.wasUseful && isQuestion(utterance)
  if (!question && task && !isAside) return callTaskTools(state)
  if (isAside) return say(join(answerFromFacts(utterance, briefing) ?? DONT_KNOW, question ?? ANYTHING_ELSE))
  if (state.wasUseful) return say(join(state.hasJustBegun ? 'Sure, I can help with that.' : acknowledge(state), question ?? ''))
  if (task?.purpose === 'order' && state.values.items === undefined && state.menu.length > 0) {
    return say(
      join(
        "I'm sorry, I can't find that on our menu.",
        answerFromFacts('what is on the menu', briefing) ?? '',
        'What would you like to order?',
      ),
    )
  }
  return say(join("I'm sorry, I didn't catch that.", question ?? ''))
}

/** The task's tool, and beside an appointment the symptoms that were mentioned. */
function callTaskTools(state: Conversation): Reply {
  const { task } = state
  if (!task) return say(ANYTHING_ELSE)
  if (state.failures >= 2) return say(join("I'm sorry, I couldn't note that down.", offerPerson(state)))
  const values = { ...state.values }
  if (values.address === 'Pickup' && !task.slots.some((slot) => slot.kind === 'address' && slot.isRequired)) delete values.address
  const toolCalls = [{ name: task.name, arguments: argumentsFor(task.slots, values) }]
  const symptomsTool = task.purpose === 'appointment' ? state.tools.find((tool) => tool.purpose === 'symptoms') : undefined
  if (symptomsTool && state.symptoms.symptoms && state.record === null) {
    const isComplete = symptomsTool.slots.every((slot) => !slot.isRequired || slot.isNullable || state.symptoms[slot.kind] !== undefined)
    if (isComplete) toolCalls.push({ name: symptomsTool.name, arguments: argumentsFor(symptomsTool.slots, state.symptoms) })
  }
  return { text: '', toolCalls }
}

function afterTools(state: Conversation, messages: Message[]): Reply {
  const caller = [...messages].reverse().find((message) => message.role === 'assistant' && (message.tool_calls?.length ?? 0) > 0)
  const calls = caller?.role === 'assistant' ? (caller.tool_calls ?? []) : []
  const results = calls.map((call) => ({
    name: call.function.name,
    content: messages.find((message) => message.role === 'tool' && message.tool_call_id === call.id)?.content ?? '',
  }))
  const ended = results.find((result) => isEndCallTool(result.name))
  if (ended) return say(caller?.content ? '' : 'Goodbye.')
  const transfer = results.find((result) => isTransferTool(result.name))
  if (transfer)
    return say(
      isSuccess(transfer.content)
        ? caller?.content
          ? ''
          : 'Please hold.'
        : join("I'm sorry, nobody is available right now.", canTakeMessage(state) ? OFFER_MESSAGE : 'Please try again later.'),
    )
  if (isEmergency(state.lastUtterance)) return say('Please do not wait on this line: get help right away.')

  const { record } = state
  if (!record) return say(ANYTHING_ELSE)
  if (!record.isOk) return afterFailure(state, record.result)
  const total = Array.isArray(record.values.items) ? totalOf(record.values.items as OrderItem[], state.menu) : null
  const id = referenceIn(record.result)
  const readTo = join(readBack(record.tool, record.values, total), id ? spokenReference(id) : '')
  if (state.lastIntents.has('bye')) {
    const goodbye = sayGoodbye(state)
    return { ...goodbye, text: join(readTo, goodbye.text) }
  }
  const next =
    record.tool.purpose === 'symptoms' && state.tools.some((tool) => tool.purpose === 'appointment') ? OFFER_BOOKING : ANYTHING_ELSE
  return say(join(readTo, next))
}

/** Asks again for what the tool refused; gives up after the second refusal. */
function afterFailure(state: Conversation, result: string): Reply {
  const refused = state.task?.slots.find((slot) => new RegExp(`\\b${slot.property}\\b`).test(result))
  if (refused && state.failures < 2) return say(join("I'm sorry, I need that once more.", questionFor(refused.kind, false)))
  return say(join("I'm sorry, I couldn't note that down.", offerPerson(state)))
}

function referenceIn(result: string): string | null {
  try {
    const value: unknown = JSON.parse(result)
    if (!isRecord(value)) return null
    const inner = [value, value.data, value.result].find(
      (candidate) => isRecord(candidate) && ('id' in candidate || 'reference' in candidate),
    )
    const id = isRecord(inner) ? (inner.reference ?? inner.id) : null
    return typeof id === 'string' || typeof id === 'number' ? String(id) : null
  } catch {
    return null
  }
}

function inEmergency(state: Conversation): Reply {
  const tool = state.tools.find((candidate) => candidate.purpose === 'symptoms')
  const isNoted = state.record?.tool === tool
  const values = { ...state.symptoms, symptoms: symptomsIn(state.lastUtterance), urgency: 'emergency' }
  const canNote = tool && !isNoted && tool.slots.every((slot) => !slot.isRequired || slot.isNullable || slot.kind in values)
  return { text: EMERGENCY, toolCalls: canNote ? [{ name: tool.name, arguments: argumentsFor(tool.slots, values) }] : [] }
}

function putThrough(state: Conversation): Reply {
  if (state.canTransfer)
    return {
      text: 'Of course. Please hold while I put you through.',
      toolCalls: [callOf(state.canTransfer, { reason: 'The caller asked for a person.' })],
    }
  return say(join("I'm sorry, I can't put you through from here.", canTakeMessage(state) ? OFFER_MESSAGE : 'How else can I help you?'))
}

function isGoodbye(state: Conversation): boolean {
  if (state.wasUseful) return false
  return (
    state.lastIntents.has('bye') ||
    (state.lastAsked === 'anything_else' &&
      state.lastIntents.has('no') &&
      !isQuestion(state.lastUtterance) &&
      state.lastUtterance.split(/\s+/).length <= 8)
  )
}

function sayGoodbye(state: Conversation): Reply {
  const text = `Thank you for calling${state.briefing.businessName ? ` ${state.briefing.businessName}` : ''}. Goodbye!`
  return { text, toolCalls: state.canEndCall ? [callOf(state.canEndCall, { reason: 'caller said goodbye' })] : [] }
}

/** The last reply once more, or what an interruption left unsaid of it. */
function sayAgain(request: ReceptionistRequest, isRestOnly: boolean): string | null {
  const at = request.messages.findLastIndex((message) => message.role === 'assistant' && message.content.trim() !== '')
  const heard = request.messages[at]?.content.replace(/\s*(\[[^\]]*\]|\([^)]*interrupted[^)]*\)|—|…|\.\.\.)\s*$/, '').trim()
  if (!heard) return null
  const before = request.messages.slice(0, at)
  const whole = before.some((message) => message.role === 'user') ? decideReply({ ...request, messages: before }).text : ''
  const isCut = whole.length > heard.length && whole.startsWith(heard)
  if (!isCut) return isRestOnly ? null : heard
  if (!isRestOnly) return whole
  // From the beginning of the sentence that was cut: half a sentence makes no sense.
  const sentenceStart = Math.max(heard.lastIndexOf('. '), heard.lastIndexOf('! '), heard.lastIndexOf('? '))
  return whole.slice(sentenceStart < 0 ? 0 : sentenceStart + 2)
}

function hello(state: Conversation, messages: Message[]): string {
  const hasGreeted = messages.some((message) => message.role === 'assistant')
  const namaste = /\bnamas(te|kar)\b/i.test(state.lastUtterance) ? 'Namaste!' : 'Hello!'
  const isFirst = messages.filter((message) => message.role === 'user').length === 1
  const { callerName, remembers } = state.briefing
  if (isFirst && callerName && remembers) return `${namaste} Welcome back, ${callerName}. I remember: ${remembers}. How can I help you?`
  if (isFirst && callerName) return `${namaste} Welcome back, ${callerName}. How can I help you?`
  if (hasGreeted) return `${namaste} How can I help you today?`
  return greet(state.briefing.personaName, state.briefing.businessName).replace('Hello!', namaste)
}

function aboutCaller(state: Conversation): string {
  const lines = state.briefing.callerLines
  const wantsVisit = /appointment|booking|reservation/i.test(state.lastUtterance)
  const line = lines.find(
    (candidate) =>
      (wantsVisit ? /appointment|booking|reservation/i : /summary|last|visit/i).test(candidate) && !/\bnone\b|\[\]/i.test(candidate),
  )
  return line ? `Here is what I have: ${speakable(line)}.` : "I can't see that under this number."
}

function acknowledge(state: Conversation): string {
  const name = typeof state.values.name === 'string' && state.lastAsked === 'name' ? state.values.name.split(' ')[0] : ''
  return name && name !== 'Not' ? `Thank you, ${name}.` : 'Thank you.'
}

function nextQuestion(state: Conversation): string | null {
  const kind = nextToAsk(state)
  if (!kind) return null
  const isTimeOpenToo = state.values.time === undefined && (state.task?.slots.some((slot) => slot.kind === 'time') ?? false)
  return questionFor(kind, isTimeOpenToo)
}

function offerPerson(state: Conversation): string {
  if (state.canTransfer) return OFFER_TRANSFER
  return canTakeMessage(state) ? OFFER_MESSAGE : ANYTHING_ELSE
}

function canTakeMessage(state: Conversation): boolean {
  return state.tools.some((tool) => tool.purpose === 'message' || tool.purpose === 'lead')
}

function whatICanDo(state: Conversation): string {
  const nouns: Record<string, string> = {
    appointment: 'book an appointment',
    reservation: 'reserve a table',
    order: 'take an order',
    message: 'take a message',
    lead: 'note an enquiry',
    symptoms: 'note your symptoms',
  }
  const can = [...new Set(state.tools.map((tool) => nouns[tool.purpose] ?? ''))].filter(Boolean)
  const facts = state.briefing.facts.some((fact) => fact.topics.has('hours')) ? ['tell you our opening hours'] : []
  const all = [...can, ...facts]
  return all.length === 0
    ? 'How can I help you?'
    : `I can ${all.slice(0, -1).join(', ')}${all.length > 1 ? ' or ' : ''}${all.at(-1)}. What would you like?`
}

function atBusiness(state: Conversation): string {
  return state.briefing.businessName ? ` at ${state.briefing.businessName}` : ''
}

/** A call with those arguments that the tool takes. */
function callOf(tool: Tool, wanted: Record<string, unknown>): Reply['toolCalls'][number] {
  const known = readSlots(tool.parameters).map((slot) => slot.property)
  return { name: tool.name, arguments: Object.fromEntries(Object.entries(wanted).filter(([property]) => known.includes(property))) }
}

function join(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' ')
}

function say(text: string): Reply {
  return { text, toolCalls: [] }
}

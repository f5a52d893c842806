import { answerFromFacts, isQuestion } from './answer-from-facts'
import { type Briefing, readBriefing } from './briefing'
import { weekdayName, weekdaysIn } from './calendar'
import { type MenuItem, mergeItems, readMenu } from './menu'
import { readAsked } from './phrases'
import {
  isEndCallTool,
  isRecord,
  isTransferTool,
  kindsToAsk,
  type OrderItem,
  type Purpose,
  readTaskTools,
  type SlotKind,
  type TaskTool,
  type Tool,
  type Values,
} from './task-tools'
import { type Intent, intentsOf, isElsewhere, isEmergency, readValues, symptomsIn, wishesForService } from './understand'

export type Message =
  | { role: 'system' | 'developer' | 'user'; content: string }
  | { role: 'assistant'; content: string; tool_calls?: { id: string; function: { name: string; arguments: string } }[] | null }
  | { role: 'tool'; tool_call_id: string; content: string }

/** A tool call that was answered. */
export type ToolRecord = { tool: TaskTool; values: Values; isOk: boolean; result: string }

/** Where a conversation stands, derived anew from its messages each time: the receptionist keeps no memory of its own. */
export type Conversation = {
  briefing: Briefing
  menu: MenuItem[]
  tools: TaskTool[]
  canEndCall: Tool | null
  canTransfer: Tool | null
  /** What is being taken down; null between tasks. */
  task: TaskTool | null
  values: Values
  /** How often each slot was asked for since the task began. */
  timesAsked: Map<SlotKind, number>
  /** Slots the caller left open. */
  skipped: Set<SlotKind>
  record: ToolRecord | null
  failures: number
  /** Across tasks: who is speaking, what hurts. */
  callerName: string | null
  symptoms: Values
  lastAsked: ReturnType<typeof readAsked>
  lastUtterance: string
  lastIntents: Set<Intent>
  /** The last utterance began the task. */
  hasJustBegun: boolean
  /** The last utterance began, filled or corrected something. */
  wasUseful: boolean
  /** The last utterance wished for a day on which the business is closed. */
  closedDay: string | null
  /** The last utterance asked for something to be taken down for which there is no tool. */
  unservedPurpose: Purpose | null
}

const CORRECTION =
  /\b(change|changed|instead|actually|add|also|make it|make that|rather|move it|correction|i meant|sorry,? (?:it's|not))\b/i

export function readConversation(messages: Message[], tools: Tool[], now: Date): Conversation {
  const prompt = messages
    .filter((message) => message.role === 'system' || message.role === 'developer')
    .map((message) => message.content)
    .join('\n\n')
  const briefing = readBriefing(prompt, now)
  const conversation: Conversation = {
    briefing,
    menu: readMenu(briefing),
    tools: readTaskTools(tools),
    canEndCall: tools.find((tool) => isEndCallTool(tool.name)) ?? null,
    canTransfer: tools.find((tool) => isTransferTool(tool.name)) ?? null,
    task: null,
    values: {},
    timesAsked: new Map(),
    skipped: new Set(),
    record: null,
    failures: 0,
    callerName: briefing.callerName,
    symptoms: {},
    lastAsked: null,
    lastUtterance: '',
    lastIntents: new Set(),
    hasJustBegun: false,
    wasUseful: false,
    closedDay: null,
    unservedPurpose: null,
  }
  for (const message of joinUtterances(messages)) {
    if (message.role === 'user') hear(conversation, message.content)
    if (message.role === 'assistant') remember(conversation, message, messages)
  }
  return conversation
}

/** A caller who goes on before being answered said one thing. */
function joinUtterances(messages: Message[]): Message[] {
  const joined: Message[] = []
  for (const message of messages) {
    const last = joined.at(-1)
    if (message.role === 'user' && last?.role === 'user')
      joined[joined.length - 1] = { role: 'user', content: `${last.content} ${message.content}` }
    else joined.push(message)
  }
  return joined
}

function hear(state: Conversation, spoken: string): void {
  const utterance = spoken.replace(/\b(?:u+m+|u+h+|e+r+m*|h+m+)\b[,.]?\s*/gi, '').trim() || spoken
  const intents = intentsOf(utterance)
  const hadTask = state.task !== null
  const asked = state.lastAsked
  state.lastUtterance = utterance
  state.lastIntents = intents
  state.wasUseful = false
  state.closedDay = null
  state.unservedPurpose = null

  noteSymptoms(state, utterance)
  const begun = beginTask(state, utterance, intents)
  state.hasJustBegun = begun
  const slot = state.task ? (isSlot(asked) ? asked : hadTask ? nextToAsk(state) : null) : null
  // "Are you open on Sunday?" names a day without wishing for it.
  const isAside =
    !begun &&
    isQuestion(utterance) &&
    /\b(open|close|closed|closing|hours|timings?|address|where|price|cost|how much|charge|fees?)\b/i.test(utterance)
  if (isAside || intents.has('repeat') || intents.has('continue') || intents.has('hold')) return

  const turnsAway = isElsewhere(intents)
  const values = readValues(utterance, begun || turnsAway ? null : slot, state.briefing, state.menu)
  if (slot && slot !== 'name' && slot in values && isQuestion(utterance) && answerFromFacts(utterance, state.briefing)) delete values[slot]
  if (typeof values.name === 'string') state.callerName = values.name
  if (!state.task) reopen(state, utterance, values)
  if (!state.task) return

  refuseClosedDay(state, values)
  // Nobody reserves a table for half past eight in the morning without saying so.
  if (state.task.purpose === 'reservation' && typeof values.time === 'string' && !/\b(am|a\.m|morning|breakfast)\b/i.test(utterance)) {
    values.time = values.time.replace(/^([5-9]|10|11)(:\d\d) AM$/, '$1$2 PM')
  }
  // A table wants an hour; "tonight" is asked about once.
  const isVague = typeof values.time === 'string' && !/\d/.test(values.time)
  if (isVague && state.task.purpose === 'reservation' && !state.timesAsked.has('time')) delete values.time
  if (values.items && Array.isArray(state.values.items))
    values.items = mergeItems(state.values.items as OrderItem[], values.items as OrderItem[])
  const wanted = new Set(state.task.slots.map((known) => known.kind))
  const useful = Object.keys(values).filter((kind) => wanted.has(kind as SlotKind))
  // A tool with no place for a service, or for a reason, takes the one for the other.
  if (wanted.has('service') && !values.service && typeof values.reason === 'string') values.service = values.reason
  state.values = { ...state.values, ...values }
  state.wasUseful = begun || useful.length > 0
  if (slot && hadTask && !turnsAway && state.values[slot] === undefined && !state.closedDay) giveUpOnSlot(state, slot, utterance, intents)
}

function noteSymptoms(state: Conversation, utterance: string): void {
  const found = symptomsIn(utterance)
  if (found.length === 0) return
  const before = Array.isArray(state.symptoms.symptoms) ? (state.symptoms.symptoms as string[]) : []
  state.symptoms = {
    ...state.symptoms,
    ...readValues(utterance, 'symptoms', state.briefing, []),
    symptoms: [...new Set([...before, ...found])],
  }
}

function beginTask(state: Conversation, utterance: string, intents: Set<Intent>): boolean {
  const purpose = wishedPurpose(state, utterance, intents)
  if (!purpose) return false
  const isChange = purpose === 'order' && state.record?.isOk && state.record.tool.purpose === 'order' && CORRECTION.test(utterance)
  if (isChange) return false
  const tool = toolFor(state.tools, purpose)
  if (!tool) {
    if (!state.task) state.unservedPurpose = purpose
    return false
  }
  if (state.task && (state.task === tool || !['order', 'reservation'].includes(purpose))) return false
  // Somebody else is to come: the caller's own name is not theirs.
  const isForAnother = /\bfor (my|someone|somebody|another|a friend)\b/i.test(utterance)
  const name = state.callerName && !isForAnother ? { name: state.callerName } : {}
  const carried =
    purpose === 'appointment' && state.symptoms.symptoms && !isForAnother
      ? { reason: (state.symptoms.symptoms as string[]).join(' and ') }
      : {}
  state.task = tool
  state.values = purpose === 'symptoms' ? { ...name, ...state.symptoms } : { ...name, ...carried }
  state.timesAsked = new Map()
  state.skipped = new Set()
  return true
}

function wishedPurpose(state: Conversation, utterance: string, intents: Set<Intent>): Purpose | null {
  const has = (purpose: Purpose) => state.tools.some((tool) => tool.purpose === purpose)
  const isYes = intents.has('yes')
  if (isYes && state.lastAsked === 'offer_booking') return 'appointment'
  if (isYes && state.lastAsked === 'offer_message') return 'message'
  if (intents.has('cancel') || intents.has('mine') || intents.has('human')) return null
  if (isEmergency(utterance)) return null
  const isAsking = isQuestion(utterance) && !/\b(can|could|may|would|i'd|like|want|need|please|possible|availab\w*)\b/i.test(utterance)
  if (isAsking) return null
  if (intents.has('table') && (has('reservation') || !intents.has('book'))) return 'reservation'
  if (intents.has('order') || (has('order') && !state.task && readValues(utterance, null, state.briefing, state.menu).items)) {
    return /\b(price|cost|how much)\b/i.test(utterance) ? null : 'order'
  }
  const booking = has('appointment') || !has('reservation') ? 'appointment' : 'reservation'
  if (intents.has('book')) return booking
  if (state.task) return null
  if (intents.has('message')) return 'message'
  if (intents.has('lead')) return 'lead'
  const isChange = state.record?.isOk && CORRECTION.test(utterance)
  if (wishesForService(utterance, state.briefing) && !isChange && !intents.has('complaint')) return booking
  const isHurting = symptomsIn(utterance).length > 0 && state.record?.tool.purpose !== 'appointment'
  return isHurting && has('symptoms') && state.record?.tool.purpose !== 'symptoms' ? 'symptoms' : null
}

function toolFor(tools: TaskTool[], purpose: Purpose): TaskTool | null {
  const instead: Partial<Record<Purpose, Purpose[]>> = {
    reservation: ['appointment'],
    appointment: ['reservation', 'lead', 'message'],
    lead: ['message'],
    message: ['lead'],
  }
  for (const wanted of [purpose, ...(instead[purpose] ?? [])]) {
    const tool = tools.find((candidate) => candidate.purpose === wanted)
    if (tool) return tool
  }
  return null
}

/** "Actually, make it five": what was noted is taken up again with the change. */
function reopen(state: Conversation, utterance: string, values: Values): void {
  const { record } = state
  if (!record?.isOk || !CORRECTION.test(utterance)) return
  const changeable: SlotKind[] = ['date', 'time', 'name', 'party', 'address', 'items', 'service', 'payment']
  const changes = changeable.filter((kind) => values[kind] !== undefined && record.tool.slots.some((slot) => slot.kind === kind))
  if (changes.length === 0) return
  state.task = record.tool
  state.values = { ...record.values }
}

function refuseClosedDay(state: Conversation, values: Values): void {
  if (typeof values.date !== 'string') return
  const open = state.briefing.facts
    .filter((fact) => fact.topics.has('hours'))
    .map((fact) => weekdaysIn(fact.text))
    .find((days) => days !== null)
  const weekday = new Date(`${values.date}T00:00:00Z`).getUTCDay()
  if (!open || open.has(weekday)) return
  state.closedDay = weekdayName(weekday)
  delete values.date
}

const TAKES_ANY_WORDS = new Set<SlotKind>(['reason', 'service', 'interest', 'message', 'address', 'callback_time'])

/** Nobody is asked the same thing for ever: the third miss takes the words as they are, goes on without, or gives up. */
function giveUpOnSlot(state: Conversation, slot: SlotKind, utterance: string, intents: Set<Intent>): void {
  const isRefusal =
    /\b(don't know|not sure|no idea|rather not|skip|doesn't matter|any ?time|whenever|anything|no preference|none|nothing)\b/i.test(
      utterance,
    ) ||
    (intents.has('no') && utterance.split(/\s+/).length <= 4)
  const isRequired = state.task?.slots.some((known) => known.kind === slot && known.isRequired && !known.isNullable) ?? false
  const isLast = (state.timesAsked.get(slot) ?? 0) >= 3
  if (!isRefusal && !isLast) return
  if (!isRequired) state.skipped.add(slot)
  else if (isLast && slot === 'name') state.values[slot] = 'Not given'
  else if (isLast && TAKES_ANY_WORDS.has(slot) && /\p{L}/u.test(utterance)) state.values[slot] = utterance
  else if (isLast && state.task) {
    state.unservedPurpose = state.task.purpose
    state.task = null
  }
}

/** The next slot to ask for; null when everything needed is known. */
export function nextToAsk(state: Conversation): SlotKind | null {
  if (!state.task) return null
  return kindsToAsk(state.task).find((kind) => state.values[kind] === undefined && !state.skipped.has(kind)) ?? null
}

/** Enough is known for the tool, though not all that would be asked for. */
export function isWorthNoting(state: Conversation): boolean {
  const { task, values } = state
  const isComplete = task?.slots.every((slot) => !slot.isRequired || slot.isNullable || values[slot.kind] !== undefined)
  if (!task || !isComplete) return false
  return kindsToAsk(task).filter((kind) => values[kind] !== undefined).length >= 2
}

/** Takes in what the receptionist said and did itself. */
function remember(state: Conversation, message: Extract<Message, { role: 'assistant' }>, messages: Message[]): void {
  state.lastAsked = readAsked(message.content)
  if (isSlot(state.lastAsked)) state.timesAsked.set(state.lastAsked, (state.timesAsked.get(state.lastAsked) ?? 0) + 1)
  const calls = (message.tool_calls ?? []).flatMap((call) => {
    const tool = state.tools.find((candidate) => candidate.name === call.function.name)
    return tool ? [{ id: call.id, tool, calledWith: call.function.arguments }] : []
  })
  // Symptoms noted beside an appointment are no task of their own.
  const own = calls.find(({ tool }) => tool.purpose !== 'symptoms') ?? calls[0]
  if (own) {
    const { id, tool, calledWith } = own
    const answer = messages.find((other) => other.role === 'tool' && other.tool_call_id === id)
    const result = answer?.content ?? ''
    const isOk = isSuccess(result)
    const taken = new Set<string>(tool.slots.map((slot) => slot.kind))
    const values = {
      ...valuesOf(tool, calledWith),
      ...Object.fromEntries(Object.entries(state.values).filter(([kind]) => taken.has(kind))),
    }
    state.record = { tool, values, isOk, result }
    if (isOk) state.task = null
    else state.failures += 1
  }
}

/** What a call's arguments say, whoever made it. */
function valuesOf(tool: TaskTool, argumentsText: string): Values {
  try {
    const given: unknown = JSON.parse(argumentsText)
    if (!isRecord(given)) return {}
    return Object.fromEntries(tool.slots.flatMap((slot) => (given[slot.property] ? [[slot.kind, given[slot.property]]] : [])))
  } catch {
    return {}
  }
}

export function isSuccess(result: string): boolean {
  try {
    const value: unknown = JSON.parse(result)
    if (typeof value !== 'object' || value === null) return true
    const { ok, success, error, problem, status } = value as Record<string, unknown>
    return ok !== false && success !== false && !error && !problem && status !== 'error'
  } catch {
    return !/\b(error|failed|failure|invalid|missing)\b/i.test(result)
  }
}

function isSlot(asked: ReturnType<typeof readAsked>): asked is SlotKind {
  return asked !== null && !asked.startsWith('offer_') && asked !== 'anything_else'
}

import { DateTime } from 'luxon'
import type { Prisma } from '../../server/db/generated/client'
import { advanceCall, type CallProgress, type CallSign, describeCall } from '../../server/domain/calls/advance-call'
import { costCall, type Usage } from '../../server/domain/costs/cost-ledger'
import { DEMO_CONVERSATIONS, type DemoConversation, type DemoLine } from './demo-conversations'
import type { DemoBooking } from './demo-outbound'
import type { Random } from './demo-random'
import { composeStories, type DemoInsights, isHeard } from './demo-stories'
import type { DemoTenant } from './demo-tenants'

const CALLER_MS_PER_CHARACTER = 62
const AGENT_MS_PER_CHARACTER = 58
const PROMPT_TOKENS = 900
const DAYS = 10
/** Every so many-th call ends without a conversation. */
const MISSED_EVERY = 6

export type DemoContact = { id: string; name: string; phone: string }
export type DemoCallContext = {
  tenant: DemoTenant
  tenantId: string
  phoneNumberId: string
  agentId: string
  agentVersionId: string
  greeting: string
  contacts: DemoContact[]
  bookings: DemoBooking[]
  random: Random
  now: Date
  /** How long a line takes to say, for lines that have been spoken; null for others, whose length is guessed. */
  spokenMs?: (role: string, text: string) => number | null
}

export type DemoCalls = {
  calls: Prisma.CallCreateManyInput[]
  turns: Prisma.TranscriptTurnCreateManyInput[]
  extractions: Prisma.ExtractionCreateManyInput[]
  events: Prisma.CallEventCreateManyInput[]
  costLines: Prisma.CostLineCreateManyInput[]
  tasks: Prisma.TaskCreateManyInput[]
  /** Calls about something else in the demo: linked by the product's rules. */
  storyIds: string[]
  /** Those of them that can be listened to. */
  heardIds: string[]
}

/** The last ten days of a tenant's telephone, oldest calls first, the newest minutes ago. */
export function composeCalls(context: DemoCallContext): DemoCalls {
  const result: DemoCalls = { calls: [], turns: [], extractions: [], events: [], costLines: [], tasks: [], storyIds: [], heardIds: [] }
  const moments = callMoments(context)
  moments.forEach((startedAt, index) => {
    if (index % MISSED_EVERY === MISSED_EVERY - 1) addMissedCall(context, startedAt, index, result)
    else addAnsweredCall(context, startedAt, index, result)
  })
  if (context.tenant.status === 'ACTIVE') addStories(context, moments.length, result)
  result.calls.sort((one, other) => timeOf(one) - timeOf(other))
  return result
}

const timeOf = ({ startedAt }: Prisma.CallCreateManyInput) => new Date(startedAt ?? 0).getTime()

function addStories(context: DemoCallContext, firstIndex: number, result: DemoCalls): void {
  composeStories(context).forEach((story, order) => {
    const { startedAt, phone, contactId, conversation, insights } = story
    const caller = { phone, contactId }
    const callId = addConversation(
      context,
      { startedAt, index: firstIndex + order, caller, conversation, fill: (text) => text, insights },
      result,
    )
    result.storyIds.push(callId)
    if (isHeard(context.tenant, story)) result.heardIds.push(callId)
    result.tasks.push(
      ...insights.actionItems.map((title, item) => ({
        id: context.random.id(startedAt),
        tenantId: context.tenantId,
        callId,
        title,
        dedupeKey: `demo:${callId}:${item}`,
        createdAt: startedAt,
      })),
    )
  })
}

/** Two or three calls a day in opening hours, none in the future. */
function callMoments({ tenant, random, now }: DemoCallContext): Date[] {
  const today = DateTime.fromJSDate(now, { zone: tenant.timezone }).startOf('day')
  const moments = [3, 2, 1, 0].map((hoursAgo) => now.getTime() - hoursAgo * 3_600_000 - random.between(9, 40) * 60_000)
  for (let day = 1; day <= DAYS; day += 1) {
    for (let count = random.between(1, 2); count >= 0; count -= 1) {
      const hour = random.between(tenant.openHours.from, tenant.openHours.to - 1)
      moments.push(
        today
          .minus({ days: day })
          .set({ hour, minute: random.between(0, 59), second: random.between(0, 59) })
          .toMillis(),
      )
    }
  }
  return moments.sort((a, b) => a - b).map((moment) => new Date(moment))
}

function addAnsweredCall(context: DemoCallContext, startedAt: Date, index: number, result: DemoCalls): void {
  const conversations = DEMO_CONVERSATIONS[context.tenant.businessType]
  const conversation = conversations[index % conversations.length]
  const contact = context.contacts[index % context.contacts.length]
  if (!conversation || !contact) return
  const fill = createFiller(context, contact, startedAt)
  const caller = { contactId: contact.id, phone: contact.phone }
  addConversation(context, { startedAt, index, caller, conversation, fill, insights: null }, result)
}

type Caller = { contactId: string | null; phone: string }
type Held = {
  startedAt: Date
  index: number
  caller: Caller
  conversation: DemoConversation
  fill: (text: string) => string
  insights: DemoInsights | null
}

/** @returns the call's id */
function addConversation(context: DemoCallContext, held: Held, result: DemoCalls): string {
  const { tenant, tenantId, random } = context
  const { startedAt, index, conversation, fill, insights } = held
  const id = random.id(startedAt)
  const turns = speak(context, conversation, fill)
  const lengthMs = (turns.at(-1)?.endedMs ?? 0) + random.between(800, 2500)
  const answeredAt = new Date(startedAt.getTime() + random.between(1200, 2600))
  const endedAt = new Date(answeredAt.getTime() + lengthMs)
  const at = (milliseconds: number) => new Date(answeredAt.getTime() + milliseconds)
  const { lines, totalPaise } = costCall(usageOf(turns, lengthMs), startedAt)

  result.calls.push({
    ...callRow(context, id, startedAt, index, held.caller, [
      { type: 'stream_claimed', at: startedAt.toISOString() },
      { type: 'answered', at: answeredAt.toISOString() },
      { type: 'conversation' },
      { type: 'stream_ended', at: endedAt.toISOString(), endReason: conversation.endReason, hadConversation: true, failed: false },
    ]),
    summary: fill(conversation.summary),
    sentiment: conversation.sentiment,
    dtmf: conversation.dtmf ?? '',
    costPaise: totalPaise,
    ...(insights ? { insights: { ...insights, summary: null, sentiment: null } } : {}),
    ...(conversation.endReason === 'transferred' ? { transferTo: tenant.fallbackNumber, transferRequestedAt: endedAt } : {}),
  })
  result.turns.push(...turns.map((turn) => ({ ...turn, id: random.id(at(turn.startedMs)), tenantId, callId: id })))
  const extraction = conversation.extraction
  const taken = extraction ? (fillDeep(extraction.data, fill) as Prisma.InputJsonObject) : null
  if (extraction && taken) {
    result.extractions.push({
      id: random.id(endedAt),
      tenantId,
      callId: id,
      type: extraction.type,
      data: taken,
      confidence: random.between(86, 98) / 100,
      dedupeKey: 'demo:0',
      createdAt: endedAt,
    })
  }
  result.events.push(
    ...eventsOf(turns, conversation, taken, tenant).map((event, order) => ({
      id: random.id(at(event.atMs ?? 0)),
      tenantId,
      callId: id,
      at: at(event.atMs ?? 0),
      atMs: event.atMs,
      type: event.type,
      data: event.data,
      dedupeKey: `demo:${order}`,
    })),
  )
  result.costLines.push(
    ...lines.map(({ isPriced: _, ...line }) => ({ id: random.id(endedAt), tenantId, callId: id, createdAt: endedAt, ...line })),
  )
  return id
}

function addMissedCall(context: DemoCallContext, startedAt: Date, index: number, result: DemoCalls): void {
  const { random } = context
  const contact = context.contacts[(index * 3) % context.contacts.length]
  if (!contact) return
  const endedAt = new Date(startedAt.getTime() + random.between(4, 15) * 1000).toISOString()
  const isLost = index % (MISSED_EVERY * 2) === MISSED_EVERY - 1
  const sign: CallSign = isLost
    ? { type: 'vendor_ended', at: endedAt, status: 'no-answer', durationSeconds: 0 }
    : { type: 'stream_ended', at: endedAt, endReason: 'provider_failed', hadConversation: false, failed: true }
  const caller = { contactId: contact.id, phone: contact.phone }
  result.calls.push(callRow(context, random.id(startedAt), startedAt, index, caller, [sign]))
}

function callRow(
  context: DemoCallContext,
  id: string,
  startedAt: Date,
  index: number,
  caller: Caller,
  signs: CallSign[],
): Prisma.CallCreateManyInput {
  const progress = signs.reduce<CallProgress>(advanceCall, {})
  const { status, endReason, answeredAt, endedAt, durationSeconds } = describeCall(progress)
  return {
    id,
    tenantId: context.tenantId,
    provider: 'EXOTEL',
    externalId: `demo-${context.tenant.slug}-${String(index).padStart(3, '0')}`,
    phoneNumberId: context.phoneNumberId,
    contactId: caller.contactId,
    agentId: context.agentId,
    agentVersionId: context.agentVersionId,
    direction: 'INBOUND',
    status,
    endReason,
    fromPhone: caller.phone,
    toPhone: context.tenant.exotelNumber,
    startedAt,
    answeredAt,
    endedAt,
    durationSeconds,
    progress,
    createdAt: startedAt,
    updatedAt: endedAt ?? startedAt,
  }
}

type SpokenTurn = Omit<Prisma.TranscriptTurnCreateManyInput, 'id' | 'tenantId' | 'callId'>

function speak(
  { random, greeting, tenant, spokenMs }: DemoCallContext,
  conversation: DemoConversation,
  fill: (text: string) => string,
): SpokenTurn[] {
  let clock = random.between(90, 140)
  const lines: DemoLine[] = [{ role: 'agent', text: greeting }, ...conversation.lines]
  return lines.map((line, index) => {
    const text = fill(line.text)
    const heardText = line.heardText ? fill(line.heardText) : text
    const isAgent = line.role === 'agent'
    const endpointMs = random.between(480, 560)
    const transcriptMs = endpointMs + random.between(60, 190)
    const firstTokenMs = transcriptMs + random.between(110, 420)
    const firstAudioMs = firstTokenMs + random.between(70, 260)
    const addedMs = random.between(4, 14)
    const firstFrameMs = firstAudioMs + addedMs
    const sayingMs = spokenMs?.(isAgent ? 'AGENT' : 'CALLER', heardText)
    const startedMs = clock + (index === 0 ? 0 : isAgent ? firstFrameMs : random.between(250, 900))
    const guessedMs = Math.round(heardText.length * (isAgent ? AGENT_MS_PER_CHARACTER : CALLER_MS_PER_CHARACTER))
    const endedMs = startedMs + (sayingMs ?? guessedMs)
    clock = endedMs
    return {
      index,
      role: isAgent ? 'AGENT' : 'CALLER',
      text,
      heardText: isAgent ? heardText : null,
      interrupted: line.heardText !== undefined,
      startedMs,
      endedMs,
      language: tenant.language,
      confidence: isAgent ? null : random.between(84, 98) / 100,
      ...(isAgent && index > 0 ? { timings: { endpointMs, transcriptMs, firstTokenMs, firstAudioMs, firstFrameMs, addedMs } } : {}),
    }
  })
}

/** As a media-server tells them. */
function eventsOf(
  turns: SpokenTurn[],
  conversation: DemoConversation,
  taken: Prisma.InputJsonObject | null,
  tenant: DemoTenant,
): { type: string; atMs: number | null; data: Prisma.InputJsonObject }[] {
  const lastReply = turns.findLast((turn) => turn.role === 'AGENT')
  const type = conversation.extraction?.type
  const schema = type === 'appointment' && tenant.businessType !== 'medical' ? 'service_appointment' : type
  return [
    ...turns
      .filter((turn) => turn.interrupted)
      .map((turn) => ({ type: 'barge_in', atMs: turn.endedMs, data: { cause: 'words', reactionMs: 310 + turn.index * 9 } })),
    ...[...(conversation.dtmf ?? '')].map((digit) => ({ type: 'dtmf', atMs: null, data: { digit } })),
    ...(taken
      ? [{ type: 'tool_call', atMs: lastReply?.startedMs ?? 0, data: { id: 'call_1', name: `extract_${schema}`, arguments: taken } }]
      : []),
    ...(conversation.endReason === 'transferred' ? [{ type: 'transfer', atMs: null, data: { to: tenant.fallbackNumber } }] : []),
  ]
}

/** What the call would have used of paid providers, so that costs mean something on the dashboard. */
function usageOf(turns: SpokenTurn[], lengthMs: number): Usage[] {
  const replies = turns.filter((turn) => turn.role === 'AGENT')
  const spoken = replies.reduce((sum, turn) => sum + turn.text.length, 0)
  const seconds = Math.round(lengthMs / 1000)
  return [
    { kind: 'telephony', provider: 'exotel', quantity: seconds, unit: 'second' },
    { kind: 'stt', provider: 'deepgram-nova', quantity: seconds, unit: 'second' },
    { kind: 'llm_input', provider: 'openai:gpt-4o-mini', quantity: replies.length * PROMPT_TOKENS, unit: 'token' },
    { kind: 'llm_output', provider: 'openai:gpt-4o-mini', quantity: Math.round(spoken / 4), unit: 'token' },
    { kind: 'tts', provider: 'google', quantity: spoken, unit: 'character' },
  ]
}

function createFiller({ tenant, random }: DemoCallContext, contact: DemoContact, startedAt: Date): (text: string) => string {
  const when = DateTime.fromJSDate(startedAt, { zone: tenant.timezone })
    .plus({ days: random.between(1, 5) })
    .set({ hour: random.between(tenant.openHours.from, tenant.openHours.to - 1), minute: random.pick([0, 30]) })
  const values: Record<string, string> = {
    name: contact.name,
    first: contact.name.split(' ')[0] ?? contact.name,
    owner: random.pick(tenant.owners),
    type: random.pick(tenant.bookingTypes).type.toLowerCase(),
    day: when.setLocale('en').toFormat('cccc'),
    date: when.toFormat('yyyy-MM-dd'),
    time: when.setLocale('en').toFormat('h:mm a'),
  }
  return (text) => text.replaceAll(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '')
}

function fillDeep(value: unknown, fill: (text: string) => string): unknown {
  if (typeof value === 'string') return fill(value)
  if (Array.isArray(value)) return value.map((item) => fillDeep(item, fill))
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillDeep(item, fill)]))
  return value
}

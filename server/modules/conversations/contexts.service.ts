import type { TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { CallerContext } from '../../domain/calls/call-record'
import { type AiContextInput, formatAiContext } from '../../domain/conversations/ai-context'
import type { CustomerContextView } from '../../domain/conversations/conversation-view'
import { callKey, type Known, readKnown } from '../../domain/conversations/known-items'
import { DomainError } from '../../domain/errors/domain-error'
import { describeItem } from '../../domain/insights/action-item'
import { type ContextStamp, findCaller, listCallsFrom, readContextFacts, readContextStamp } from './context.repository'
import type { ConversationDeps } from './conversations.service'
import { insightsOf } from './insights-of'

const CACHE_MS = 5 * 60_000
const EXCERPT_FOR_CONTEXT = 300

/** What an agent, ours or somebody else's, should know of a customer before it speaks. */
export function createContexts({ db, clock, cache }: ConversationDeps) {
  /** As an agent reads it, for a customer who is known to be the one. @throws DomainError `not_found` */
  async function context(scope: Scope, customerId: string): Promise<CustomerContextView> {
    const { tenantId } = scope
    const stamped = await db.tenantDb(scope, (tx) => readContextStamp(tx, tenantId, customerId))
    if (!stamped) throw new DomainError('not_found', 'There is no such contact.')
    return { customerId, customerName: stamped.name, context: await contextOf(tenantId, customerId, stamped) }
  }

  /**
   * What our own agent is told before it speaks on a call. Nobody is named, and nothing told of anybody, unless the number is
   * the contact's own and nobody else was found to call from it.
   * @returns null when nothing is known: the number is withheld, or nobody has called from it before
   */
  async function callerContext(ref: { tenantId: string; callId: string }): Promise<CallerContext | null> {
    const { tenantId, callId } = ref
    const caller = await db.tenantDb(ref, async (tx) => {
      const found = await findCaller(tx, tenantId, callId)
      if (!found?.phone) return null
      const earlier = await listCallsFrom(tx, tenantId, found.phone, callId)
      const isOthersToo = earlier.some(({ contactId }) => contactId !== null && contactId !== found.contactId)
      const isSurelyThem = found.phone === found.ownPhone && !isOthersToo && earlier[0]?.linkStatus !== 'NEEDS_REVIEW'
      return { contactId: found.contactId, stamped: isSurelyThem ? await readContextStamp(tx, tenantId, found.contactId) : null }
    })
    if (!caller) return null
    const { contactId, stamped } = caller
    if (!stamped) return { name: null, notes: formatAiContext({ ...NOBODY, now: clock.now() }) }
    return { name: stamped.name, notes: await contextOf(tenantId, contactId, stamped) }
  }

  /** The text is kept as long as nothing behind it changes, whichever process changes it. */
  async function contextOf(tenantId: string, contactId: string, stamped: ContextStamp): Promise<string> {
    const now = clock.now()
    // What is still to come is a part of it.
    const key = `conversations:context:${tenantId}:${contactId}:${stamped.stamp}`
    const kept = await cache.get(key)
    if (kept !== null) return kept
    const text = formatAiContext(await db.tenantDb({ tenantId }, (tx) => readInput(tx, tenantId, contactId, stamped, now)))
    await cache.set(key, text, CACHE_MS)
    return text
  }

  /** The single things an agent knows of a customer, with where each is from. @throws DomainError `not_found` */
  async function known(scope: Scope, customerId: string): Promise<Known> {
    return db.tenantDb(scope, async (tx) => {
      const stamped = await readContextStamp(tx, scope.tenantId, customerId)
      if (!stamped) throw new DomainError('not_found', 'There is no such contact.')
      return (await readRemembered(tx, scope.tenantId, customerId, stamped)).known
    })
  }

  return { context, callerContext, known }
}

const NOBODY: Omit<AiContextInput, 'now'> = {
  contact: { name: null },
  isSurelyThem: false,
  recentCalls: [],
  bookings: [],
  preferences: [],
  promises: [],
  timezone: 'UTC',
}

type Remembered = Pick<ContextStamp, 'name' | 'preferences' | 'timezone'>

async function readInput(tx: TenantDb, tenantId: string, contactId: string, stamped: Remembered, now: Date): Promise<AiContextInput> {
  const { bookings, calls, known } = await readRemembered(tx, tenantId, contactId, stamped)
  const told = new Map(known.calls.map((item) => [item.key, item]))
  const recentCalls = calls.flatMap((call) => {
    const item = told.get(callKey(call.id))
    return item ? [item.isCorrected ? { ...call, summary: item.text } : call] : []
  })
  return {
    contact: { name: stamped.name },
    isSurelyThem: true,
    recentCalls,
    bookings,
    preferences: known.preferences.map(({ text }) => text),
    promises: known.promises.map(({ text }) => text),
    timezone: stamped.timezone,
    now,
  }
}

async function readRemembered(tx: TenantDb, tenantId: string, contactId: string, { preferences }: Pick<Remembered, 'preferences'>) {
  const { calls: rows, bookings, tasks, memories } = await readContextFacts(tx, tenantId, contactId)
  const calls = rows.map((call) => ({
    id: call.id,
    startedAt: call.startedAt,
    direction: call.direction === 'INBOUND' ? ('inbound' as const) : ('outbound' as const),
    summary: call.summary,
    insights: insightsOf(call),
    excerpt: call.said.join(' ').slice(0, EXCERPT_FOR_CONTEXT),
    callerTurns: call.said,
  }))
  const promises = tasks.map(({ title, doer, due, callId }) => ({
    title: describeItem({ what: title, who: doer === 'CALLER' ? 'caller' : 'business', when: due, dueOn: null }),
    callId,
  }))
  return { bookings, calls, known: readKnown({ preferences, calls, promises, memories }) }
}

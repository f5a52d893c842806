import type { TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { CallerContext } from '../../domain/calls/call-record'
import { type AiContextInput, formatAiContext } from '../../domain/conversations/ai-context'
import type { CustomerContextView } from '../../domain/conversations/conversation-view'
import { callKey, type Known, readKnown } from '../../domain/conversations/known-items'
import { DomainError } from '../../domain/errors/domain-error'
import { describeItem } from '../../domain/insights/action-item'
import { findCaller, listCallsFrom, readContextFacts, readContextStamp } from './context.repository'
import type { ConversationDeps } from './conversations.service'
import { findCustomer, readCallerTurns, readExcerpts } from './history.repository'
import { insightsOf } from './insights-of'

const CACHE_MS = 5 * 60_000
const EXCERPT_FOR_CONTEXT = 300

/** What an agent, ours or somebody else's, should know of a customer before it speaks. */
export function createContexts({ db, clock, cache }: ConversationDeps) {
  /** As an agent reads it, for a customer who is known to be the one. @throws DomainError `not_found` */
  async function context(scope: Scope, customerId: string): Promise<CustomerContextView> {
    const contact = await db.tenantDb(scope, (tx) => findCustomer(tx, scope.tenantId, customerId))
    const text = contact && (await contextOf(scope, customerId))
    if (!contact || text === null) throw new DomainError('not_found', 'There is no such contact.')
    return { customerId, customerName: contact.name, context: text }
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
      const isSurelyThem = found.phone === found.ownPhone && !isOthersToo && earlier[0]?.link?.status !== 'NEEDS_REVIEW'
      const contact = await findCustomer(tx, tenantId, found.contactId)
      return { contactId: found.contactId, name: contact?.name ?? null, isSurelyThem }
    })
    if (!caller) return null
    if (!caller.isSurelyThem) return { name: null, notes: formatAiContext({ ...NOBODY, now: clock.now() }) }
    const notes = await contextOf(ref, caller.contactId)
    return notes === null ? null : { name: caller.name, notes }
  }

  /** The context is kept as long as nothing behind it changes, whichever process changes it. */
  async function contextOf({ tenantId }: { tenantId: string }, contactId: string): Promise<string | null> {
    const stamp = await db.tenantDb({ tenantId }, (tx) => readContextStamp(tx, tenantId, contactId))
    if (stamp === null) return null
    const now = clock.now()
    // What is still to come is a part of it.
    const key = `conversations:context:${tenantId}:${contactId}:${stamp}`
    const kept = await cache.get(key)
    if (kept !== null) return kept
    const text = formatAiContext(await db.tenantDb({ tenantId }, (tx) => readInput(tx, tenantId, contactId, now)))
    await cache.set(key, text, CACHE_MS)
    return text
  }

  /** The single things an agent knows of a customer, with where each is from. @throws DomainError `not_found` */
  async function known(scope: Scope, customerId: string): Promise<Known> {
    return db.tenantDb(scope, async (tx) => {
      if (!(await findCustomer(tx, scope.tenantId, customerId))) throw new DomainError('not_found', 'There is no such contact.')
      return (await readRemembered(tx, scope.tenantId, customerId)).known
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

async function readInput(tx: TenantDb, tenantId: string, contactId: string, now: Date): Promise<AiContextInput> {
  const { contact, bookings, calls, known } = await readRemembered(tx, tenantId, contactId)
  const told = new Map(known.calls.map((item) => [item.key, item]))
  const recentCalls = calls.flatMap((call) => {
    const item = told.get(callKey(call.id))
    return item ? [item.isCorrected ? { ...call, summary: item.text } : call] : []
  })
  return {
    contact: { name: contact.name },
    isSurelyThem: true,
    recentCalls,
    bookings,
    preferences: known.preferences.map(({ text }) => text),
    promises: known.promises.map(({ text }) => text),
    timezone: contact.tenant.timezone,
    now,
  }
}

async function readRemembered(tx: TenantDb, tenantId: string, contactId: string) {
  const { contact, calls: rows, bookings, tasks, memories } = await readContextFacts(tx, tenantId, contactId)
  const ids = rows.map(({ id }) => id)
  const excerpts = await readExcerpts(tx, tenantId, ids, { length: EXCERPT_FOR_CONTEXT, onlyCaller: true })
  const turns = await readCallerTurns(tx, tenantId, ids)
  const calls = rows.map((call) => ({
    id: call.id,
    startedAt: call.startedAt,
    direction: call.direction === 'INBOUND' ? ('inbound' as const) : ('outbound' as const),
    summary: call.summary,
    insights: insightsOf(call),
    excerpt: excerpts.get(call.id) ?? '',
    callerTurns: turns.get(call.id) ?? [],
  }))
  const promises = tasks.map(({ title, doer, due, callId }) => ({
    title: describeItem({ what: title, who: doer === 'CALLER' ? 'caller' : 'business', when: due, dueOn: null }),
    callId,
  }))
  return { contact, bookings, calls, known: readKnown({ preferences: contact.preferences, calls, promises, memories }) }
}

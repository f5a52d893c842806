import type { Database, TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import { EXCERPT_LENGTH, type SearchInput, type SearchPage, type SearchResultView } from '../../domain/conversations/conversation-view'
import { makeSnippet, splitWords } from '../../domain/conversations/make-snippet'
import { readSearchQuery, wordsOf } from '../../domain/conversations/search-query'
import { DomainError } from '../../domain/errors/domain-error'
import { encodeCursor } from '../../domain/paging/cursor'
import { cleanText } from '../../domain/text/clean-text'
import { readRange } from '../../domain/time/read-range'
import { readTimezone } from './conversation-tenant.repository'
import { findCustomer, findEvent, readExcerpts } from './history.repository'
import { readTimeCursor } from './history.service'
import { type FoundTurn, findBestTurns, findCalls, findCustomersByName, findMatchingWords, readFoundCalls } from './search.repository'

const MAX_CUSTOMERS = 5
const SENTIMENTS = { positive: 'POSITIVE', neutral: 'NEUTRAL', negative: 'NEGATIVE' } as const

/** Finding conversations by what was said in them. */
export function createSearch({ db }: { db: Database }) {
  /** @throws DomainError `not_found` for a filter by somebody else's contact or booking, `empty_query`, `invalid_date`, `invalid_cursor` */
  async function search(scope: Scope, input: SearchInput): Promise<SearchPage> {
    const { tenantId } = scope
    const query = readSearchQuery(input.query)
    if (query.wanted.length === 0) throw new DomainError('empty_query', 'Type at least one word to look for.')
    const position = input.cursor ? readTimeCursor(input.cursor) : null
    const marked = wordsOf(query.wanted)
    return db.tenantDb(scope, async (tx) => {
      await requireFilters(tx, tenantId, input)
      const range = readRange(input, await readTimezone(tx, tenantId))
      const before = position ? { at: new Date(String(position.value)), id: position.id } : range.before && { at: range.before, id: null }
      const found = await findCalls(tx, {
        ...query,
        contactId: input.customerId ?? null,
        bookingId: input.bookingId ?? null,
        sentiment: input.sentiment ? SENTIMENTS[input.sentiment] : null,
        from: range.from,
        before,
        limit: input.limit + 1,
      })
      const page = found.slice(0, input.limit)
      const ids = page.map(({ callId }) => callId)
      const turns = new Map((await findBestTurns(tx, tenantId, ids, marked)).map((turn) => [turn.callId, turn]))
      const words = new Set([...turns.values()].flatMap(({ said }) => splitWords(said).map(({ word }) => word)))
      const matching = await findMatchingWords(tx, [...words], marked)
      const spread = ids.filter((id) => !turns.has(id))
      const excerpts = await readExcerpts(tx, tenantId, spread, EXCERPT_LENGTH)
      const calls = new Map((await readFoundCalls(tx, tenantId, ids)).map((call) => [call.id, call]))
      const isFirst = !position && !input.customerId && !input.bookingId
      const customers = isFirst ? await findCustomersByName(tx, tenantId, cleanText(input.query), MAX_CUSTOMERS) : []
      const last = page.at(-1)
      return {
        items: ids.flatMap((id) => {
          const call = calls.get(id)
          return call ? [toResult(call, turns.get(id) ?? null, excerpts.get(id) ?? '', matching)] : []
        }),
        customers,
        nextCursor: found.length > page.length && last ? encodeCursor({ value: last.startedAt.toISOString(), id: last.callId }) : null,
      }
    })
  }

  return { search }
}

async function requireFilters(tx: TenantDb, tenantId: string, { customerId, bookingId }: SearchInput): Promise<void> {
  if (customerId && !(await findCustomer(tx, tenantId, customerId))) throw new DomainError('not_found', 'There is no such contact.')
  if (bookingId && !(await findEvent(tx, tenantId, bookingId))) throw new DomainError('not_found', 'There is no such booking.')
}

type FoundCall = Awaited<ReturnType<typeof readFoundCalls>>[number]

function toResult(call: FoundCall, turn: FoundTurn | null, excerpt: string, matching: Set<string>): SearchResultView {
  return {
    callId: call.id,
    callStartedAt: call.startedAt.toISOString(),
    durationSeconds: call.durationSeconds,
    callType: call.direction === 'INBOUND' ? 'inbound' : 'outbound',
    customerId: call.contact?.id ?? null,
    customerName: call.contact?.name ?? null,
    phone: call.direction === 'INBOUND' ? call.fromPhone : call.toPhone,
    bookingId: call.bookingId,
    sentiment: call.sentiment ? (call.sentiment.toLowerCase() as 'positive' | 'neutral' | 'negative') : null,
    summary: call.summary,
    snippet: turn ? makeSnippet(turn.said, (word) => matching.has(word)) : makeSnippet(excerpt, () => false),
    turnIndex: turn?.index ?? null,
    speaker: turn ? (turn.role === 'CALLER' ? 'caller' : 'agent') : null,
    second: turn ? turn.startedMs / 1000 : 0,
  }
}

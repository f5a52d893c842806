import type { Database, TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import {
  type BookingContextInput,
  type BookingContextView,
  type ConversationView,
  type CustomerHistoryInput,
  type CustomerHistoryView,
  EXCERPT_LENGTH,
} from '../../domain/conversations/conversation-view'
import { phaseOf, readKeyInformation } from '../../domain/conversations/key-information'
import { DomainError } from '../../domain/errors/domain-error'
import { decodeCursor, encodeCursor, type Position } from '../../domain/paging/cursor'
import {
  type ConversationRow,
  countConversations,
  findCustomer,
  findEvent,
  listBookingCalls,
  listCustomerCalls,
  readCallerTurns,
  readExcerpts,
} from './history.repository'
import { insightsOf } from './insights-of'

/** How long a booking without a duration lasts. */
const USUAL_MINUTES = 120

/** The conversations with a contact, and those about a booking. */
export function createHistory({ db }: { db: Database }) {
  /** @throws DomainError `not_found`, `invalid_cursor` */
  async function customer(scope: Scope, { customerId, cursor, limit }: CustomerHistoryInput): Promise<CustomerHistoryView> {
    const { tenantId } = scope
    const after = cursor ? readTimeCursor(cursor) : null
    return db.tenantDb(scope, async (tx) => {
      const contact = await findCustomer(tx, tenantId, customerId)
      if (!contact) throw new DomainError('not_found', 'There is no such contact.')
      const about = { tenantId, contactId: customerId }
      const rows = await listCustomerCalls(tx, about, { after, limit })
      const page = rows.slice(0, limit)
      return {
        customerId,
        customerName: contact.name,
        totalCalls: await countConversations(tx, about),
        conversations: await toViews(tx, tenantId, page),
        nextCursor: cursorAfter(rows, page),
      }
    })
  }

  /** @throws DomainError `not_found`, `invalid_cursor` */
  async function booking(scope: Scope, { bookingId, cursor, limit }: BookingContextInput): Promise<BookingContextView> {
    const { tenantId } = scope
    const after = cursor ? readTimeCursor(cursor) : null
    return db.tenantDb(scope, async (tx) => {
      const found = await findEvent(tx, tenantId, bookingId)
      if (!found) throw new DomainError('not_found', 'There is no such booking.')
      const event = { startsAt: found.startsAt, endsAt: endOf(found) }
      const about = { tenantId, bookingId }
      const rows = await listBookingCalls(tx, about, { after, limit })
      const page = rows.slice(0, limit)
      const views = await toViews(tx, tenantId, page)
      const turns = await readCallerTurns(
        tx,
        tenantId,
        page.map(({ id }) => id),
      )
      const phased = views.map((view) => ({ view, phase: phaseOf(new Date(view.callStartedAt), event) }))
      const held = (phase: 'before' | 'during' | 'after') => phased.filter((item) => item.phase === phase).map(({ view }) => view)
      return {
        bookingId,
        customerId: found.contact.id,
        customerName: found.contact.name,
        startsAt: event.startsAt.toISOString(),
        endsAt: event.endsAt.toISOString(),
        status: found.status,
        totalCalls: await countConversations(tx, about),
        before: held('before'),
        during: held('during'),
        after: held('after'),
        keyInformation: readKeyInformation(
          phased.map(({ view, phase }) => ({
            callId: view.id,
            phase,
            sentiment: view.aiInsights.sentiment,
            summary: view.summary,
            actionItems: view.aiInsights.actionItems,
            callerTurns: turns.get(view.id) ?? [],
          })),
        ),
        nextCursor: cursorAfter(rows, page),
      }
    })
  }

  return { customer, booking }
}

async function toViews(tx: TenantDb, tenantId: string, rows: ConversationRow[]): Promise<ConversationView[]> {
  const ids = rows.map(({ id }) => id)
  const excerpts = await readExcerpts(tx, tenantId, ids, EXCERPT_LENGTH)
  return rows.map((row) => ({
    id: row.id,
    callStartedAt: row.startedAt.toISOString(),
    durationSeconds: row.durationSeconds,
    callType: row.direction === 'INBOUND' ? 'inbound' : 'outbound',
    bookingId: row.bookingId,
    summary: row.summary,
    transcriptExcerpt: excerpts.get(row.id) ?? '',
    aiInsights: insightsOf(row),
    confidence: row.link?.confidence ?? null,
  }))
}

function cursorAfter(rows: ConversationRow[], page: ConversationRow[]): string | null {
  const last = page.at(-1)
  return rows.length > page.length && last ? encodeCursor({ value: last.startedAt.toISOString(), id: last.id }) : null
}

/** @throws DomainError `invalid_cursor` */
export function readTimeCursor(cursor: string): Position {
  const position = decodeCursor(cursor)
  if (Number.isNaN(Date.parse(String(position.value)))) {
    throw new DomainError('invalid_cursor', 'This page belongs to another order. Start from the first one.')
  }
  return position
}

function endOf({ startsAt, durationMinutes }: { startsAt: Date; durationMinutes: number | null }): Date {
  return new Date(startsAt.getTime() + (durationMinutes ?? USUAL_MINUTES) * 60_000)
}

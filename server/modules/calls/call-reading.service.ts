import type { Scope } from '../../domain/access/scope'
import { type CallListResource, type ListCallsQuery, toCallListItem } from '../../domain/calls/call-resource'
import { ACTIVE_STATUSES } from '../../domain/calls/call-status'
import type { CallPage, CallSummaryView, CallView, ListCallsInput } from '../../domain/calls/call-view'
import { DomainError } from '../../domain/errors/domain-error'
import { decodeCursor, encodeCursor, type Position } from '../../domain/paging/cursor'
import { cleanText, escapeLike } from '../../domain/text/clean-text'
import { readRange } from '../../domain/time/read-range'
import type { CallDeps } from './call-deps'
import { toCallView, toSummaryView } from './call-views'
import {
  type CallSort,
  type CallSummaryRow,
  callExists,
  listCallRows,
  pageOfCalls,
  readCall,
  readRecordingKey,
  readTimezone,
} from './read-call.repository'

const MAX_LIVE = 100

/** What people and integrations see of calls. */
export function createCallReading({ db }: Pick<CallDeps, 'db'>) {
  /** @throws DomainError `invalid_date`, `invalid_cursor` */
  async function list(scope: Scope, input: ListCallsInput): Promise<CallPage> {
    const { filters, sort, limit } = input
    const after = input.cursor ? readCursor(input.cursor, sort) : null
    return db.tenantDb(scope, async (tx) => {
      const { from, before } = readRange(filters, await readTimezone(tx, scope.tenantId))
      const { status: statuses, query, from: _from, to: _to, ...rest } = filters
      const wanted = {
        tenantId: scope.tenantId,
        from,
        before,
        statuses,
        isMadeOnly: true,
        query: query && escapeLike(cleanText(query)),
        ...rest,
      }
      const rows = await listCallRows(tx, wanted, { sort, after, limit })
      const page = rows.slice(0, limit)
      const last = page.at(-1)
      return { items: page.map(toSummaryView), nextCursor: rows.length > limit && last ? encodeCursor(positionOf(last, sort)) : null }
    })
  }

  /** @throws DomainError `not_found` */
  async function get(scope: Scope, callId: string): Promise<CallView> {
    const row = await db.tenantDb(scope, (tx) => readCall(tx, scope.tenantId, callId))
    if (!row) throw new DomainError('not_found', 'There is no such call.')
    return toCallView(row)
  }

  /** Calls under way now, newest first. */
  async function live(scope: Scope): Promise<CallSummaryView[]> {
    const query = { tenantId: scope.tenantId, from: null, before: null, statuses: [...ACTIVE_STATUSES] }
    const rows = await db.tenantDb(scope, (tx) => listCallRows(tx, query, { sort: 'newest', after: null, limit: MAX_LIVE }))
    return rows.slice(0, MAX_LIVE).map(toSummaryView)
  }

  /** The REST list: newest first, by page number. @throws DomainError `invalid_date` */
  async function listPage(scope: Scope, query: ListCallsQuery): Promise<CallListResource> {
    const { page, limit } = query
    return db.tenantDb(scope, async (tx) => {
      const range = readRange(query, await readTimezone(tx, scope.tenantId))
      const wanted = { tenantId: scope.tenantId, ...range, statuses: query.status, direction: query.direction, contactId: query.contact_id }
      const { rows, total } = await pageOfCalls(tx, wanted, { skip: (page - 1) * limit, take: limit })
      const calls = rows.map((row) => toCallListItem(toSummaryView(row)))
      return { calls, pagination: { total, page, pages: Math.ceil(total / limit) } }
    })
  }

  async function exists(scope: Scope, callId: string): Promise<boolean> {
    return db.tenantDb(scope, (tx) => callExists(tx, scope.tenantId, callId))
  }

  async function findRecordingKey(scope: Scope, callId: string): Promise<string | null> {
    return db.tenantDb(scope, (tx) => readRecordingKey(tx, scope.tenantId, callId))
  }

  return { list, get, live, listPage, exists, findRecordingKey }
}

function positionOf(row: CallSummaryRow, sort: CallSort): Position {
  if (sort === 'longest') return { value: row.durationSeconds, id: row.id }
  if (sort === 'costliest') return { value: row.costPaise, id: row.id }
  return { value: row.startedAt.toISOString(), id: row.id }
}

function readCursor(cursor: string, sort: CallSort): Position {
  const position = decodeCursor(cursor)
  const isTime = sort === 'newest' || sort === 'oldest'
  const fits = isTime ? !Number.isNaN(Date.parse(String(position.value))) : position.value === null || typeof position.value === 'number'
  if (!fits) throw new DomainError('invalid_cursor', 'This page belongs to another order. Start from the first one.')
  return position
}

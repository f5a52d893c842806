import type { Scope } from '../../domain/access/scope'
import { gateRecord } from '../../domain/compliance/decide-gate'
import { DomainError } from '../../domain/errors/domain-error'
import { explainOutbound } from '../../domain/outbound/explain-outbound'
import type { ListOutboundInput, OutboundCallView, OutboundPage } from '../../domain/outbound/outbound-view'
import { decodeCursor, encodeCursor } from '../../domain/paging/cursor'
import { listOutboundRows, type OutboundRow, readOutbound } from './outbound.repository'
import type { OutboundDeps } from './outbound-deps'

export type OutboundReading = ReturnType<typeof createOutboundReading>

/** Outgoing calls as they are looked at. */
export function createOutboundReading({ db }: Pick<OutboundDeps, 'db'>) {
  /** @throws DomainError `not_found` */
  async function get(scope: Scope, callId: string): Promise<OutboundCallView> {
    const row = await db.tenantDb(scope, (tx) => readOutbound(tx, { tenantId: scope.tenantId, outboundId: callId }))
    if (!row) throw new DomainError('not_found', 'There is no such call.')
    return toView(row)
  }

  /** @throws DomainError `invalid_cursor` */
  async function list(scope: Scope, input: ListOutboundInput): Promise<OutboundPage> {
    const { cursor, limit, ...query } = input
    const position = cursor ? decodeCursor(cursor) : null
    const at = position && new Date(String(position.value))
    if (at && Number.isNaN(at.getTime())) throw new DomainError('invalid_cursor', 'This page does not exist. Start from the first one.')
    const after = position && at ? { at, id: position.id } : null
    const rows = await db.tenantDb(scope, (tx) => listOutboundRows(tx, { tenantId: scope.tenantId, ...query }, { after, limit }))
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const nextCursor = rows.length > limit && last ? encodeCursor({ value: last.dueAt.toISOString(), id: last.id }) : null
    return { items: page.map(toView), nextCursor }
  }

  return { get, list }
}

function toView(row: OutboundRow): OutboundCallView {
  return {
    id: row.id,
    contactId: row.contactId,
    contactName: row.contact.name,
    contactPhone: row.contact.phone,
    contactTimezone: row.contact.timezone,
    bookingId: row.bookingId,
    bookingStartsAt: row.booking?.startsAt.toISOString() ?? null,
    purpose: row.purpose,
    state: row.status,
    callStatus: row.call.status,
    endReason: row.call.endReason,
    dueAt: row.dueAt.toISOString(),
    dueReason: row.dueReason,
    minutesBeforeBooking: row.minutesBeforeBooking,
    failureReason: row.failureReason,
    explanation: row.status === 'SCHEDULED' || row.status === 'FAILED' ? explainOutbound(row.failureReason ?? row.dueReason) : null,
    createdAt: row.createdAt.toISOString(),
    attempts: row.attempts.map((attempt) => ({
      number: attempt.number,
      state: attempt.state,
      startedAt: attempt.startedAt.toISOString(),
      finishedAt: attempt.finishedAt?.toISOString() ?? null,
      error: attempt.error,
      vendorCallId: attempt.vendorCallId,
      decision: gateRecord.safeParse(attempt.decision).data ?? null,
    })),
  }
}

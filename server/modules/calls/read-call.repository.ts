import type { CallDirection, CallStatus, Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import { PLANNED_STATUSES } from '../../domain/calls/call-status'
import type { Position } from '../../domain/paging/cursor'

export async function callExists(db: TenantDb, tenantId: string, callId: string): Promise<boolean> {
  return (await db.call.count({ where: { tenantId, id: callId } })) > 0
}

export async function readTimezone(db: TenantDb, tenantId: string): Promise<string> {
  const tenant = await db.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { timezone: true } })
  return tenant.timezone
}

const SUMMARY = {
  id: true,
  externalId: true,
  provider: true,
  direction: true,
  status: true,
  endReason: true,
  fromPhone: true,
  toPhone: true,
  isTest: true,
  startedAt: true,
  answeredAt: true,
  endedAt: true,
  durationSeconds: true,
  contactId: true,
  bookingId: true,
  agentId: true,
  summary: true,
  sentiment: true,
  costPaise: true,
  recordingKey: true,
  contact: { select: { name: true } },
  agent: { select: { name: true } },
  outbound: { select: { dueAt: true } },
} as const satisfies Prisma.CallSelect

export type CallSummaryRow = Prisma.CallGetPayload<{ select: typeof SUMMARY }>

export type CallQuery = {
  tenantId: string
  from: Date | null
  before: Date | null
  statuses?: CallStatus[]
  /** Without `statuses`: leave out what is only planned. */
  isMadeOnly?: boolean
  direction?: CallDirection
  /** Any part of a phone number or of the contact's name. */
  query?: string
  contactId?: string
  agentId?: string
  isTest?: boolean
}

function whereOf({
  tenantId,
  from,
  before,
  statuses,
  isMadeOnly,
  direction,
  query,
  contactId,
  agentId,
  isTest,
}: CallQuery): Prisma.CallWhereInput {
  const startedAt = { ...(from ? { gte: from } : {}), ...(before ? { lt: before } : {}) }
  return {
    tenantId,
    direction,
    contactId,
    agentId,
    isTest,
    ...(from || before ? { startedAt } : {}),
    ...(statuses?.length ? { status: { in: statuses } } : isMadeOnly ? { status: { notIn: [...PLANNED_STATUSES] } } : {}),
    ...(query ? { OR: matching(query) } : {}),
  }
}

function matching(query: string): Prisma.CallWhereInput[] {
  const digits = query.replace(/[\s().+-]/g, '')
  // People type a number as they read it: the national form's zero is not part of E.164.
  const phone = /^\d+$/.test(digits) ? digits.replace(/^0+(?=\d)/, '') : null
  const numbers = phone ? [{ fromPhone: { contains: phone } }, { toPhone: { contains: phone } }] : []
  return [...numbers, { contact: { name: { contains: query, mode: 'insensitive' } } }]
}

export type CallSort = 'newest' | 'oldest' | 'longest' | 'costliest'

/** How each order is asked for; the id breaks ties, so that no page repeats or skips a row. */
const ORDERS = {
  newest: { column: 'startedAt', direction: 'desc' },
  oldest: { column: 'startedAt', direction: 'asc' },
  longest: { column: 'durationSeconds', direction: 'desc' },
  costliest: { column: 'costPaise', direction: 'desc' },
} as const

/** One more than `limit`, so that the caller sees whether there is a next page. */
export async function listCallRows(
  db: TenantDb,
  query: CallQuery,
  page: { sort: CallSort; after: Position | null; limit: number },
): Promise<CallSummaryRow[]> {
  const { column, direction } = ORDERS[page.sort]
  const order = column === 'durationSeconds' ? { [column]: { sort: direction, nulls: 'last' as const } } : { [column]: direction }
  return db.call.findMany({
    where: { AND: [whereOf(query), ...(page.after ? [beyond(column, direction, page.after)] : [])] },
    orderBy: [order, { id: direction }],
    take: page.limit + 1,
    select: SUMMARY,
  })
}

function beyond(
  column: 'startedAt' | 'durationSeconds' | 'costPaise',
  direction: 'asc' | 'desc',
  { value, id }: Position,
): Prisma.CallWhereInput {
  const side = direction === 'desc' ? 'lt' : 'gt'
  if (value === null) return { [column]: null, id: { [side]: id } }
  const at = column === 'startedAt' ? new Date(String(value)) : Number(value)
  const later: Prisma.CallWhereInput[] = [{ [column]: { [side]: at } }, { [column]: at, id: { [side]: id } }]
  return { OR: column === 'durationSeconds' ? [...later, { durationSeconds: null }] : later }
}

export async function pageOfCalls(
  db: TenantDb,
  query: CallQuery,
  page: { skip: number; take: number },
): Promise<{ rows: CallSummaryRow[]; total: number }> {
  const where = whereOf(query)
  const total = await db.call.count({ where })
  const rows = await db.call.findMany({ where, orderBy: [{ startedAt: 'desc' }, { id: 'desc' }], ...page, select: SUMMARY })
  return { rows, total }
}

const DETAIL = {
  ...SUMMARY,
  dtmf: true,
  transferTo: true,
  recordingDurationMs: true,
  agentVersion: { select: { number: true } },
  contact: { select: { id: true, name: true, phone: true, totalCalls: true, lastCallAt: true } },
  booking: { select: { id: true, startsAt: true, type: true, ownerName: true, status: true } },
  turns: { orderBy: { index: 'asc' } },
  extractions: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
  events: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
  costLines: { orderBy: [{ kind: 'asc' }, { provider: 'asc' }] },
} as const satisfies Prisma.CallSelect

export type CallDetailRow = Prisma.CallGetPayload<{ select: typeof DETAIL }>

export async function readCall(db: TenantDb, tenantId: string, callId: string): Promise<CallDetailRow | null> {
  return db.call.findUnique({ where: { tenantId_id: { tenantId, id: callId } }, select: DETAIL })
}

export async function readRecordingKey(db: TenantDb, tenantId: string, callId: string): Promise<string | null> {
  const call = await db.call.findUnique({ where: { tenantId_id: { tenantId, id: callId } }, select: { recordingKey: true } })
  return call?.recordingKey ?? null
}

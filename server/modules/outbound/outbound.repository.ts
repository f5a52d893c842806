import { isUniqueViolation } from '../../db/errors'
import type { Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import { OPEN_BOOKING_STATUSES } from '../../domain/bookings/open-booking'
import { ACTIVE_STATUSES } from '../../domain/calls/call-status'
import { callPolicy } from '../../domain/compliance/call-policy'
import type { CallPurpose } from '../../domain/compliance/call-purpose'
import type { GateRecord } from '../../domain/compliance/decide-gate'
import { DomainError } from '../../domain/errors/domain-error'
import type { AttemptState, OutboundState } from '../../domain/outbound/outbound-view'
import type { OutboundRef } from './outbound-deps'

/** What placing calls needs to know of a tenant. `policy` null: what is stored cannot be read. */
export async function readCallingTenant(db: TenantDb, tenantId: string) {
  const tenant = await db.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: {
      status: true,
      timezone: true,
      region: true,
      retellNumber: true,
      retellAgentId: true,
      retellApiKeyEncrypted: true,
      callPolicy: true,
      maxConcurrentCalls: true,
    },
  })
  const { data: policy } = callPolicy.safeParse(tenant.callPolicy)
  return { ...tenant, policy: policy ?? null }
}
export type CallingTenant = Awaited<ReturnType<typeof readCallingTenant>>

/** One wish at a time per contact: whoever comes second sees what the first one left. @returns false: there is no such contact */
export async function lockContact(db: TenantDb, tenantId: string, contactId: string): Promise<boolean> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Contact" WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${contactId}::uuid FOR NO KEY UPDATE`
  return rows.length > 0
}

const OUTBOUND = {
  id: true,
  tenantId: true,
  contactId: true,
  bookingId: true,
  purpose: true,
  ifOutsideWindow: true,
  status: true,
  dueAt: true,
  dueReason: true,
  minutesBeforeBooking: true,
  generation: true,
  idempotencyKey: true,
  requestHash: true,
  failureReason: true,
  createdAt: true,
  booking: { select: { startsAt: true, status: true } },
  call: { select: { status: true, endReason: true } },
  attempts: { orderBy: { number: 'asc' } },
  contact: { select: { name: true, phone: true, timezone: true } },
} as const satisfies Prisma.OutboundCallSelect
export type OutboundRow = Prisma.OutboundCallGetPayload<{ select: typeof OUTBOUND }>

/** With everything that is shown of it. */
export async function readOutbound(db: TenantDb, { tenantId, outboundId }: OutboundRef): Promise<OutboundRow | null> {
  return db.outboundCall.findUnique({ where: { tenantId_id: { tenantId, id: outboundId } }, select: OUTBOUND })
}

const BARE = {
  id: true,
  tenantId: true,
  contactId: true,
  bookingId: true,
  purpose: true,
  ifOutsideWindow: true,
  status: true,
  dueAt: true,
  dueReason: true,
  minutesBeforeBooking: true,
  generation: true,
  failureReason: true,
} as const satisfies Prisma.OutboundCallSelect
/** A wish without what hangs on it: dialling reads it many times. */
export type BareOutbound = Prisma.OutboundCallGetPayload<{ select: typeof BARE }>

export async function readBareOutbound(db: TenantDb, { tenantId, outboundId }: OutboundRef): Promise<BareOutbound | null> {
  return db.outboundCall.findUnique({ where: { tenantId_id: { tenantId, id: outboundId } }, select: BARE })
}

/** Locked until the transaction ends. */
export async function lockOutbound(db: TenantDb, { tenantId, outboundId }: OutboundRef): Promise<BareOutbound | null> {
  const rows = await db.$queryRaw<BareOutbound[]>`
    SELECT "id", "tenantId", "contactId", "bookingId", "purpose"::text AS "purpose", "ifOutsideWindow"::text AS "ifOutsideWindow",
      "status"::text AS "status", "dueAt", "dueReason", "minutesBeforeBooking", "generation", "failureReason"
    FROM "OutboundCall" WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${outboundId}::uuid FOR UPDATE`
  return rows[0] ?? null
}

const ATTEMPT = { number: true, state: true, startedAt: true, finishedAt: true, error: true } as const satisfies Prisma.CallAttemptSelect
export type AttemptRow = Prisma.CallAttemptGetPayload<{ select: typeof ATTEMPT }>

/** Oldest first. */
export async function readAttempts(db: TenantDb, { tenantId, outboundId }: OutboundRef): Promise<AttemptRow[]> {
  return db.callAttempt.findMany({ where: { tenantId, outboundId }, orderBy: { number: 'asc' }, select: ATTEMPT })
}

/** The booking of a reminder. */
export async function readBookingTime(db: TenantDb, tenantId: string, bookingId: string) {
  return db.booking.findUnique({ where: { tenantId_id: { tenantId, id: bookingId } }, select: { startsAt: true, status: true } })
}

/** The number a call was dialled to. */
export async function readDialledNumber(db: TenantDb, { tenantId, outboundId }: OutboundRef): Promise<string | null> {
  const call = await db.call.findUnique({ where: { tenantId_id: { tenantId, id: outboundId } }, select: { toPhone: true } })
  return call?.toPhone ?? null
}

export async function findByIdempotencyKey(db: TenantDb, tenantId: string, key: string): Promise<OutboundRow | null> {
  return db.outboundCall.findUnique({ where: { tenantId_idempotencyKey: { tenantId, idempotencyKey: key } }, select: OUTBOUND })
}

export type NewOutbound = {
  id: string
  tenantId: string
  contactId: string
  bookingId: string | null
  purpose: CallPurpose
  ifOutsideWindow: 'RESCHEDULE' | 'REJECT'
  dueAt: Date
  dueReason: string | null
  minutesBeforeBooking: number | null
  idempotencyKey: string | null
  requestHash: string | null
  requestedById: string | null
  /** E.164 */
  from: string
  /** E.164 */
  to: string
  now: Date
}

/** Writes the wish and the call that carries it out. @throws DomainError `conflict`: somebody used the idempotency key meanwhile */
export async function insertOutbound(db: TenantDb, { from, to, now, ...outbound }: NewOutbound): Promise<void> {
  const { id, tenantId, contactId, bookingId } = outbound
  await db.call.create({
    data: {
      id,
      tenantId,
      contactId,
      bookingId,
      provider: 'RETELL',
      direction: 'OUTBOUND',
      status: 'SCHEDULED',
      fromPhone: from,
      toPhone: to,
      startedAt: now,
      progress: { scheduledAt: now.toISOString() },
    },
    select: { id: true },
  })
  try {
    await db.outboundCall.create({ data: outbound, select: { id: true } })
  } catch (error) {
    if (!isUniqueViolation(error, 'idempotencyKey')) throw error
    throw new DomainError('conflict', 'A request with this idempotency key is being carried out.')
  }
}

/** A booking of this contact. */
export async function findBookingOf(db: TenantDb, query: { tenantId: string; contactId: string; bookingId: string }) {
  return db.booking.findFirst({
    where: { tenantId: query.tenantId, id: query.bookingId, contactId: query.contactId },
    select: { id: true, startsAt: true, status: true },
  })
}

/** The next booking of a contact that still stands. */
export async function findNextBooking(db: TenantDb, query: { tenantId: string; contactId: string; after: Date }) {
  return db.booking.findFirst({
    where: {
      tenantId: query.tenantId,
      contactId: query.contactId,
      startsAt: { gt: query.after },
      status: { in: [...OPEN_BOOKING_STATUSES] },
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    select: { id: true, startsAt: true, status: true },
  })
}

/** Whether a contact is on the phone with us by our own doing, or about to be: a call that is due by `dueBy` counts, one scheduled for later does not. */
export async function isContactBeingCalled(
  db: TenantDb,
  query: { tenantId: string; contactId: string; exceptId?: string; dueBy: Date | null; since: Date },
): Promise<boolean> {
  const { tenantId, contactId, exceptId, dueBy, since } = query
  const underWay: Prisma.OutboundCallWhereInput[] = [
    { status: 'DIALLING' },
    { status: 'PLACED', call: { status: { in: [...ACTIVE_STATUSES] }, startedAt: { gt: since } } },
    ...(dueBy ? [{ status: 'SCHEDULED' as const, dueAt: { lte: dueBy } }] : []),
  ]
  const found = await db.outboundCall.findFirst({
    where: { tenantId, contactId, ...(exceptId ? { id: { not: exceptId } } : {}), OR: underWay },
    select: { id: true },
  })
  return found !== null
}

/** Who takes a line or counts calls does so alone, over all tenants, until the transaction ends. */
export async function lockLines(db: TenantDb): Promise<void> {
  await db.$queryRaw`SELECT 1 AS done FROM (SELECT pg_advisory_xact_lock(hashtext('voicedesk outbound lines'))) AS locked`
}

/** Lines taken now: by the tenant, and by all tenants on the installation's own key. `waiting`: calls of the tenant that wait for one. */
export async function readLines(db: TenantDb, tenantId: string, since: Date) {
  const rows = await db.$queryRaw<{ ofTenant: number; onSharedKey: number; waiting: number }[]>`
    SELECT
      (SELECT count(*)::int FROM "OutboundCall" o WHERE o."tenantId" = ${tenantId}::uuid AND o."status" = 'DIALLING') +
      (SELECT count(*)::int FROM "Call" c WHERE c."tenantId" = ${tenantId}::uuid AND c."provider" = 'RETELL'
        AND c."status" IN ('RINGING', 'CONNECTING', 'IN_PROGRESS') AND c."startedAt" > ${since}::timestamptz) AS "ofTenant",
      lookup.outbound_lines_taken(${since}::timestamptz) AS "onSharedKey",
      (SELECT count(*)::int FROM "OutboundCall" o WHERE o."tenantId" = ${tenantId}::uuid AND o."status" = 'SCHEDULED' AND o."dueReason" = 'lines_busy') AS "waiting"`
  return rows[0] ?? { ofTenant: 0, onSharedKey: 0, waiting: 0 }
}

/** When a contact was dialled, or may have been. */
export async function readDialledAt(db: TenantDb, query: { tenantId: string; contactId: string; since: Date }): Promise<Date[]> {
  const attempts = await db.callAttempt.findMany({
    where: {
      tenantId: query.tenantId,
      state: { in: ['STARTED', 'ACCEPTED'] },
      startedAt: { gte: query.since },
      outbound: { contactId: query.contactId },
    },
    select: { startedAt: true },
  })
  return attempts.map(({ startedAt }) => startedAt)
}

/** How many calls a tenant dialled since a moment, or may have. */
export async function countDialled(db: TenantDb, tenantId: string, since: Date): Promise<number> {
  return db.call.count({
    where: { tenantId, startedAt: { gte: since }, provider: 'RETELL', outbound: { status: { in: ['DIALLING', 'PLACED'] } } },
  })
}

/** Writes an attempt down before anything is sent, or that nothing was. @returns its number */
export async function insertAttempt(
  db: TenantDb,
  { tenantId, outboundId }: OutboundRef,
  attempt: { state: AttemptState; decision: GateRecord | null; startedAt: Date; error?: string },
): Promise<number> {
  const last = await db.callAttempt.findFirst({ where: { tenantId, outboundId }, orderBy: { number: 'desc' }, select: { number: true } })
  const number = (last?.number ?? 0) + 1
  const { decision, state, startedAt, error } = attempt
  const finishedAt = state === 'STARTED' ? null : startedAt
  await db.callAttempt.createMany({
    data: [{ tenantId, outboundId, number, state, decision: decision ?? {}, startedAt, finishedAt, error: error ?? null }],
  })
  return number
}

/** How an attempt ended; one that has an end keeps it. @returns whether it had none */
export async function endAttempt(
  db: TenantDb,
  { tenantId, outboundId }: OutboundRef,
  number: number,
  end: { state: AttemptState; vendorCallId?: string; error?: string; finishedAt: Date },
): Promise<boolean> {
  const { count } = await db.callAttempt.updateMany({ where: { tenantId, outboundId, number, state: 'STARTED' }, data: end })
  return count > 0
}

/** A call the vendor turns out to have is placed, whatever was believed before. @returns whether that was news */
export async function correctAttempt(
  db: TenantDb,
  { tenantId, outboundId }: OutboundRef,
  number: number,
  found: { vendorCallId: string; finishedAt: Date },
): Promise<boolean> {
  const { count } = await db.callAttempt.updateMany({
    where: { tenantId, outboundId, number, state: { not: 'ACCEPTED' } },
    data: { state: 'ACCEPTED', error: null, ...found },
  })
  return count > 0
}

export type OutboundPatch = {
  status?: OutboundState
  dueAt?: Date
  dueReason?: string | null
  failureReason?: string | null
  minutesBeforeBooking?: number | null
}

/** A new time raises the generation: timers of the old one do nothing. @returns the generation */
export async function updateOutbound(db: TenantDb, { tenantId, outboundId }: OutboundRef, patch: OutboundPatch): Promise<number> {
  const { generation } = await db.outboundCall.update({
    where: { tenantId_id: { tenantId, id: outboundId } },
    data: { ...patch, ...(patch.dueAt ? { generation: { increment: 1 } } : {}) },
    select: { generation: true },
  })
  return generation
}

/** The call as it is dialled: from when it counts, about what and to which number. */
export async function markDialling(
  db: TenantDb,
  { tenantId, outboundId }: OutboundRef,
  call: { startedAt: Date; fromPhone: string; toPhone: string; bookingId: string | null },
): Promise<void> {
  await db.call.update({ where: { tenantId_id: { tenantId, id: outboundId } }, data: call, select: { id: true } })
}

/** The vendor's id of the call; the first one stays. */
export async function nameCall(db: TenantDb, { tenantId, outboundId }: OutboundRef, vendorCallId: string): Promise<void> {
  await db.call.updateMany({ where: { tenantId, id: outboundId, externalId: null }, data: { externalId: vendorCallId } })
}

export async function countAttempt(db: TenantDb, tenantId: string, contactId: string): Promise<void> {
  await db.contact.updateMany({ where: { tenantId, id: contactId }, data: { callAttempts: { increment: 1 } } })
}

/** Scheduled calls about a booking. */
export async function listScheduledOf(db: TenantDb, tenantId: string, bookingId: string): Promise<{ id: string }[]> {
  return db.outboundCall.findMany({ where: { tenantId, bookingId, status: 'SCHEDULED' }, orderBy: { id: 'asc' }, select: { id: true } })
}

/** `waiting`: soonest first; `recent`: newest first. One more than `limit`. */
export async function listOutboundRows(
  db: TenantDb,
  query: { tenantId: string; show: 'waiting' | 'recent'; contactId?: string; bookingId?: string },
  page: { after: { at: Date; id: string } | null; limit: number },
): Promise<OutboundRow[]> {
  const { show, after } = { ...query, ...page }
  const waiting: OutboundState[] = ['SCHEDULED', 'DIALLING']
  const beyond: Prisma.OutboundCallWhereInput =
    after === null
      ? {}
      : show === 'waiting'
        ? { OR: [{ dueAt: { gt: after.at } }, { dueAt: after.at, id: { gt: after.id } }] }
        : { OR: [{ dueAt: { lt: after.at } }, { dueAt: after.at, id: { lt: after.id } }] }
  const order = show === 'waiting' ? ('asc' as const) : ('desc' as const)
  return db.outboundCall.findMany({
    where: {
      tenantId: query.tenantId,
      status: show === 'waiting' ? { in: waiting } : { notIn: waiting },
      ...(query.contactId ? { contactId: query.contactId } : {}),
      ...(query.bookingId ? { bookingId: query.bookingId } : {}),
      ...beyond,
    },
    orderBy: [{ dueAt: order }, { id: order }],
    take: page.limit + 1,
    select: OUTBOUND,
  })
}

export async function saveCallingSettings(
  db: TenantDb,
  tenantId: string,
  settings: {
    retellNumber: string | null
    retellAgentId: string | null
    callPolicy: Prisma.InputJsonObject
    retellApiKeyEncrypted?: string | null
  },
): Promise<void> {
  await db.tenant.update({ where: { id: tenantId }, data: settings, select: { id: true } })
}

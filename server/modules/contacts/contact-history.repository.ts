import type { Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import type { ConsentView, ContactNoteView, RecordConsentInput, TimelineItemView } from '../../domain/contacts/contact-view'
import type { Position } from '../../domain/paging/cursor'

type Page = { after: Position | null; limit: number }

/** Everything that happened with a person, newest first; one more than `limit`. */
export async function listTimelineItems(
  db: TenantDb,
  { tenantId, contactId, phone }: { tenantId: string; contactId: string; phone: string },
  page: Page,
): Promise<TimelineItemView[]> {
  const whose = { tenantId, contactId }
  const items = [
    ...(await listCalls(db, whose, page)),
    ...(await listPlannedCalls(db, whose, page)),
    ...(await listBookings(db, whose, page)),
    ...(await listNotes(db, whose, page)),
    ...(await listConsents(db, whose, page)),
    ...(await listSuppressions(db, { tenantId, phone }, page)),
  ]
  return items.sort((one, other) => other.at.localeCompare(one.at) || (other.id < one.id ? -1 : 1)).slice(0, page.limit + 1)
}

type Whose = { tenantId: string; contactId: string }

/** How each source is read on from where the page before ended. */
function paging<Column extends string>(column: Column, { after, limit }: Page) {
  const at = after ? new Date(String(after.value)) : null
  return {
    beyond: at && after ? { OR: [{ [column]: { lt: at } }, { [column]: at, id: { lt: after.id } }] } : {},
    orderBy: [{ [column]: 'desc' as const }, { id: 'desc' as const }],
    take: limit + 1,
  }
}

const CALL = {
  id: true,
  startedAt: true,
  direction: true,
  status: true,
  endReason: true,
  durationSeconds: true,
  summary: true,
  sentiment: true,
  costPaise: true,
  agent: { select: { name: true } },
} as const satisfies Prisma.CallSelect

type CallRow = Prisma.CallGetPayload<{ select: typeof CALL }>

const toCallItem = ({ startedAt, agent, ...row }: CallRow, at = startedAt): TimelineItemView => ({
  type: 'call',
  ...row,
  at: at.toISOString(),
  agentName: agent?.name ?? null,
})

async function listCalls(db: TenantDb, whose: Whose, page: Page): Promise<TimelineItemView[]> {
  const { beyond, ...rest } = paging('startedAt', page)
  const rows = await db.call.findMany({ where: { ...whose, status: { not: 'SCHEDULED' }, ...beyond }, ...rest, select: CALL })
  return rows.map((row) => toCallItem(row))
}

/** They stand where they are due: the call itself knows only when it was asked for. */
async function listPlannedCalls(db: TenantDb, whose: Whose, page: Page): Promise<TimelineItemView[]> {
  const { beyond, ...rest } = paging('dueAt', page)
  const where = { ...whose, call: { status: 'SCHEDULED' as const }, ...beyond }
  const rows = await db.outboundCall.findMany({ where, ...rest, select: { dueAt: true, call: { select: CALL } } })
  return rows.map(({ dueAt, call }) => toCallItem(call, dueAt))
}

async function listBookings(db: TenantDb, whose: Whose, page: Page): Promise<TimelineItemView[]> {
  const { beyond, ...rest } = paging('startsAt', page)
  const rows = await db.booking.findMany({
    where: { ...whose, ...beyond },
    ...rest,
    select: { id: true, startsAt: true, type: true, ownerName: true, durationMinutes: true, status: true, createdAt: true },
  })
  return rows.map(({ startsAt, createdAt, type, ...row }) => ({
    type: 'booking',
    ...row,
    bookingType: type,
    at: startsAt.toISOString(),
    createdAt: createdAt.toISOString(),
  }))
}

async function listNotes(db: TenantDb, whose: Whose, page: Page): Promise<TimelineItemView[]> {
  const { beyond, ...rest } = paging('createdAt', page)
  const rows = await db.contactNote.findMany({ where: { ...whose, ...beyond }, ...rest })
  const names = await readAuthorNames(
    db,
    rows.map(({ authorId }) => authorId),
  )
  return rows.map(({ id, body, authorId, createdAt }) => ({
    type: 'note',
    id,
    body,
    at: createdAt.toISOString(),
    authorName: authorId ? (names.get(authorId) ?? null) : null,
  }))
}

async function listConsents(db: TenantDb, whose: Whose, page: Page): Promise<TimelineItemView[]> {
  const { beyond, ...rest } = paging('at', page)
  const rows = await db.consent.findMany({
    where: { ...whose, ...beyond },
    ...rest,
    select: { id: true, at: true, purpose: true, isGranted: true, source: true, evidence: true },
  })
  return rows.map(({ at, ...row }) => ({ type: 'consent', ...row, at: at.toISOString() }))
}

async function listSuppressions(db: TenantDb, whose: { tenantId: string; phone: string }, page: Page): Promise<TimelineItemView[]> {
  const { beyond, ...rest } = paging('createdAt', page)
  const rows = await db.suppression.findMany({ where: { ...whose, ...beyond }, ...rest })
  return rows.map(({ id, reason, source, createdAt }) => ({ type: 'suppression', id, reason, source, at: createdAt.toISOString() }))
}

async function readAuthorNames(db: TenantDb, ids: (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))]
  const users =
    known.length > 0 ? await db.user.findMany({ where: { id: { in: known } }, select: { id: true, name: true, email: true } }) : []
  return new Map(users.map(({ id, name, email }) => [id, name ?? email]))
}

export async function insertNote(
  db: TenantDb,
  note: { tenantId: string; contactId: string; authorId: string | null; body: string; createdAt: Date },
): Promise<ContactNoteView> {
  const { id } = await db.contactNote.create({ data: note, select: { id: true } })
  const names = await readAuthorNames(db, [note.authorId])
  return {
    id,
    body: note.body,
    createdAt: note.createdAt.toISOString(),
    authorName: note.authorId ? (names.get(note.authorId) ?? null) : null,
  }
}

/** Newest first. */
export async function listConsentHistory(db: TenantDb, { tenantId, contactId }: Whose): Promise<ConsentView[]> {
  const rows = await db.consent.findMany({ where: { tenantId, contactId }, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: 200 })
  return rows.map(({ id, purpose, isGranted, source, evidence, callId, at }) => ({
    ...{ id, purpose, isGranted, source, evidence, callId },
    at: at.toISOString(),
  }))
}

export async function insertConsent(
  db: TenantDb,
  consent: RecordConsentInput & { tenantId: string; source: string; at: Date },
): Promise<ConsentView> {
  const { tenantId, contactId, evidence } = consent
  const given = { purpose: consent.purpose, isGranted: consent.isGranted, source: consent.source, at: consent.at }
  const row = await db.consent.create({ data: { tenantId, contactId, ...given, evidence: evidence || null } })
  const { id, purpose, isGranted, source, callId, at } = row
  return { id, purpose, isGranted, source, evidence: row.evidence, callId, at: at.toISOString() }
}

import type { Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import type { CallingFacts } from '../../domain/contacts/calling-facts'
import type { ContactView } from '../../domain/contacts/contact-view'
import type { Position } from '../../domain/paging/cursor'

const COLUMNS = {
  id: true,
  phone: true,
  externalId: true,
  name: true,
  email: true,
  companyName: true,
  timezone: true,
  language: true,
  notes: true,
  metadata: true,
  doNotCall: true,
  totalCalls: true,
  callAttempts: true,
  firstCallAt: true,
  lastCallAt: true,
  createdAt: true,
  updatedAt: true,
  groups: { select: { group: { select: { id: true, name: true } } }, orderBy: { group: { name: 'asc' } } },
} as const satisfies Prisma.ContactSelect

type ContactRow = Prisma.ContactGetPayload<{ select: typeof COLUMNS }>
export type ContactFilter = {
  /** Any part of phone number, name or company; LIKE's signs are escaped. */
  query?: string
  groupId?: string
  /** E.164 */
  phone?: string
  externalId?: string
  ids?: string[]
  /** Marked as not to be called, or with a number on the suppression list; false: neither. */
  isBlocked?: boolean
}

/** PostgreSQL takes no more values in one statement. */
const MOST_VALUES = 30_000

/** Who called last comes first, then who was added last. One more than `limit`. */
export async function listContactRows(
  db: TenantDb,
  tenantId: string,
  filter: ContactFilter,
  page: { after: Position | null; limit: number },
): Promise<ContactView[]> {
  const { query, groupId, phone, externalId, ids, isBlocked } = filter
  const filters: Prisma.ContactWhereInput[] = [{ tenantId, phone, externalId }]
  if (query) filters.push(matching(query))
  if (groupId) filters.push({ groups: { some: { groupId } } })
  if (ids) filters.push({ id: { in: ids } })
  if (isBlocked !== undefined) filters.push(await blocked(db, tenantId, isBlocked))
  if (page.after) filters.push(beyond(page.after))
  const rows = await db.contact.findMany({
    where: { AND: filters },
    orderBy: [{ lastCallAt: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }],
    take: page.limit + 1,
    select: COLUMNS,
  })
  return toViews(db, tenantId, rows)
}

async function blocked(db: TenantDb, tenantId: string, isBlocked: boolean): Promise<Prisma.ContactWhereInput> {
  const suppressed = await db.suppression.findMany({
    where: { tenantId },
    orderBy: { createdAt: 'desc' },
    take: MOST_VALUES,
    select: { phone: true },
  })
  const where: Prisma.ContactWhereInput = { OR: [{ doNotCall: true }, { phone: { in: suppressed.map(({ phone }) => phone) } }] }
  return isBlocked ? where : { NOT: where }
}

function matching(query: string): Prisma.ContactWhereInput {
  const digits = query.replace(/[\s().+-]/g, '')
  const phone = /^\d+$/.test(digits) ? digits.replace(/^0+(?=\d)/, '') : null
  const texts: Prisma.ContactWhereInput[] = [
    { name: { contains: query, mode: 'insensitive' } },
    { companyName: { contains: query, mode: 'insensitive' } },
  ]
  return { OR: phone ? [{ phone: { contains: phone } }, ...texts] : texts }
}

function beyond({ value, id }: Position): Prisma.ContactWhereInput {
  if (value === null) return { lastCallAt: null, id: { lt: id } }
  const at = new Date(String(value))
  return { OR: [{ lastCallAt: { lt: at } }, { lastCallAt: at, id: { lt: id } }, { lastCallAt: null }] }
}

export async function readContact(db: TenantDb, tenantId: string, id: string): Promise<ContactView | null> {
  const row = await db.contact.findUnique({ where: { tenantId_id: { tenantId, id } }, select: COLUMNS })
  const [view = null] = row ? await toViews(db, tenantId, [row]) : []
  return view
}

export async function contactExists(db: TenantDb, tenantId: string, id: string): Promise<boolean> {
  return (await db.contact.count({ where: { tenantId, id } })) > 0
}

async function toViews(db: TenantDb, tenantId: string, rows: ContactRow[]): Promise<ContactView[]> {
  if (rows.length === 0) return []
  const suppressed = await db.suppression.findMany({
    where: { tenantId, phone: { in: rows.map(({ phone }) => phone) } },
    select: { phone: true },
  })
  const phones = new Set(suppressed.map(({ phone }) => phone))
  return rows.map(({ firstCallAt, lastCallAt, createdAt, updatedAt, groups, metadata, ...row }) => ({
    ...row,
    metadata: (metadata ?? {}) as ContactView['metadata'],
    groups: groups.map(({ group }) => group),
    isSuppressed: phones.has(row.phone),
    firstCallAt: firstCallAt?.toISOString() ?? null,
    lastCallAt: lastCallAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }))
}

/** How a tenant's files and numbers are read. */
export async function readTenantContext(db: TenantDb, tenantId: string): Promise<{ region: string; timezone: string }> {
  return db.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { region: true, timezone: true } })
}

/** Null: there is no such contact. */
export async function readCallingFacts(db: TenantDb, tenantId: string, contactId: string): Promise<CallingFacts | null> {
  const contact = await db.contact.findUnique({
    where: { tenantId_id: { tenantId, id: contactId } },
    select: { phone: true, timezone: true, doNotCall: true },
  })
  if (!contact) return null
  const isSuppressed = (await db.suppression.count({ where: { tenantId, phone: contact.phone } })) > 0
  const latest = await db.consent.findMany({
    where: { tenantId, contactId },
    distinct: ['purpose'],
    orderBy: [{ purpose: 'asc' }, { at: 'desc' }, { id: 'desc' }],
    select: { purpose: true, isGranted: true },
  })
  const consentFor = (purpose: 'SERVICE' | 'PROMOTIONAL') => latest.find((entry) => entry.purpose === purpose)?.isGranted ?? null
  return { ...contact, isSuppressed, consent: { SERVICE: consentFor('SERVICE'), PROMOTIONAL: consentFor('PROMOTIONAL') } }
}

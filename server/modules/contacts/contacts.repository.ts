import type { Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import type { CallingFacts } from '../../domain/contacts/calling-facts'
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
  doNotCall: true,
  totalCalls: true,
  firstCallAt: true,
  lastCallAt: true,
  createdAt: true,
} as const satisfies Prisma.ContactSelect

export type ContactRow = Prisma.ContactGetPayload<{ select: typeof COLUMNS }>

/** Who called last comes first, then who was added last. One more than `limit`. */
export async function listContactRows(
  db: TenantDb,
  tenantId: string,
  query: string | undefined,
  page: { after: Position | null; limit: number },
): Promise<ContactRow[]> {
  return db.contact.findMany({
    where: { AND: [{ tenantId }, ...(query ? [matching(query)] : []), ...(page.after ? [beyond(page.after)] : [])] },
    orderBy: [{ lastCallAt: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }],
    take: page.limit + 1,
    select: COLUMNS,
  })
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

export async function readContact(db: TenantDb, tenantId: string, id: string): Promise<ContactRow | null> {
  return db.contact.findUnique({ where: { tenantId_id: { tenantId, id } }, select: COLUMNS })
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

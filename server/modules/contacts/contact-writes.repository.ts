import { isUniqueViolation } from '../../db/errors'
import type { Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import type { PlannedContact, StoredContact } from '../../domain/contacts/plan-contacts'
import { DomainError } from '../../domain/errors/domain-error'

type Stored = Omit<StoredContact, 'metadata'> & { metadata: StoredContact['metadata'] | null }

/** Contacts with one of these numbers, external ids or ids, locked until the transaction ends. */
export async function lockContacts(
  db: TenantDb,
  tenantId: string,
  { phones = [], externalIds = [], ids = [] }: { phones?: string[]; externalIds?: string[]; ids?: string[] },
): Promise<StoredContact[]> {
  const rows = await db.$queryRaw<Stored[]>`
    SELECT "id", "phone", "externalId", "name", "email", "companyName", "timezone", "language", "notes", "metadata", "doNotCall"
    FROM "Contact"
    WHERE "tenantId" = ${tenantId}::uuid
      AND ("phone" = ANY(${phones}::text[]) OR "externalId" = ANY(${externalIds}::text[]) OR "id" = ANY(${ids}::uuid[]))
    ORDER BY "id" FOR UPDATE`
  return rows.map((row) => ({ ...row, metadata: row.metadata ?? {} }))
}

export async function readGroupIds(db: TenantDb, tenantId: string): Promise<Set<string>> {
  return new Set((await db.contactGroup.findMany({ where: { tenantId }, select: { id: true } })).map(({ id }) => id))
}

/**
 * Writes contacts that were planned from what `lockContacts` returned, in three statements.
 * @throws DomainError `contact_changed_meanwhile` when somebody else wrote one of the new numbers first: plan again
 */
export async function writeContacts(db: TenantDb, tenantId: string, contacts: PlannedContact[], now: Date): Promise<void> {
  // In one order for everybody: of two who add the same numbers one waits for the other, and none for each other.
  const added = contacts.filter(({ isNew }) => isNew).toSorted((one, other) => (one.phone < other.phone ? -1 : 1))
  const changed = contacts.filter(({ isNew }) => !isNew)
  try {
    // First, so that an external id one of them gives up is free.
    if (changed.length > 0) await updateContacts(db, tenantId, changed, now)
    if (added.length > 0) {
      const data = added.map(({ isNew: _, groupIds: __, ...contact }) => ({ ...contact, tenantId, createdAt: now }))
      await db.contact.createMany({ data })
    }
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new DomainError('contact_changed_meanwhile', 'This contact was changed by somebody else at the same moment. Try again.')
  }
  await replaceGroups(db, tenantId, contacts)
}

async function updateContacts(db: TenantDb, tenantId: string, contacts: StoredContact[], now: Date): Promise<void> {
  // An id may go from one of them to another, and uniqueness is checked row by row.
  await db.$executeRaw`
    UPDATE "Contact" c SET "externalId" = NULL
    FROM jsonb_to_recordset(${JSON.stringify(contacts)}::jsonb) AS r("id" uuid, "externalId" text)
    WHERE c."tenantId" = ${tenantId}::uuid AND c."id" = r."id" AND c."externalId" <> coalesce(r."externalId", '')`
  await db.$executeRaw`
    UPDATE "Contact" c SET "phone" = r."phone", "externalId" = r."externalId", "name" = r."name", "email" = r."email",
      "companyName" = r."companyName", "timezone" = r."timezone", "language" = r."language", "notes" = r."notes",
      "metadata" = r."metadata", "doNotCall" = r."doNotCall", "updatedAt" = ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(contacts)}::jsonb) AS r("id" uuid, "phone" text, "externalId" text, "name" text,
      "email" text, "companyName" text, "timezone" text, "language" text, "notes" text, "metadata" jsonb, "doNotCall" boolean)
    WHERE c."tenantId" = ${tenantId}::uuid AND c."id" = r."id"`
}

async function replaceGroups(db: TenantDb, tenantId: string, contacts: PlannedContact[]): Promise<void> {
  const grouped = contacts.filter((contact) => contact.groupIds !== null)
  if (grouped.length === 0) return
  await db.contactGroupMember.deleteMany({ where: { tenantId, contactId: { in: grouped.map(({ id }) => id) } } })
  const data = grouped.flatMap(({ id, groupIds }) => (groupIds ?? []).map((groupId) => ({ tenantId, contactId: id, groupId })))
  if (data.length > 0) await db.contactGroupMember.createMany({ data, skipDuplicates: true })
}

/**
 * Changes one contact, as locked before.
 * @param externalIdField the caller's name of that field
 * @throws DomainError `phone_taken`, `external_id_taken`
 */
export async function updateContact(db: TenantDb, tenantId: string, contact: PlannedContact, externalIdField: string): Promise<void> {
  const { id, isNew: _, groupIds: __, ...fields } = contact
  try {
    const data: Prisma.ContactUpdateInput = fields
    await db.contact.update({ where: { tenantId_id: { tenantId, id } }, data })
  } catch (error) {
    if (isUniqueViolation(error, 'externalId')) {
      throw new DomainError('external_id_taken', 'Another contact has this external id.', { field: externalIdField })
    }
    if (isUniqueViolation(error)) throw new DomainError('phone_taken', 'Another contact has this phone number.', { field: 'phone' })
    throw error
  }
  await replaceGroups(db, tenantId, [contact])
}

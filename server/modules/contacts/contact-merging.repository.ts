import type { TenantDb } from '../../db/transaction'
import type { DuplicateView } from '../../domain/contacts/contact-view'
import type { ContactCounters, MergeableContact } from '../../domain/contacts/merge-contacts'
import { lockContacts } from './contact-writes.repository'

export type DuplicatePair = { firstId: string; secondId: string; reasons: DuplicateView['reasons'] }

/** Pairs of contacts that may be one person: same e-mail, same external id written otherwise, same name and last seven digits. */
export async function findDuplicatePairs(db: TenantDb, tenantId: string, limit: number): Promise<DuplicatePair[]> {
  return db.$queryRaw<DuplicatePair[]>`
    WITH keyed AS (
      SELECT "id", 'same_email' AS reason, lower(btrim("email")) AS key FROM "Contact"
      WHERE "tenantId" = ${tenantId}::uuid AND "email" IS NOT NULL
      UNION ALL
      SELECT "id", 'same_external_id', regexp_replace(lower("externalId"), '[^[:alnum:]]', '', 'g') FROM "Contact"
      WHERE "tenantId" = ${tenantId}::uuid AND "externalId" IS NOT NULL
      UNION ALL
      SELECT "id", 'same_name_and_digits', nullif(regexp_replace(lower("name"), '[^[:alnum:]]', '', 'g'), '') || ' ' || right("phone", 7) FROM "Contact"
      WHERE "tenantId" = ${tenantId}::uuid AND "name" IS NOT NULL
    ), alike AS (
      SELECT reason, array_agg("id" ORDER BY "id") AS ids FROM keyed WHERE key <> '' GROUP BY reason, key HAVING count(*) > 1
    ), pairs AS (
      SELECT reason, ids[1] AS one, unnest(ids[2:]) AS other FROM alike
    )
    SELECT one AS "firstId", other AS "secondId", array_agg(DISTINCT reason ORDER BY reason) AS reasons
    FROM pairs GROUP BY one, other ORDER BY count(*) DESC, one, other LIMIT ${limit}::int`
}

/** Two contacts, locked, in the order asked for. Null: one of them is not there. */
export async function lockPair(
  db: TenantDb,
  tenantId: string,
  ids: [string, string],
): Promise<[MergeableContact, MergeableContact] | null> {
  const stored = await lockContacts(db, tenantId, { ids })
  const counters = await db.contact.findMany({
    where: { tenantId, id: { in: ids } },
    select: { id: true, totalCalls: true, callAttempts: true, firstCallAt: true, lastCallAt: true },
  })
  const [one, other] = ids.map((id): MergeableContact | null => {
    const contact = stored.find((candidate) => candidate.id === id)
    const counted: ContactCounters | undefined = counters.find((candidate) => candidate.id === id)
    return contact && counted ? { ...contact, ...counted } : null
  })
  return one && other ? [one, other] : null
}

export async function isSuppressed(db: TenantDb, tenantId: string, phone: string): Promise<boolean> {
  return (await db.suppression.count({ where: { tenantId, phone } })) > 0
}

/** Everything that names `otherId` names `merged` from now on; the other contact is gone. */
export async function replaceContact(db: TenantDb, tenantId: string, otherId: string, merged: MergeableContact): Promise<void> {
  const { id, ...data } = merged
  const where = { tenantId, contactId: otherId }
  const whose = { contactId: id }
  await db.call.updateMany({ where, data: whose })
  await db.booking.updateMany({ where, data: whose })
  await db.outboundCall.updateMany({ where, data: whose })
  await db.contactNote.updateMany({ where, data: whose })
  await db.consent.updateMany({ where, data: whose })
  await db.mappingLog.updateMany({ where, data: whose })
  // Where both say something about the same thing, the contact that stays is right.
  const memories = await db.contactMemory.findMany({ where, select: { key: true, text: true, byId: true } })
  await db.contactMemory.createMany({ data: memories.map((memory) => ({ ...memory, tenantId, contactId: id })), skipDuplicates: true })
  const groups = await db.contactGroupMember.findMany({ where, select: { groupId: true } })
  await db.contactGroupMember.createMany({
    data: groups.map(({ groupId }) => ({ tenantId, groupId, contactId: id })),
    skipDuplicates: true,
  })
  // First, so that its external id is free.
  await db.contact.delete({ where: { tenantId_id: { tenantId, id: otherId } } })
  await db.contact.update({ where: { tenantId_id: { tenantId, id } }, data })
}

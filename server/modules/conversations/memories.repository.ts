import type { TenantDb } from '../../db/transaction'

type Whose = { tenantId: string; contactId: string }

const MOST = 200

/** @returns false: the contact has as many as one may have */
export async function saveMemory(
  db: TenantDb,
  { tenantId, contactId }: Whose,
  memory: { key: string; text: string | null; byId: string | null },
): Promise<boolean> {
  const { key, text, byId } = memory
  if ((await db.contactMemory.count({ where: { tenantId, contactId, key: { not: key } } })) >= MOST) return false
  await db.contactMemory.upsert({
    where: { tenantId_contactId_key: { tenantId, contactId, key } },
    create: { tenantId, contactId, ...memory },
    update: { text, byId },
    select: { id: true },
  })
  return true
}

export async function deleteMemory(db: TenantDb, { tenantId, contactId }: Whose, key: string): Promise<void> {
  await db.contactMemory.deleteMany({ where: { tenantId, contactId, key } })
}

import { isUniqueViolation } from '../../db/errors'
import type { TenantDb } from '../../db/transaction'
import { DomainError } from '../../domain/errors/domain-error'
import type { PhoneNumberView } from '../../domain/phone-numbers/phone-number-view'

/** In the order they were added; one or all. */
export async function listPhoneNumbers(db: TenantDb, phoneNumberId?: string): Promise<PhoneNumberView[]> {
  const rows = await db.phoneNumber.findMany({
    where: phoneNumberId ? { id: phoneNumberId } : {},
    include: { agent: { select: { name: true } }, calls: { select: { startedAt: true }, orderBy: { startedAt: 'desc' }, take: 1 } },
    orderBy: { createdAt: 'asc' },
  })
  return rows.map(({ agent, calls, ...row }) => ({
    id: row.id,
    number: row.number,
    provider: row.provider,
    label: row.label,
    isActive: row.isActive,
    agentId: row.agentId,
    agentName: agent?.name ?? null,
    createdAt: row.createdAt.toISOString(),
    lastCallAt: calls[0]?.startedAt.toISOString() ?? null,
  }))
}

/** @throws DomainError `phone_number_taken` */
export async function insertPhoneNumber(
  db: TenantDb,
  phoneNumber: { tenantId: string; number: string; label: string | null; agentId: string | null },
): Promise<string> {
  try {
    const { id } = await db.phoneNumber.create({ data: phoneNumber })
    return id
  } catch (error) {
    if (!isUniqueViolation(error, 'number')) throw error
    throw new DomainError('phone_number_taken', 'This number is connected already', { field: 'number' })
  }
}

export async function updatePhoneNumber(
  db: TenantDb,
  key: { tenantId: string; id: string },
  data: { label?: string | null; agentId?: string | null; isActive?: boolean },
): Promise<void> {
  await db.phoneNumber.update({ where: { tenantId_id: key }, data })
}

/** Past calls stay: they keep the number they were made to. */
export async function deletePhoneNumber(db: TenantDb, key: { tenantId: string; id: string }): Promise<void> {
  await db.call.updateMany({ where: { phoneNumberId: key.id }, data: { phoneNumberId: null } })
  await db.phoneNumber.delete({ where: { tenantId_id: key } })
}

export async function agentExists(db: TenantDb, agentId: string): Promise<boolean> {
  return (await db.agent.count({ where: { id: agentId } })) > 0
}

export async function readTelephonySettings(db: TenantDb, tenantId: string) {
  return db.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: { region: true, fallbackNumber: true, exotelSecretEncrypted: true },
  })
}

export async function replaceExotelSecret(
  db: TenantDb,
  tenantId: string,
  secret: { exotelSecretEncrypted: string; exotelSecretHash: string },
): Promise<void> {
  await db.tenant.update({ where: { id: tenantId }, data: secret })
}

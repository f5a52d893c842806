import type { TenantDb } from '../../db/transaction'

/** IANA zone: dates of a search are days in it. */
export async function readTimezone(db: TenantDb, tenantId: string): Promise<string> {
  return (await db.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { timezone: true } })).timezone
}

import type { TenantDb } from '../../db/transaction'
import type { Position } from '../../domain/paging/cursor'
import type { SuppressionView } from '../../domain/suppressions/suppression-view'

type Row = { id: string; phone: string; reason: string | null; source: string; callId: string | null; createdAt: Date }

export async function isPhoneSuppressed(db: TenantDb, tenantId: string, phone: string): Promise<boolean> {
  return (await db.suppression.count({ where: { tenantId, phone } })) > 0
}

/** The first entry of a number stays: who asked first and why. @returns whether this one is it */
export async function insertSuppression(
  db: TenantDb,
  entry: { tenantId: string; phone: string; reason: string | null; source: string; callId: string | null },
): Promise<boolean> {
  const { count } = await db.suppression.createMany({ data: [entry], skipDuplicates: true })
  return count > 0
}

export async function readSuppression(db: TenantDb, tenantId: string, phone: string): Promise<SuppressionView | null> {
  const row = await db.suppression.findUnique({ where: { tenantId_phone: { tenantId, phone } } })
  return row && toView(row)
}

export async function deleteSuppression(db: TenantDb, tenantId: string, phone: string): Promise<boolean> {
  return (await db.suppression.deleteMany({ where: { tenantId, phone } })).count > 0
}

/** Newest first; one more than `limit`. `digits` is any part of a number, `phone` a whole one. */
export async function listSuppressionRows(
  db: TenantDb,
  tenantId: string,
  filter: { digits?: string; phone?: string },
  page: { after: Position | null; limit: number },
): Promise<SuppressionView[]> {
  const at = page.after ? new Date(String(page.after.value)) : null
  const rows = await db.suppression.findMany({
    where: {
      tenantId,
      ...(filter.phone ? { phone: filter.phone } : filter.digits ? { phone: { contains: filter.digits } } : {}),
      ...(at && page.after ? { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: page.after.id } }] } : {}),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: page.limit + 1,
  })
  return rows.map(toView)
}

export async function readRegion(db: TenantDb, tenantId: string): Promise<string> {
  return (await db.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { region: true } })).region
}

function toView({ id, phone, reason, source, callId, createdAt }: Row): SuppressionView {
  return { id, phone, reason, source, callId, createdAt: createdAt.toISOString() }
}

import type { TenantDb } from '../../db/transaction'

export type SummaryMaterial = {
  businessName: string
  hasSummary: boolean
  turns: { role: 'caller' | 'agent'; text: string; heardText: string | null; interrupted: boolean }[]
}

/** What a summary is made of, or null when there is no such call. */
export async function readSummaryMaterial(
  db: TenantDb,
  { tenantId, callId }: { tenantId: string; callId: string },
): Promise<SummaryMaterial | null> {
  const call = await db.call.findFirst({
    where: { tenantId, id: callId },
    select: {
      summary: true,
      tenant: { select: { name: true } },
      turns: { select: { role: true, text: true, heardText: true, interrupted: true }, orderBy: { index: 'asc' } },
    },
  })
  if (!call) return null
  const turns = call.turns.map(({ role, ...turn }) => ({ ...turn, role: role === 'CALLER' ? ('caller' as const) : ('agent' as const) }))
  return { businessName: call.tenant.name, hasSummary: call.summary !== null, turns }
}

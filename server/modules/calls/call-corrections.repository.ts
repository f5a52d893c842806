import { type Extraction, Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import type { CallStatus } from '../../domain/calls/call-status'
import type { ExtractionState } from '../../domain/extraction/correct-extraction'

type ExtractionRef = { tenantId: string; callId: string; extractionId: string }

/** Nobody else corrects it until the transaction ends. */
export async function lockExtraction(
  db: TenantDb,
  { tenantId, callId, extractionId }: ExtractionRef,
): Promise<(ExtractionState & { callStatus: CallStatus }) | null> {
  const rows = await db.$queryRaw<(ExtractionState & { callStatus: CallStatus })[]>`
    SELECT e."type", e."data", e."machineData", c."status"::text AS "callStatus"
    FROM "Extraction" e JOIN "Call" c ON c."tenantId" = e."tenantId" AND c."id" = e."callId"
    WHERE e."tenantId" = ${tenantId}::uuid AND e."callId" = ${callId}::uuid AND e."id" = ${extractionId}::uuid FOR UPDATE OF e`
  return rows[0] ?? null
}

export async function saveCorrection(
  db: TenantDb,
  { tenantId, extractionId }: ExtractionRef,
  correction: { data: Record<string, unknown>; machineData: Record<string, unknown> | null; by: string; at: Date },
): Promise<Extraction> {
  const { data, machineData, by, at } = correction
  return db.extraction.update({
    where: { tenantId_id: { tenantId, id: extractionId } },
    data: {
      data: data as Prisma.InputJsonObject,
      machineData: machineData === null ? Prisma.DbNull : (machineData as Prisma.InputJsonObject),
      correctedAt: machineData === null ? null : at,
      correctedById: machineData === null ? null : by,
    },
  })
}

import { z } from 'zod'
import { Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import { type MappingOriginal, mappingOriginal } from '../../domain/mapping/original-data'
import type { Position } from '../../domain/paging/cursor'
import type { BusinessType } from '../../domain/tenants/tenant-view'

export type MappingLogRow = {
  id: string
  sessionId: string
  contactId: string | null
  contactName: string | null
  bookingId: string | null
  callId: string | null
  businessType: BusinessType
  engineVersion: number
  overridesVersion: number
  original: MappingOriginal
  variables: Record<string, string>
  omitted: { source: string; reason: string }[]
  warnings: string[]
  retellCallId: string | null
  isSuccessful: boolean
  error: string | null
  at: Date
}

export type NewMappingLog = Omit<MappingLogRow, 'id' | 'contactName'> & { tenantId: string }

/** One log a session: told again, the newest holds. */
export async function upsertLog(db: TenantDb, { original, ...log }: NewMappingLog): Promise<void> {
  const data = { ...log, originalContactData: original }
  await db.mappingLog.upsert({
    where: { tenantId_sessionId: { tenantId: log.tenantId, sessionId: log.sessionId } },
    create: data,
    // A reply that was lost and found again keeps what is known of the vendor's call.
    update: { ...data, retellCallId: log.retellCallId ?? undefined },
    select: { id: true },
  })
}

/** What came of a session whose log was written before it was known. */
export async function closeLog(
  db: TenantDb,
  tenantId: string,
  end: { sessionId: string; retellCallId: string | null; error: string | null },
): Promise<void> {
  const { sessionId, retellCallId, error } = end
  await db.mappingLog.updateMany({ where: { tenantId, sessionId }, data: { retellCallId, error, isSuccessful: error === null } })
}

export type MappingLogQuery = {
  tenantId: string
  contactId?: string
  callId?: string
  isSuccessful?: boolean
  /** As LIKE takes it literally. */
  query?: string
  from: Date | null
  before: Date | null
}

/** Newest first, one more than `limit`. */
export async function listLogs(
  db: TenantDb,
  { tenantId, contactId, callId, isSuccessful, query, from, before }: MappingLogQuery,
  page: { after: Position | null; limit: number },
): Promise<MappingLogRow[]> {
  const conditions: Prisma.Sql[] = [Prisma.sql`l."tenantId" = ${tenantId}::uuid`]
  if (contactId) conditions.push(Prisma.sql`l."contactId" = ${contactId}::uuid`)
  if (callId) conditions.push(Prisma.sql`l."callId" = ${callId}::uuid`)
  if (isSuccessful !== undefined) conditions.push(Prisma.sql`l."isSuccessful" = ${isSuccessful}`)
  if (from) conditions.push(Prisma.sql`l."at" >= ${from}`)
  if (before) conditions.push(Prisma.sql`l."at" < ${before}`)
  if (query) conditions.push(matching(query))
  if (page.after) {
    const at = new Date(String(page.after.value))
    conditions.push(Prisma.sql`(l."at", l."id") < (${at}, ${page.after.id}::uuid)`)
  }
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT l."id" FROM "MappingLog" l WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY l."at" DESC, l."id" DESC LIMIT ${page.limit + 1}`
  const rows = await readRows(
    db,
    tenantId,
    found.map(({ id }) => id),
  )
  return found.flatMap(({ id }) => rows.get(id) ?? [])
}

function matching(query: string): Prisma.Sql {
  const pattern = `%${query}%`
  return Prisma.sql`(l."retellCallId" ILIKE ${pattern} OR EXISTS (
    SELECT 1 FROM jsonb_each_text(l."variables") AS v WHERE v.key ILIKE ${pattern} OR v.value ILIKE ${pattern}))`
}

export async function readLog(db: TenantDb, tenantId: string, id: string): Promise<MappingLogRow | null> {
  return (await readRows(db, tenantId, [id])).get(id) ?? null
}

const variables = z.record(z.string(), z.string())
const omitted = z.array(z.object({ source: z.string(), reason: z.string() }))
const warnings = z.array(z.string())

async function readRows(db: TenantDb, tenantId: string, ids: string[]): Promise<Map<string, MappingLogRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db.mappingLog.findMany({ where: { tenantId, id: { in: ids } }, omit: { tenantId: true } })
  const contacts = await db.contact.findMany({
    where: { tenantId, id: { in: rows.flatMap((row) => row.contactId ?? []) } },
    select: { id: true, name: true },
  })
  // The vendor's id of a call is known only after it has taken it.
  const calls = await db.call.findMany({
    where: { tenantId, provider: 'RETELL', id: { in: rows.flatMap((row) => (row.retellCallId ? [] : (row.callId ?? []))) } },
    select: { id: true, externalId: true },
  })
  const names = new Map(contacts.map(({ id, name }) => [id, name]))
  const vendorIds = new Map(calls.map(({ id, externalId }) => [id, externalId]))
  return new Map(
    rows.map(({ originalContactData, ...row }) => [
      row.id,
      {
        ...row,
        contactName: names.get(row.contactId ?? '') ?? null,
        retellCallId: row.retellCallId ?? vendorIds.get(row.callId ?? '') ?? null,
        original: mappingOriginal.parse(originalContactData),
        variables: variables.parse(row.variables),
        omitted: omitted.parse(row.omitted),
        warnings: warnings.parse(row.warnings),
      },
    ]),
  )
}

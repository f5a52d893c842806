import type { ImportStatus, Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import type { ColumnField, ImportKind } from '../../domain/imports/guess-columns'
import type { ImportRejectionView, ImportView } from '../../domain/imports/import-view'
import type { Position } from '../../domain/paging/cursor'

const COLUMNS = {
  id: true,
  kind: true,
  fileName: true,
  status: true,
  totalRows: true,
  doneRows: true,
  createdCount: true,
  updatedCount: true,
  rejectedCount: true,
  error: true,
  createdById: true,
  createdAt: true,
  finishedAt: true,
} as const satisfies Prisma.ImportJobSelect
type Row = Prisma.ImportJobGetPayload<{ select: typeof COLUMNS }>

/** How a file is read: its columns' names and what each holds. */
export type ImportColumns = { headers: string[]; fields: ColumnField[] }

export async function readTenantContext(db: TenantDb, tenantId: string): Promise<{ region: string; timezone: string }> {
  return db.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { region: true, timezone: true } })
}

/** `content`: a row a line, each a JSON array of cells. */
export async function insertImport(
  db: TenantDb,
  job: {
    id: string
    tenantId: string
    kind: ImportKind
    fileName: string
    content: string
    columnMapping: ImportColumns
    totalRows: number
    createdById: string | null
    createdAt: Date
  },
): Promise<void> {
  await db.importJob.create({ data: job, select: { id: true } })
}

/** The file of an import under way. Null: it has ended, or there is none. */
export async function readContent(
  db: TenantDb,
  tenantId: string,
  id: string,
): Promise<{ kind: ImportKind; columns: ImportColumns; content: string } | null> {
  const job = await db.importJob.findUnique({
    where: { tenantId_id: { tenantId, id } },
    select: { kind: true, status: true, columnMapping: true, content: true },
  })
  if (job?.status !== 'RUNNING' || job.content === null) return null
  return { kind: job.kind as ImportKind, columns: job.columnMapping as ImportColumns, content: job.content }
}

/** Where an import stands, locked until the transaction ends: of two workers one waits, then goes on where the other stopped. */
export async function lockProgress(db: TenantDb, tenantId: string, id: string) {
  const [job] = await db.$queryRaw<{ status: ImportStatus; doneRows: number; totalRows: number }[]>`
    SELECT "status"::text AS "status", "doneRows", "totalRows" FROM "ImportJob"
    WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${id}::uuid FOR UPDATE`
  return job ?? null
}

export async function addProgress(
  db: TenantDb,
  key: { tenantId: string; id: string },
  progress: { doneRows: number; created: number; updated: number; rejected: number },
): Promise<void> {
  await db.importJob.update({
    where: { tenantId_id: key },
    data: {
      doneRows: progress.doneRows,
      createdCount: { increment: progress.created },
      updatedCount: { increment: progress.updated },
      rejectedCount: { increment: progress.rejected },
    },
    select: { id: true },
  })
}

/** Ends an import and drops its file. @returns whether it was under way */
export async function endImport(
  db: TenantDb,
  key: { tenantId: string; id: string },
  end: { status: ImportStatus; error: string | null; finishedAt: Date },
): Promise<boolean> {
  const { count } = await db.importJob.updateMany({ where: { ...key, status: 'RUNNING' }, data: { ...end, content: null } })
  return count > 0
}

export async function insertRejections(
  db: TenantDb,
  key: { tenantId: string; jobId: string },
  rejections: Omit<ImportRejectionView, 'raw'>[],
  rawOf: (row: number) => Record<string, string>,
): Promise<void> {
  const data = rejections.map(({ row, field, code, message }) => ({ ...key, row, field, code, message, raw: rawOf(row) }))
  if (data.length > 0) await db.importRejection.createMany({ data, skipDuplicates: true })
}

export async function readImport(db: TenantDb, tenantId: string, id: string): Promise<ImportView | null> {
  const row = await db.importJob.findUnique({ where: { tenantId_id: { tenantId, id } }, select: COLUMNS })
  const [view = null] = row ? await toViews(db, [row]) : []
  return view
}

export async function readHeaders(db: TenantDb, tenantId: string, id: string): Promise<string[] | null> {
  const row = await db.importJob.findUnique({ where: { tenantId_id: { tenantId, id } }, select: { columnMapping: true } })
  return row && (row.columnMapping as ImportColumns).headers
}

/** Newest first; one more than `limit`. */
export async function listImportRows(
  db: TenantDb,
  tenantId: string,
  { after, limit }: { after: Position | null; limit: number },
): Promise<ImportView[]> {
  const at = after ? new Date(String(after.value)) : null
  const rows = await db.importJob.findMany({
    where: { tenantId, ...(at && after ? { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: after.id } }] } : {}) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    select: COLUMNS,
  })
  return toViews(db, rows)
}

async function toViews(db: TenantDb, rows: Row[]): Promise<ImportView[]> {
  const ids = [...new Set(rows.flatMap(({ createdById }) => createdById ?? []))]
  const users = ids.length > 0 ? await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true, email: true } }) : []
  const names = new Map(users.map(({ id, name, email }) => [id, name ?? email]))
  return rows.map(({ createdById, kind, createdAt, finishedAt, ...row }) => ({
    ...row,
    kind: kind as ImportKind,
    createdByName: createdById ? (names.get(createdById) ?? null) : null,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  }))
}

/** In the order of the file; one more than `limit`. */
export async function listRejectionRows(
  db: TenantDb,
  key: { tenantId: string; jobId: string },
  { after, limit }: { after: { row: number; field: string } | null; limit: number },
): Promise<ImportRejectionView[]> {
  const rows = await db.importRejection.findMany({
    where: { ...key, ...(after ? { OR: [{ row: { gt: after.row } }, { row: after.row, field: { gt: after.field } }] } : {}) },
    orderBy: [{ row: 'asc' }, { field: 'asc' }],
    take: limit + 1,
  })
  return rows.map(({ row, field, code, message, raw }) => ({ row, field, code, message, raw: raw as Record<string, string> }))
}

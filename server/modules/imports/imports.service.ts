import { type Database, newId, type TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import { DomainError } from '../../domain/errors/domain-error'
import { guessColumns, type ImportKind } from '../../domain/imports/guess-columns'
import type {
  ImportPage,
  ImportPreviewView,
  ImportRejectionPage,
  ImportView,
  ListRejectionsInput,
  PreviewImportInput,
  StartImportInput,
} from '../../domain/imports/import-view'
import { MAX_IMPORT_ROWS } from '../../domain/imports/import-view'
import { checkColumns, judgeRows, type NumberedCells, previewRows } from '../../domain/imports/judge-rows'
import { isBlankRow, readCsv } from '../../domain/imports/read-csv'
import { CSV_START, csvLine } from '../../domain/imports/write-csv'
import { decodeCursor, encodeCursor } from '../../domain/paging/cursor'
import type { PageInput } from '../../domain/paging/page'
import type { RowRejection } from '../../domain/rows/import-result'
import { retryWhileContended } from '../../domain/rows/retry-while-contended'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import type { EventBus } from '../../ports/event-bus'
import type { JobQueue } from '../../ports/job-queue'
import type { BookingsService } from '../bookings/bookings.service'
import type { ContactsService } from '../contacts/contacts.service'
import {
  addProgress,
  endImport,
  type ImportColumns,
  insertImport,
  insertRejections,
  listImportRows,
  listRejectionRows,
  lockProgress,
  readContent,
  readHeaders,
  readImport,
  readTenantContext,
} from './imports.repository'

export type ImportsDependencies = {
  db: Database
  clock: Clock
  audit: AuditTrail
  jobs: JobQueue
  eventBus: EventBus
  contacts: Pick<ContactsService, 'takeRows'>
  bookings: Pick<BookingsService, 'takeRows' | 'announce'>
}
export type ImportsService = ReturnType<typeof createImportsService>
type ImportRef = { tenantId: string; importId: string }

const PREVIEW_ROWS = 20
/** Rows written in one transaction: their contacts are locked meanwhile. */
const BATCH_ROWS = 500
/** Batches of one step of the job: the file is read from the database once for them all. */
const PIECE_BATCHES = 10
const RESEND_AFTER_MS = 60_000
const RESEND_LIMIT = 100
const REPORT_PAGE = 1000

/** Files of contacts and bookings: looked at, taken in piece by piece, and what was refused. */
export function createImportsService({ db, clock, audit, jobs, eventBus, contacts, bookings }: ImportsDependencies) {
  /** The first rows as they would be read. @throws DomainError `invalid_csv` */
  async function preview(scope: Scope, { kind, text, fields }: PreviewImportInput): Promise<ImportPreviewView> {
    const table = readCsv(text, PREVIEW_ROWS)
    const context = await db.tenantDb(scope, (tx) => readTenantContext(tx, scope.tenantId))
    const chosen = table.headers.map((_, index) => fields?.[index] ?? null)
    return previewRows(kind, table, fields ? chosen : guessColumns(kind, table.headers), context)
  }

  /**
   * Keeps a file and starts to take it in. Without `fields` the columns are guessed.
   * @throws DomainError `invalid_csv`, `invalid_columns`, `too_many_rows`
   */
  async function start(
    scope: Scope,
    input: Omit<StartImportInput, 'fields'> & Partial<StartImportInput>,
    text: string,
  ): Promise<ImportView> {
    const { kind, fileName } = input
    const { headers, rows, isCut } = readCsv(text, MAX_IMPORT_ROWS)
    if (isCut) throw new DomainError('too_many_rows', `A file may have ${MAX_IMPORT_ROWS} rows.`, { limit: MAX_IMPORT_ROWS })
    const fields = input.fields ?? guessColumns(kind, headers)
    checkColumns(kind, headers, fields)
    const total = rows.findLastIndex((cells) => !isBlankRow(cells)) + 1
    if (total === 0) throw new DomainError('invalid_csv', 'The file has no rows below its header.')
    const id = newId()
    const job = {
      ...{ id, tenantId: scope.tenantId, kind, fileName, totalRows: total, createdAt: clock.now() },
      columnMapping: { headers, fields },
      content: rows
        .slice(0, total)
        .map((cells) => JSON.stringify(cells))
        .join('\n'),
      createdById: scope.actor.type === 'user' ? scope.actor.id : null,
    }
    const started = await db.tenantDb(scope, async (tx) => {
      await insertImport(tx, job)
      return readOrThrow(tx, scope, id)
    })
    await audit.record(scope, {
      action: `${kind}.import`,
      targetType: 'import',
      targetId: id,
      outcome: 'allowed',
      details: { fileName, rows: total },
    })
    await jobs.send(startedEvent({ tenantId: scope.tenantId, importId: id }))
    return started
  }

  /**
   * Takes in the next rows of an import. How far it is moves with the rows, in one transaction: a worker that dies leaves a
   * whole number of batches, and whoever comes next goes on behind them.
   * @returns whether nothing is left to do
   */
  async function takePiece(ref: ImportRef): Promise<{ isDone: boolean }> {
    const { tenantId, importId } = ref
    const job = await db.tenantDb({ tenantId }, (tx) => readContent(tx, tenantId, importId))
    if (!job) return { isDone: true }
    const lines = job.content.split('\n')
    for (let batch = 0; batch < PIECE_BATCHES; batch += 1) {
      const { isDone, changedIds } = await retryWhileContended(() =>
        db.tenantDb({ tenantId }, (tx) => takeBatch(tx, ref, { ...job, lines })),
      )
      await bookings.announce({ tenantId }, changedIds)
      await publish(ref)
      if (isDone) return { isDone }
    }
    return { isDone: false }
  }

  async function takeBatch(
    tx: TenantDb,
    { tenantId, importId }: ImportRef,
    file: { kind: ImportKind; columns: ImportColumns; lines: string[] },
  ) {
    const progress = await lockProgress(tx, tenantId, importId)
    if (progress?.status !== 'RUNNING') return { isDone: true, changedIds: [] }
    const { headers, fields } = file.columns
    const end = Math.min(progress.doneRows + BATCH_ROWS, progress.totalRows)
    const rows = file.lines.slice(progress.doneRows, end).map((line, index): NumberedCells => {
      return { row: progress.doneRows + index + 1, cells: JSON.parse(line) }
    })
    const judged = judgeRows(file.kind, rows, fields, await readTenantContext(tx, tenantId))
    const scope: Scope = { tenantId, actor: { type: 'system', id: 'import' } }
    const contactsTaken = await contacts.takeRows(tx, scope, judged.contacts)
    const bookingsTaken = await bookings.takeRows(tx, scope, judged.bookings)
    const rejected: RowRejection[] = [...judged.rejected, ...contactsTaken.rejected, ...bookingsTaken.rejected]
    const cellsOf = new Map(rows.map(({ row, cells }) => [row, cells]))
    const key = { tenantId, id: importId }
    await insertRejections(tx, { tenantId, jobId: importId }, rejected, (row) => rawOf(headers, cellsOf.get(row) ?? []))
    await addProgress(tx, key, {
      doneRows: end,
      created: contactsTaken.created + bookingsTaken.created,
      updated: contactsTaken.updated + bookingsTaken.updated,
      rejected: new Set(rejected.map(({ row }) => row)).size,
    })
    const isDone = end >= progress.totalRows
    if (isDone) await endImport(tx, key, { status: 'COMPLETED', error: null, finishedAt: clock.now() })
    return { isDone, changedIds: bookingsTaken.changedIds }
  }

  /** An import that cannot go on. What was taken in stays. */
  async function giveUp({ tenantId, importId }: ImportRef): Promise<void> {
    const error = 'Something went wrong on our side. The rows taken in so far are there; import the file again for the rest.'
    const end = { status: 'FAILED' as const, error, finishedAt: clock.now() }
    await db.tenantDb({ tenantId }, (tx) => endImport(tx, { tenantId, id: importId }, end))
    await publish({ tenantId, importId })
  }

  /** Stops an import; what was taken in stays. @throws DomainError `not_found`, `import_ended` */
  async function cancel(scope: Scope, importId: string): Promise<ImportView> {
    const { tenantId } = scope
    const cancelled = await db.tenantDb(scope, async (tx) => {
      await readOrThrow(tx, scope, importId)
      const end = { status: 'CANCELLED' as const, error: null, finishedAt: clock.now() }
      if (!(await endImport(tx, { tenantId, id: importId }, end))) throw new DomainError('import_ended', 'This import has ended already.')
      return readOrThrow(tx, scope, importId)
    })
    await audit.record(scope, { action: 'imports.cancel', targetType: 'import', targetId: importId, outcome: 'allowed' })
    await publish({ tenantId, importId })
    return cancelled
  }

  /** @throws DomainError `not_found` */
  async function get(scope: Scope, importId: string): Promise<ImportView> {
    return db.tenantDb(scope, (tx) => readOrThrow(tx, scope, importId))
  }

  /** Newest first. @throws DomainError `invalid_cursor` */
  async function list(scope: Scope, { cursor, limit }: PageInput): Promise<ImportPage> {
    const after = cursor ? decodeCursor(cursor) : null
    if (after && Number.isNaN(Date.parse(String(after.value)))) throw invalidCursor()
    const rows = await db.tenantDb(scope, (tx) => listImportRows(tx, scope.tenantId, { after, limit }))
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return { items, nextCursor: rows.length > limit && last ? encodeCursor({ value: last.createdAt, id: last.id }) : null }
  }

  /** Rows that were refused, in the order of the file. @throws DomainError `not_found`, `invalid_cursor` */
  async function report(scope: Scope, { importId, cursor, limit }: ListRejectionsInput): Promise<ImportRejectionPage> {
    const after = cursor ? readPlace(cursor, importId) : null
    const rows = await db.tenantDb(scope, async (tx) => {
      await readOrThrow(tx, scope, importId)
      return listRejectionRows(tx, { tenantId: scope.tenantId, jobId: importId }, { after, limit })
    })
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    const nextCursor = rows.length > limit && last ? encodeCursor({ value: `${last.row} ${last.field}`, id: importId }) : null
    return { items, nextCursor }
  }

  /** The same as a file, to be put right and imported again: the columns as they were, and what was wrong. @throws DomainError `not_found` */
  async function openReport(scope: Scope, importId: string): Promise<{ fileName: string; pieces: AsyncIterable<string> }> {
    const { fileName, headers } = await db.tenantDb(scope, async (tx) => ({
      ...(await readOrThrow(tx, scope, importId)),
      headers: (await readHeaders(tx, scope.tenantId, importId)) ?? [],
    }))
    const key = { tenantId: scope.tenantId, jobId: importId }
    async function* pieces() {
      yield CSV_START + csvLine(['row', 'field', 'code', 'message', ...headers])
      let after: { row: number; field: string } | null = null
      for (;;) {
        const page: Awaited<ReturnType<typeof listRejectionRows>> = await db.tenantDb(scope, (tx) =>
          listRejectionRows(tx, key, { after, limit: REPORT_PAGE }),
        )
        const items = page.slice(0, REPORT_PAGE)
        if (items.length > 0) yield items.map((item) => reportLine(item, headers)).join('')
        after = items.at(-1) ?? null
        if (page.length <= REPORT_PAGE) return
      }
    }
    return { fileName: `${fileName.replace(/\.[^.]*$/, '')} - refused rows.csv`, pieces: pieces() }
  }

  async function readOrThrow(tx: TenantDb, { tenantId }: Scope, importId: string): Promise<ImportView> {
    const found = await readImport(tx, tenantId, importId)
    if (!found) throw new DomainError('not_found', 'There is no such import.')
    return found
  }

  async function publish({ tenantId, importId }: ImportRef): Promise<void> {
    const progress = await db.tenantDb({ tenantId }, (tx) => readImport(tx, tenantId, importId))
    if (!progress) return
    const { status, doneRows, totalRows } = progress
    await eventBus.publish({ type: 'import_changed', tenantId, importId, status, doneRows, totalRows })
  }

  /** Starts jobs again whose event was lost. Those that run take the event for known. */
  async function resendRunning(): Promise<number> {
    const begunBefore = new Date(clock.now().getTime() - RESEND_AFTER_MS)
    const running = await db.unscoped.listRunningImports({ begunBefore, limit: RESEND_LIMIT })
    for (const { tenantId, importId } of running) await jobs.send(startedEvent({ tenantId, importId }))
    return running.length
  }

  return { preview, start, takePiece, giveUp, cancel, get, list, report, openReport, resendRunning }
}

function startedEvent(ref: ImportRef) {
  return { name: 'import.started' as const, id: `import.started:${ref.importId}`, data: ref }
}

function rawOf(headers: string[], cells: string[]): Record<string, string> {
  return Object.fromEntries(cells.map((cell, index) => [headers[index] || `column ${index + 1}`, cell]))
}

function reportLine({ row, field, code, message, raw }: ImportRejectionPage['items'][number], headers: string[]): string {
  return csvLine([row, field, code, message, ...headers.map((header, index) => raw[header || `column ${index + 1}`] ?? '')])
}

function readPlace(cursor: string, importId: string): { row: number; field: string } {
  const { value, id } = decodeCursor(cursor)
  const [, row, field] = /^(\d+) (.*)$/s.exec(String(value)) ?? []
  if (id !== importId || row === undefined || field === undefined) throw invalidCursor()
  return { row: Number(row), field }
}

function invalidCursor(): DomainError {
  return new DomainError('invalid_cursor', 'This page does not exist. Start from the first one.')
}

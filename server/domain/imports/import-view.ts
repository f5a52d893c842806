import { z } from 'zod'
import { pageInput, pageOf } from '../paging/page'

export const MAX_IMPORT_ROWS = 100_000
export const MAX_IMPORT_BYTES = 20 * 1024 * 1024

export const importKind = z.enum(['contacts', 'bookings'])
export const importStatus = z.enum(['RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED'])
/** What each column holds, in the order of the columns: see guessColumns. */
export const columnFields = z.array(z.string().max(80).nullable()).max(200)

export const previewImportInput = z.object({
  kind: importKind,
  /** The file, or as much of its beginning as holds twenty rows. */
  text: z.string().max(1_000_000),
  /** Absent: guessed from the names of the columns. */
  fields: columnFields.optional(),
})
export type PreviewImportInput = z.infer<typeof previewImportInput>

export const cellProblem = z.object({
  /** Place of the column; null: the row lacks something no column holds. */
  column: z.number().int().nullable(),
  field: z.string(),
  code: z.string(),
  message: z.string(),
})
export const importPreviewView = z.object({
  delimiter: z.string(),
  headers: z.array(z.string()),
  fields: columnFields,
  /** What a column may be chosen to hold, besides `metadata.<name>` for contacts. */
  availableFields: z.array(z.string()),
  /** Fields without which no row is taken in, and that no column holds. */
  missing: z.array(z.string()),
  rows: z.array(
    z.object({
      row: z.number().int(),
      cells: z.array(z.string()),
      /** How the telling cells are read: phone in E.164, start as an instant. */
      readAs: z.record(z.string(), z.string()),
      problems: z.array(cellProblem),
    }),
  ),
})
export type ImportPreviewView = z.infer<typeof importPreviewView>

export const startImportInput = z.object({
  kind: importKind,
  fileName: z.string().trim().min(1).max(200),
  fields: columnFields,
})
export type StartImportInput = z.infer<typeof startImportInput>
/** Through tRPC, whose bodies end at 5 MB; longer files go through the upload route. */
export const startImportWithTextInput = startImportInput.extend({ text: z.string().max(4_000_000) })

export const importView = z.object({
  id: z.uuid(),
  kind: importKind,
  fileName: z.string(),
  status: importStatus,
  totalRows: z.number().int(),
  doneRows: z.number().int(),
  createdCount: z.number().int(),
  updatedCount: z.number().int(),
  /** Rows, not problems. */
  rejectedCount: z.number().int(),
  error: z.string().nullable(),
  createdByName: z.string().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
})
export type ImportView = z.infer<typeof importView>
export const listImportsInput = pageInput
export const importPage = pageOf(importView)
export type ImportPage = z.infer<typeof importPage>

export const importRejectionView = z.object({
  row: z.number().int(),
  field: z.string(),
  code: z.string(),
  message: z.string(),
  /** The row as it was in the file: column → cell. */
  raw: z.record(z.string(), z.string()),
})
export type ImportRejectionView = z.infer<typeof importRejectionView>
export const listRejectionsInput = pageInput.extend({ importId: z.uuid() })
export type ListRejectionsInput = z.infer<typeof listRejectionsInput>
export const importRejectionPage = pageOf(importRejectionView)
export type ImportRejectionPage = z.infer<typeof importRejectionPage>

/** The upload route's query; the body is the file. `fields`: names by column, separated by commas, blank for none. */
export const uploadImportQuery = z.object({
  kind: importKind,
  file_name: z.string().trim().min(1).max(200).default('upload.csv'),
  fields: z.string().max(16_000).optional(),
})

export const reportQuery = z.object({ import_id: z.uuid() })

/** Where an import stands, as the upload route tells it. */
export const importStartedResource = z
  .object({ import_id: z.uuid(), status: importStatus, total_rows: z.number().int() })
  .meta({ id: 'ImportStarted' })

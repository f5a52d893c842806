import { z } from 'zod'
import {
  importPage,
  importPreviewView,
  importRejectionPage,
  importView,
  listImportsInput,
  listRejectionsInput,
  previewImportInput,
  startImportWithTextInput,
} from '../../domain/imports/import-view'
import { router, tenantProcedure } from '../../trpc/trpc'

const importInput = z.object({ importId: z.uuid() })

export const importsRouter = router({
  /** A mutation: a file's beginning is too long for a URL. Nothing is written. */
  preview: tenantProcedure('contacts.write')
    .input(previewImportInput)
    .output(importPreviewView)
    .mutation(({ ctx, input }) => ctx.services.imports.preview(ctx.scope, input)),

  /** Files up to 4 MB; longer ones go to `POST /api/tenants/:tenantId/imports`. */
  start: tenantProcedure('contacts.write')
    .input(startImportWithTextInput)
    .output(importView)
    .mutation(({ ctx, input: { text, ...input } }) => ctx.services.imports.start(ctx.scope, input, text)),

  get: tenantProcedure('contacts.read')
    .input(importInput)
    .output(importView)
    .query(({ ctx, input }) => ctx.services.imports.get(ctx.scope, input.importId)),

  list: tenantProcedure('contacts.read')
    .input(listImportsInput)
    .output(importPage)
    .query(({ ctx, input }) => ctx.services.imports.list(ctx.scope, input)),

  cancel: tenantProcedure('contacts.write')
    .input(importInput)
    .output(importView)
    .mutation(({ ctx, input }) => ctx.services.imports.cancel(ctx.scope, input.importId)),

  /** Refused rows and why; as a file: `GET /api/tenants/:tenantId/imports/report?import_id=`. */
  report: tenantProcedure('contacts.read')
    .input(listRejectionsInput)
    .output(importRejectionPage)
    .query(({ ctx, input }) => ctx.services.imports.report(ctx.scope, input)),
})

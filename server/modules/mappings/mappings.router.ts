import { z } from 'zod'
import {
  diffMappingInput,
  listMappingLogsInput,
  mappingChange,
  mappingConfigView,
  mappingLogPage,
  mappingLogView,
  mappingVersionView,
  previewMappingInput,
  replayView,
  saveMappingInput,
  variablesInput,
  variablesView,
} from '../../domain/mapping/mapping-view'
import { router, tenantProcedure } from '../../trpc/trpc'

const logInput = z.object({ logId: z.uuid() })

export const mappingsRouter = router({
  /** The overrides in force, and everything the editor offers. */
  get: tenantProcedure('mappings.read')
    .output(mappingConfigView)
    .query(({ ctx }) => ctx.services.mappings.get(ctx.scope)),

  save: tenantProcedure('mappings.write')
    .input(saveMappingInput)
    .output(mappingConfigView)
    .mutation(({ ctx, input }) => ctx.services.mappings.save(ctx.scope, input)),

  /** What a call to a contact would say by overrides that are not saved. */
  preview: tenantProcedure('mappings.read')
    .input(previewMappingInput)
    .output(variablesView)
    .query(({ ctx, input }) => ctx.services.mappings.preview(ctx.scope, input)),

  /** What a call to a contact would say now, and why a variable is blank or withheld. */
  explain: tenantProcedure('mappings.read')
    .input(variablesInput)
    .output(variablesView)
    .query(({ ctx, input }) => ctx.services.mappings.variablesFor(ctx.scope, input)),

  history: tenantProcedure('mappings.read')
    .output(z.array(mappingVersionView))
    .query(({ ctx }) => ctx.services.mappings.history(ctx.scope)),

  /** A new version equal to an old one; 0 is the default of the business type. */
  rollBack: tenantProcedure('mappings.write')
    .input(z.object({ number: z.number().int().min(0), expectedNumber: z.number().int().min(0) }))
    .output(mappingConfigView)
    .mutation(({ ctx, input }) => ctx.services.mappings.rollBack(ctx.scope, input)),

  /** Absent ends are the default of the business type and what is in force. */
  diff: tenantProcedure('mappings.read')
    .input(diffMappingInput)
    .output(z.array(mappingChange))
    .query(({ ctx, input }) => ctx.services.mappings.diff(ctx.scope, input)),

  logs: tenantProcedure('mappings.read')
    .input(listMappingLogsInput)
    .output(mappingLogPage)
    .query(({ ctx, input }) => ctx.services.mappings.logs(ctx.scope, input)),

  log: tenantProcedure('mappings.read')
    .input(logInput)
    .output(mappingLogView)
    .query(({ ctx, input }) => ctx.services.mappings.log(ctx.scope, input.logId)),

  /** Runs a logged mapping again. */
  replay: tenantProcedure('mappings.read')
    .input(logInput)
    .output(replayView)
    .query(({ ctx, input }) => ctx.services.mappings.replay(ctx.scope, input.logId)),
})

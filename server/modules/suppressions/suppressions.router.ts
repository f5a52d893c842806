import { z } from 'zod'
import {
  addSuppressionInput,
  listSuppressionsInput,
  removeSuppressionInput,
  suppressionPage,
  suppressionView,
} from '../../domain/suppressions/suppression-view'
import { router, tenantProcedure } from '../../trpc/trpc'

/** Numbers that are not called, whoever answers there. */
export const suppressionsRouter = router({
  list: tenantProcedure('contacts.read')
    .input(listSuppressionsInput)
    .output(suppressionPage)
    .query(({ ctx, input }) => ctx.services.suppressions.list(ctx.scope, input)),

  add: tenantProcedure('suppressions.write')
    .input(addSuppressionInput)
    .output(suppressionView)
    .mutation(async ({ ctx, input }) => (await ctx.services.suppressions.add(ctx.scope, input)).suppression),

  remove: tenantProcedure('suppressions.write')
    .input(removeSuppressionInput)
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.suppressions.remove(ctx.scope, input.phone)),
})

import { z } from 'zod'
import { createSavedSearchInput, savedSearchView, updateSavedSearchInput } from '../../domain/conversations/saved-search'
import { router, tenantProcedure } from '../../trpc/trpc'

export const savedSearchesRouter = router({
  /** One's own, by name. */
  list: tenantProcedure('calls.read')
    .output(z.array(savedSearchView))
    .query(({ ctx }) => ctx.services.savedSearches.list(ctx.scope)),

  create: tenantProcedure('searches.save')
    .input(createSavedSearchInput)
    .output(savedSearchView)
    .mutation(({ ctx, input }) => ctx.services.savedSearches.create(ctx.scope, input)),

  update: tenantProcedure('searches.save')
    .input(updateSavedSearchInput)
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.savedSearches.update(ctx.scope, input)),

  remove: tenantProcedure('searches.save')
    .input(z.object({ savedSearchId: z.uuid() }))
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.savedSearches.remove(ctx.scope, input.savedSearchId)),
})

import { z } from 'zod'
import { linkView, listReviewInput, reviewPage, setLinkInput } from '../../domain/linking/link-view'
import { router, tenantProcedure } from '../../trpc/trpc'

const callInput = z.object({ callId: z.uuid() })

export const linksRouter = router({
  get: tenantProcedure('calls.read')
    .input(callInput)
    .output(linkView)
    .query(({ ctx, input }) => ctx.services.links.get(ctx.scope, input.callId)),

  review: tenantProcedure('calls.read')
    .input(listReviewInput)
    .output(reviewPage)
    .query(({ ctx, input }) => ctx.services.links.review(ctx.scope, input)),

  set: tenantProcedure('links.write')
    .input(setLinkInput)
    .output(linkView)
    .mutation(({ ctx, input }) => ctx.services.links.set(ctx.scope, input)),

  reset: tenantProcedure('links.write')
    .input(callInput)
    .output(linkView)
    .mutation(({ ctx, input }) => ctx.services.links.reset(ctx.scope, input.callId)),
})

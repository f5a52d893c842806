import { z } from 'zod'
import { correctInsightsInput, insightView } from '../../domain/insights/insight-view'
import { router, tenantProcedure } from '../../trpc/trpc'

const callInput = z.object({ callId: z.uuid() })

export const insightsRouter = router({
  get: tenantProcedure('calls.read')
    .input(callInput)
    .output(insightView)
    .query(({ ctx, input }) => ctx.services.insights.get(ctx.scope, input.callId)),

  /** Puts right what was found; it stays whatever is found later. */
  correct: tenantProcedure('insights.write')
    .input(correctInsightsInput)
    .output(insightView)
    .mutation(({ ctx, input }) => ctx.services.insights.correct(ctx.scope, input)),

  /** Takes corrections back. */
  reset: tenantProcedure('insights.write')
    .input(callInput)
    .output(insightView)
    .mutation(({ ctx, input }) => ctx.services.insights.uncorrect(ctx.scope, input.callId)),
})

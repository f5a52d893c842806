import { analyticsInput, analyticsView } from '../../domain/analytics/analytics-view'
import { router, tenantProcedure } from '../../trpc/trpc'

export const analyticsRouter = router({
  summary: tenantProcedure('analytics.read')
    .input(analyticsInput)
    .output(analyticsView)
    .query(({ ctx, input }) => ctx.services.analytics.summary(ctx.scope, input)),
})

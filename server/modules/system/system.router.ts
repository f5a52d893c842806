import { systemStatusView } from '../../domain/system/system-view'
import { router, tenantProcedure } from '../../trpc/trpc'

export const systemRouter = router({
  /** What answers calls here, and whether every part is up. */
  status: tenantProcedure('tenant.read')
    .output(systemStatusView)
    .query(({ ctx }) => ctx.services.system.status(ctx.scope)),
})

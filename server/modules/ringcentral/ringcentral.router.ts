import { connectRingCentralInput, ringCentralView } from '../../domain/recorded-calls/connection-view'
import { router, tenantProcedure } from '../../trpc/trpc'

/** The business's own account at RingCentral. Its credentials are written, never read. */
export const ringCentralRouter = router({
  connection: tenantProcedure('integrations.write')
    .output(ringCentralView)
    .query(({ ctx }) => ctx.services.ringCentral.connection(ctx.scope)),

  connect: tenantProcedure('integrations.write')
    .input(connectRingCentralInput)
    .output(ringCentralView)
    .mutation(({ ctx, input }) => ctx.services.ringCentral.connect(ctx.scope, input)),

  check: tenantProcedure('integrations.write')
    .output(ringCentralView)
    .mutation(({ ctx }) => ctx.services.ringCentral.check(ctx.scope)),

  disconnect: tenantProcedure('integrations.write')
    .output(ringCentralView)
    .mutation(({ ctx }) => ctx.services.ringCentral.disconnect(ctx.scope)),
})

import { z } from 'zod'
import { tenantOverviewView, tenantSummaryView, tenantView, updateTenantInput } from '../../domain/tenants/tenant-view'
import { router, signedInProcedure, tenantProcedure } from '../../trpc/trpc'

export const tenantsRouter = router({
  /** Those the person is a member of. */
  list: signedInProcedure.output(z.array(tenantSummaryView)).query(({ ctx }) => ctx.services.tenants.listMine(ctx.person.userId)),

  get: tenantProcedure('tenant.read')
    .output(tenantView)
    .query(({ ctx }) => ctx.services.tenants.get(ctx.scope)),

  update: tenantProcedure('tenant.write')
    .input(updateTenantInput)
    .output(tenantView)
    .mutation(({ ctx, input }) => ctx.services.tenants.update(ctx.scope, input)),

  overview: tenantProcedure('calls.read')
    .output(tenantOverviewView)
    .query(({ ctx }) => ctx.services.tenants.overview(ctx.scope)),
})

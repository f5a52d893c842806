import { z } from 'zod'
import { createBusinessInput } from '../../domain/access/account-view'
import {
  changePlanInput,
  removeTenantInput,
  tenantOverviewView,
  tenantSummaryView,
  tenantView,
  updateTenantInput,
} from '../../domain/tenants/tenant-view'
import { router, signedInProcedure, tenantProcedure } from '../../trpc/trpc'

export const tenantsRouter = router({
  /** Those the person is a member of. */
  list: signedInProcedure.output(z.array(tenantSummaryView)).query(({ ctx }) => ctx.services.tenants.listMine(ctx.person.userId)),

  /** A business from a template, owned by whoever asks. */
  create: signedInProcedure
    .input(createBusinessInput)
    .output(z.object({ tenantSlug: z.string() }))
    .mutation(({ ctx, input }) => ctx.services.account.createBusiness(ctx.person.userId, input, ctx.address)),

  get: tenantProcedure('tenant.read')
    .output(tenantView)
    .query(({ ctx }) => ctx.services.tenants.get(ctx.scope)),

  update: tenantProcedure('tenant.write')
    .input(updateTenantInput)
    .output(tenantView)
    .mutation(({ ctx, input }) => ctx.services.tenants.update(ctx.scope, input)),

  changePlan: tenantProcedure('tenant.change_plan')
    .input(changePlanInput)
    .output(tenantView)
    .mutation(({ ctx, input }) => ctx.services.tenants.changePlan(ctx.scope, input)),

  /** The business and everything of it, for good. */
  remove: tenantProcedure('tenant.delete')
    .input(removeTenantInput)
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.tenants.remove(ctx.scope, input)),

  overview: tenantProcedure('calls.read')
    .output(tenantOverviewView)
    .query(({ ctx }) => ctx.services.tenants.overview(ctx.scope)),
})

import { auditPage, listAuditInput } from '../../domain/audit/audit-view'
import { router, tenantProcedure } from '../../trpc/trpc'

export const auditRouter = router({
  list: tenantProcedure('audit.read')
    .input(listAuditInput)
    .output(auditPage)
    .query(({ ctx, input }) => ctx.services.audit.list(ctx.scope, input)),
})

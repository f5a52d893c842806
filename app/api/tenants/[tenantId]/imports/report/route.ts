import { reportQuery } from '@/server/domain/imports/import-view'
import { rule, tenantRoutes } from '@/server/http/doors'
import { respondCsv } from '@/server/http/respond-csv'

/** Refused rows of an import and why, as a file that can be put right and imported again. */
export const { GET, POST, PUT, PATCH, DELETE } = tenantRoutes({
  GET: rule({
    action: 'contacts.read',
    query: reportQuery,
    handle: async ({ services, scope, query }) => respondCsv(await services.imports.openReport(scope, query.import_id)),
  }),
})

import { exportContactsQuery } from '@/server/domain/exports/export-view'
import { rule, tenantRoutes } from '@/server/http/doors'
import { respondCsv } from '@/server/http/respond-csv'

export const { GET, POST, PUT, PATCH, DELETE } = tenantRoutes({
  GET: rule({
    action: 'exports.create',
    query: exportContactsQuery,
    handle: async ({ services, scope, query }) => respondCsv(await services.exports.contacts(scope, query)),
  }),
})

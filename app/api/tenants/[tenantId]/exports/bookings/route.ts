import { exportBookingsQuery } from '@/server/domain/exports/export-view'
import { rule, tenantRoutes } from '@/server/http/doors'
import { respondCsv } from '@/server/http/respond-csv'

export const { GET, POST, PUT, PATCH, DELETE } = tenantRoutes({
  GET: rule({
    action: 'exports.create',
    query: exportBookingsQuery,
    handle: async ({ services, scope, query }) => respondCsv(await services.exports.bookings(scope, query)),
  }),
})

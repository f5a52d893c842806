import { listCallsQuery } from '@/server/domain/calls/call-resource'
import { rule, tenantRoutes } from '@/server/http/doors'

export const { GET, POST, PUT, PATCH, DELETE } = tenantRoutes({
  GET: rule({
    action: 'calls.read',
    query: listCallsQuery,
    handle: ({ services, scope, query }) => services.calls.listPage(scope, query),
  }),
})

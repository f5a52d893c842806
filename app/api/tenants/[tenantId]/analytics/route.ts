import { analyticsInput } from '@/server/domain/analytics/analytics-view'
import { rule, tenantRoutes } from '@/server/http/doors'

export const { GET, POST, PUT, PATCH, DELETE } = tenantRoutes({
  GET: rule({
    action: 'analytics.read',
    query: analyticsInput,
    handle: ({ services, scope, query }) => services.analytics.summary(scope, query),
  }),
})

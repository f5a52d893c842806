import { customerHistoryQuery, toCustomerHistoryResource } from '@/server/domain/conversations/conversation-resource'
import { contactRoutes, rule } from '@/server/http/doors'

export const { GET, POST, PUT, PATCH, DELETE } = contactRoutes({
  GET: rule({
    action: 'calls.read',
    query: customerHistoryQuery,
    handle: async ({ services, scope, resourceId, query }) =>
      toCustomerHistoryResource(await services.conversations.customer(scope, { customerId: resourceId, ...query })),
  }),
})

import { toCustomerContextResource } from '@/server/domain/conversations/conversation-resource'
import { contactRoutes, rule } from '@/server/http/doors'

export const { GET, POST, PUT, PATCH, DELETE } = contactRoutes({
  GET: rule({
    action: 'calls.read',
    handle: async ({ services, scope, resourceId }) => toCustomerContextResource(await services.conversations.context(scope, resourceId)),
  }),
})

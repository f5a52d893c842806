import { bookingContextQuery, toBookingContextResource } from '@/server/domain/conversations/conversation-resource'
import { bookingRoutes, rule } from '@/server/http/doors'

export const { GET, POST, PUT, PATCH, DELETE } = bookingRoutes({
  GET: rule({
    action: 'calls.read',
    query: bookingContextQuery,
    handle: async ({ services, scope, resourceId, query }) =>
      toBookingContextResource(await services.conversations.booking(scope, { bookingId: resourceId, ...query })),
  }),
})

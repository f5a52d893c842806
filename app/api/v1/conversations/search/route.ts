import { searchQuery, toSearchResource } from '@/server/domain/conversations/conversation-resource'
import { collectionRoutes, rule } from '@/server/http/doors'

export const { GET, POST, PUT, PATCH, DELETE } = collectionRoutes({
  GET: rule({
    action: 'calls.read',
    query: searchQuery,
    handle: async ({ services, scope, query }) => {
      const { q, customer_id: customerId, booking_id: bookingId, ...rest } = query
      return toSearchResource(await services.conversations.search(scope, { query: q, customerId, bookingId, ...rest }))
    },
  }),
})

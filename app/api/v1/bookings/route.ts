import { bookingInputResource } from '@/server/domain/bookings/booking-input'
import { listBookingsQuery, toBookingListResource, toBookingResource } from '@/server/domain/bookings/booking-resource'
import { collectionRoutes, rule } from '@/server/http/doors'
import { respondJson } from '@/server/http/respond'

export const { GET, POST, PUT, PATCH, DELETE } = collectionRoutes({
  GET: rule({
    action: 'bookings.read',
    query: listBookingsQuery,
    handle: async ({ services, scope, query }) => toBookingListResource(await services.bookings.find(scope, query)),
  }),
  POST: rule({
    action: 'bookings.write',
    body: bookingInputResource,
    handle: async ({ services, scope, body }) => {
      const { booking, isNew } = await services.bookings.upsert(scope, body)
      return respondJson(toBookingResource(booking), isNew ? 201 : 200)
    },
  }),
})

import { bookingPatchResource } from '@/server/domain/bookings/booking-input'
import { toBookingResource } from '@/server/domain/bookings/booking-resource'
import { bookingRoutes, rule } from '@/server/http/doors'

export const { GET, POST, PUT, PATCH, DELETE } = bookingRoutes({
  GET: rule({
    action: 'bookings.read',
    handle: async ({ services, scope, resourceId }) => toBookingResource(await services.bookings.get(scope, resourceId)),
  }),
  PATCH: rule({
    action: 'bookings.write',
    body: bookingPatchResource,
    handle: async ({ services, scope, resourceId, body }) => toBookingResource(await services.bookings.update(scope, resourceId, body)),
  }),
})

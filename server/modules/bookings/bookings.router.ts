import { z } from 'zod'
import { bookingPage, bookingView, listBookingsInput } from '../../domain/bookings/booking-view'
import { router, tenantProcedure } from '../../trpc/trpc'

export const bookingsRouter = router({
  list: tenantProcedure('bookings.read')
    .input(listBookingsInput)
    .output(bookingPage)
    .query(({ ctx, input }) => ctx.services.bookings.list(ctx.scope, input)),

  get: tenantProcedure('bookings.read')
    .input(z.object({ bookingId: z.uuid() }))
    .output(bookingView)
    .query(({ ctx, input }) => ctx.services.bookings.get(ctx.scope, input.bookingId)),
})

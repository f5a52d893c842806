import { z } from 'zod'
import { bookingFormInput, changeBookingStatusInput, updateBookingInput } from '../../domain/bookings/booking-input'
import { bookingPage, bookingView, listBookingsInput } from '../../domain/bookings/booking-view'
import { exportBookingsInput, exportLinkView } from '../../domain/exports/export-view'
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

  create: tenantProcedure('bookings.write')
    .input(bookingFormInput)
    .output(bookingView)
    .mutation(({ ctx, input }) => ctx.services.bookings.create(ctx.scope, input)),

  update: tenantProcedure('bookings.write')
    .input(updateBookingInput)
    .output(bookingView)
    .mutation(({ ctx, input: { bookingId, ...fields } }) => ctx.services.bookings.update(ctx.scope, bookingId, fields, 'form')),

  changeStatus: tenantProcedure('bookings.write')
    .input(changeBookingStatusInput)
    .output(bookingView)
    .mutation(({ ctx, input: { bookingId, status } }) => ctx.services.bookings.update(ctx.scope, bookingId, { status }, 'form')),

  /** Where the browser fetches the bookings as a file. */
  export: tenantProcedure('exports.create')
    .input(exportBookingsInput)
    .output(exportLinkView)
    .query(({ ctx, input: { from, to, query } }) => ctx.services.exports.link(ctx.scope, 'bookings', { from, to, query })),
})

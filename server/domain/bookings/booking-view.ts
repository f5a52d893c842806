import { z } from 'zod'
import { pageInput, pageOf } from '../paging/page'

export const bookingStatus = z.enum(['BOOKED', 'CONFIRMED', 'RESCHEDULED', 'CANCELLED', 'COMPLETED', 'NO_SHOW'])

export const bookingView = z.object({
  id: z.uuid(),
  externalId: z.string().nullable(),
  contactId: z.uuid(),
  contactName: z.string().nullable(),
  contactPhone: z.string(),
  startsAt: z.iso.datetime(),
  durationMinutes: z.number().int().nullable(),
  type: z.string().nullable(),
  ownerName: z.string().nullable(),
  specialInstructions: z.string().nullable(),
  partySize: z.number().int().nullable(),
  status: bookingStatus,
  notes: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type BookingView = z.infer<typeof bookingView>

export const listBookingsInput = pageInput.extend({
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
  status: z.array(bookingStatus).max(6).optional(),
  contactId: z.uuid().optional(),
  query: z.string().trim().max(60).optional(),
  /** By time of the booking. */
  sort: z.enum(['soonest', 'latest']).default('soonest'),
})
export type ListBookingsInput = z.infer<typeof listBookingsInput>
export const bookingPage = pageOf(bookingView)
export type BookingPage = z.infer<typeof bookingPage>

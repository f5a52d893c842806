import { z } from 'zod'
import { callStatus } from '../calls/call-status'
import type { PlaceOutboundInput } from './outbound-input'
import type { PlacedOutboundView } from './outbound-view'

/** `POST /api/v1/contacts/:id/calls`. */
export const placeCallBody = z
  .object({
    when: z.string().trim().min(1).max(40).nullish().meta({ description: 'ISO 8601; without a zone it is the tenant’s. Absent: now.' }),
    booking_id: z.uuid().nullish(),
    minutes_before_booking: z
      .number()
      .int()
      .min(0)
      .max(28 * 24 * 60)
      .nullish()
      .meta({ description: 'A reminder that long before the booking, instead of `when`. It moves with the booking.' }),
    purpose: z.enum(['service', 'promotional']),
    if_outside_window: z.enum(['reschedule', 'reject']).nullish(),
  })
  .refine((body) => !body.when || typeof body.minutes_before_booking !== 'number', {
    error: 'Give a time or how long before the booking, not both',
    path: ['when'],
  })
  .meta({ id: 'PlaceCall' })
export type PlaceCallBody = z.output<typeof placeCallBody>

export const placedCallResource = z
  .object({
    call_id: z.uuid(),
    status: callStatus,
    scheduled_at: z.iso.datetime(),
    /** Why it is later than asked, or what stands against it so far. */
    reason: z.string().optional(),
  })
  .meta({ id: 'PlacedCall' })
export type PlacedCallResource = z.infer<typeof placedCallResource>

export function toPlaceOutbound(contactId: string, body: PlaceCallBody): PlaceOutboundInput {
  return {
    contactId,
    when: body.when ?? undefined,
    bookingId: body.booking_id ?? undefined,
    minutesBeforeBooking: body.minutes_before_booking ?? undefined,
    purpose: body.purpose === 'service' ? 'SERVICE' : 'PROMOTIONAL',
    ifOutsideWindow: body.if_outside_window === 'reject' ? 'REJECT' : 'RESCHEDULE',
  }
}

export function toPlacedCallResource({ callId, status, scheduledAt, reason }: PlacedOutboundView): PlacedCallResource {
  return { call_id: callId, status, scheduled_at: scheduledAt, ...(reason ? { reason } : {}) }
}

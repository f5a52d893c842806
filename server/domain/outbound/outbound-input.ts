import { z } from 'zod'
import { callPurpose } from '../compliance/call-purpose'

/** Longest lead of a reminder: four weeks. */
const MOST_MINUTES_BEFORE = 28 * 24 * 60

const when = z.string().trim().min(1).max(40)
const minutesBeforeBooking = z.number().int().min(0).max(MOST_MINUTES_BEFORE)

/** A wish to call a contact. `when` as ISO 8601, in the tenant's zone where it names none; absent: now. */
export const placeOutboundInput = z
  .object({
    contactId: z.uuid(),
    when: when.optional(),
    bookingId: z.uuid().optional(),
    /** A reminder that long before its booking, instead of `when`. */
    minutesBeforeBooking: minutesBeforeBooking.optional(),
    purpose: callPurpose,
    ifOutsideWindow: z.enum(['RESCHEDULE', 'REJECT']).default('RESCHEDULE'),
  })
  .refine((input) => input.when === undefined || input.minutesBeforeBooking === undefined, {
    error: 'Give a time or how long before the booking, not both',
    path: ['when'],
  })
export type PlaceOutboundInput = z.output<typeof placeOutboundInput>

export const rescheduleOutboundInput = z.object({ callId: z.uuid(), when })
export type RescheduleOutboundInput = z.output<typeof rescheduleOutboundInput>

/** Longer keys are none anybody makes on purpose. */
export const idempotencyKey = z.string().trim().min(1).max(255)

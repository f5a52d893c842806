import { readWantedTime } from '@/server/domain/extraction/wanted-time'
import type { BookingDraft } from '../bookings/booking-draft'

/**
 * What the form of a booking begins with when an agent took down that somebody wants to come; null when it took down something else.
 * What is not known stays blank, for the person at the desk to fill.
 * @param contactName whose call it was: somebody else's name goes into the notes
 */
export function bookingTakenDown(
  { type, data }: { type: string; data: Record<string, unknown> },
  contactName: string | null,
): Partial<BookingDraft> | null {
  if (type !== 'appointment' && type !== 'reservation') return null
  const text = (...names: string[]) => names.map((name) => data[name]).find((value) => typeof value === 'string') ?? ''
  const day = text('preferred_date')
  const time = readWantedTime(text('preferred_time'))
  const name = text('patient_name', 'client_name', 'guest_name')
  const isForAnother = name !== '' && name.toLowerCase() !== contactName?.toLowerCase()
  return {
    when: day && time ? `${day}T${time}` : '',
    type: text('service'),
    ownerName: text('preferred_person'),
    partySize: typeof data.party_size === 'number' ? String(data.party_size) : '',
    specialInstructions: text('special_requests'),
    notes: [isForAnother ? `For ${name}` : '', text('reason'), text('notes')].filter((part) => part !== '').join('. '),
  }
}

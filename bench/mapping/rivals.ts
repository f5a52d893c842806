import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { MappingInput } from '../../server/domain/mapping/mapping-types'

/** The least any mapping does: it reads the fields and makes an object of them. */
export function copyFields({ businessType, tenant, contact, booking }: MappingInput): Record<string, string> {
  const variables: Record<string, string> = { business_type: businessType }
  if (contact.name) variables.customer_name = contact.name
  if (tenant.companyName) variables.business_name = tenant.companyName
  if (tenant.callbackNumber) variables.callback_number = tenant.callbackNumber
  if (booking?.startsAt) variables.appointment_date = booking.startsAt
  if (booking?.type) variables.appointment_type = booking.type
  if (booking?.durationMinutes) variables.appointment_duration = `${booking.durationMinutes}`
  if (booking?.ownerName) variables.service_provider = booking.ownerName
  if (booking?.specialInstructions) variables.special_instructions = booking.specialInstructions
  return variables
}

/** As one writes it first: a formatter and a parser for each value, nothing checked, nothing withheld. */
export function mapNaively({ businessType, tenant, contact, booking, now }: MappingInput): Record<string, string> {
  const part = (date: Date, options: Intl.DateTimeFormatOptions) => date.toLocaleString('en-US', { timeZone: tenant.timezone, ...options })
  const variables: Record<string, string> = {}
  if (contact.name) variables.customer_name = businessType === 'medical' ? (contact.name.split(' ')[0] ?? '') : contact.name
  if (tenant.companyName) variables.business_name = tenant.companyName
  if (tenant.callbackNumber) variables.callback_number = parsePhoneNumberFromString(tenant.callbackNumber)?.formatNational() ?? ''
  if (booking?.startsAt) {
    const at = new Date(booking.startsAt)
    variables.appointment_date = part(at, { weekday: 'long', month: 'long', day: 'numeric' })
    variables.appointment_time = part(at, { hour: 'numeric', minute: '2-digit' })
    variables.appointment_day = part(at, { weekday: 'long' })
    variables.appointment_month = part(at, { month: 'long' })
    variables.appointment_year = part(at, { year: 'numeric' })
  }
  if (booking?.type && businessType !== 'medical') variables.appointment_type = booking.type
  if (booking?.durationMinutes) variables.appointment_duration = `${booking.durationMinutes} minutes`
  if (booking?.ownerName) variables.service_provider = booking.ownerName
  if (booking?.specialInstructions && businessType !== 'medical') variables.special_instructions = booking.specialInstructions
  variables.time_of_day = Number(part(now, { hour: 'numeric', hour12: false })) < 12 ? 'Good morning' : 'Hello'
  return variables
}

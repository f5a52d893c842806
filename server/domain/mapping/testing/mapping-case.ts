import type { BusinessType } from '../../tenants/tenant-view'
import type { MappingOverride } from '../mapping-override'
import type { MappingInput, OmissionReason } from '../mapping-types'

/** A row of the table: what is given, what is said of it, what is not. */
export type MappingCase = {
  name: string
  type: BusinessType
  tenant?: Partial<MappingInput['tenant']>
  contact?: Partial<MappingInput['contact']>
  booking?: Partial<NonNullable<MappingInput['booking']>> | null
  overrides?: MappingOverride[]
  /** The moment of the call, ISO 8601. */
  at?: string
  /** Variable → what it says; null: it is absent. */
  says?: Record<string, string | null>
  /** `says` is everything that is sent. */
  isComplete?: boolean
  omits?: Record<string, OmissionReason>
  warnings?: number
}

export const LONDON = { timezone: 'Europe/London', region: 'GB', callbackNumber: '+447403305280' }
export const KOLKATA = { timezone: 'Asia/Kolkata', region: 'IN', callbackNumber: '+919876543210' }
export const NEW_YORK = { timezone: 'America/New_York', region: 'US', callbackNumber: '+12125552368' }

const EMPTY_BOOKING = { startsAt: null, type: null, durationMinutes: null, ownerName: null, specialInstructions: null, partySize: null }

/** The engine's input for a case: nothing is there that the case does not name, except a business in London. */
export function inputOf({ type, tenant, contact, booking, overrides, at }: MappingCase): MappingInput {
  return {
    businessType: type,
    tenant: { companyName: null, ...LONDON, ...tenant },
    contact: { name: null, phone: '+447912345678', companyName: null, metadata: null, ...contact },
    booking: booking ? { ...EMPTY_BOOKING, ...booking } : null,
    overrides: overrides ?? [],
    now: new Date(at ?? '2024-01-15T13:00:00Z'),
  }
}

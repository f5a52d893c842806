import type { BusinessType } from '../tenants/tenant-view'
import type { MappingOverride } from './mapping-override'

/** Everything the engine reads. What is never mapped is not in it. */
export type MappingInput = {
  businessType: BusinessType
  tenant: {
    companyName: string | null
    /** E.164 */
    callbackNumber: string | null
    /** IANA */
    timezone: string
    /** ISO 3166-1 alpha-2 */
    region: string
  }
  contact: {
    name: string | null
    /** E.164; only to keep it out of what is said. */
    phone: string | null
    companyName: string | null
    metadata: Readonly<Record<string, unknown>> | null
  }
  /** Null: the call is about no booking. */
  booking: {
    /** ISO 8601; without a zone it is in the tenant's. */
    startsAt: string | null
    type: string | null
    durationMinutes: number | null
    ownerName: string | null
    specialInstructions: string | null
    partySize: number | null
  } | null
  overrides: readonly MappingOverride[]
  /** The moment of the call. */
  now: Date
  /** Variables an earlier run held back because they repeated withheld text; a replay, which no longer has that text, is told. */
  heldBackVariables?: readonly string[]
}

export const OMISSION_REASONS = [
  /** Nothing is there. */
  'blank',
  /** The call is about no booking. */
  'no_booking',
  /** A medical business sends the minimum. */
  'withheld',
  /** Sent without saying who: `your healthcare provider`. */
  'anonymised',
  /** Never sent, for any business. */
  'never_mapped',
  /** Used to dial. */
  'used_to_dial',
  /** The business type has no variable for it. */
  'not_used',
  /** An override leaves it out, or its condition does not hold. */
  'excluded_by_override',
  'unreadable_time',
  'unreadable_duration',
  'unreadable_phone',
  'unreadable_value',
  /** The tenant's time zone is none. */
  'unknown_timezone',
  /** It reads like an instruction to the model. */
  'unsafe_text',
  /** Something is there, and none of it may be said. */
  'nothing_to_say',
  /** A custom field repeats what is withheld. */
  'repeats_withheld_text',
] as const
export type OmissionReason = (typeof OMISSION_REASONS)[number]

/** A source that reached no variable. A static text is `static.<variable>`. */
export type Omission = { source: string; reason: OmissionReason }

export type MappingOutput = {
  engineVersion: number
  /** In the order of the mapping tables; every value is text with something in it. */
  variables: Record<string, string>
  omitted: Omission[]
  /** Sentences for people, without personal data. */
  warnings: string[]
}

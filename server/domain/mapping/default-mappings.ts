import type { BusinessType } from '../tenants/tenant-view'
import type { NamedSource } from './sources'
import type { TransformName } from './transforms/registry'

/** One variable: where it comes from, and how it is said. */
export type MappingRule = { variable: string; source: NamedSource; transform: TransformName }

const rule = (variable: string, source: NamedSource, transform: TransformName): MappingRule => ({ variable, source, transform })

/** Computed from the moment of the call, of no source. */
export const GREETING_VARIABLE = 'time_of_day'

/** Present for every business, whatever overrides say, unless their source is blank. In the order they are sent. */
export function universalMappings(businessType: BusinessType): readonly MappingRule[] {
  return businessType === 'medical' ? MEDICAL_UNIVERSAL : UNIVERSAL
}

const UNIVERSAL: readonly MappingRule[] = [
  rule('customer_name', 'contact.name', 'full_name'),
  rule('business_name', 'tenant_config.company_name', 'as_is'),
  rule('appointment_date', 'contact.appointment_time', 'spoken_date'),
  rule('appointment_time', 'contact.appointment_time', 'spoken_time'),
  rule('appointment_day', 'contact.appointment_time', 'spoken_weekday'),
  rule('appointment_month', 'contact.appointment_time', 'spoken_month'),
  rule('appointment_year', 'contact.appointment_time', 'year'),
  rule('callback_number', 'tenant_config.retell_agent_number', 'spoken_phone'),
]
const MEDICAL_UNIVERSAL: readonly MappingRule[] = UNIVERSAL.map((one) =>
  one.source === 'contact.name' ? { ...one, transform: 'first_name' } : one,
)

/** What each business type adds: its own names, and the fields only it may say. An override of a source replaces these. */
export const TYPE_MAPPINGS: Readonly<Record<BusinessType, readonly MappingRule[]>> = {
  medical: [
    rule('provider_name', 'contact.owner_name', 'healthcare_provider'),
    rule('preparation_instructions', 'contact.special_instructions', 'medical_instructions'),
  ],
  salon: [
    rule('salon_name', 'tenant_config.company_name', 'as_is'),
    rule('service_type', 'contact.appointment_type', 'as_is'),
    rule('service_duration', 'contact.appointment_duration', 'spoken_duration'),
    rule('stylist_name', 'contact.owner_name', 'first_name'),
    rule('service_preferences', 'contact.special_instructions', 'salon_preferences'),
  ],
  restaurant: [
    rule('guest_name', 'contact.name', 'full_name'),
    rule('restaurant_name', 'tenant_config.company_name', 'as_is'),
    rule('reservation_date', 'contact.appointment_time', 'spoken_date'),
    rule('reservation_time', 'contact.appointment_time', 'spoken_time'),
    rule('dining_occasion', 'contact.appointment_type', 'as_is'),
    rule('dining_duration', 'contact.appointment_duration', 'spoken_duration'),
    rule('special_requests', 'contact.special_instructions', 'dining_requests'),
  ],
  consultant: [
    rule('client_name', 'contact.name', 'full_name'),
    rule('consulting_firm', 'tenant_config.company_name', 'as_is'),
    rule('meeting_date', 'contact.appointment_time', 'spoken_date'),
    rule('meeting_time', 'contact.appointment_time', 'spoken_time'),
    rule('consultation_type', 'contact.appointment_type', 'as_is'),
    rule('meeting_duration', 'contact.appointment_duration', 'spoken_duration'),
    rule('consultant_name', 'contact.owner_name', 'full_name'),
    rule('client_company', 'contact.company_name', 'as_is'),
    rule('preparation_requirements', 'contact.special_instructions', 'meeting_preparation'),
  ],
  general: [
    rule('appointment_type', 'contact.appointment_type', 'as_is'),
    rule('appointment_duration', 'contact.appointment_duration', 'spoken_duration'),
    rule('service_provider', 'contact.owner_name', 'full_name'),
    rule('special_instructions', 'contact.special_instructions', 'as_is'),
  ],
}

const TIME_BY_SUFFIX: [RegExp, TransformName][] = [
  [/(?:^|_)(?:date_time|datetime|when)$/, 'spoken_date_time'],
  [/(?:^|_)date$/, 'spoken_date'],
  [/(?:^|_)time$/, 'spoken_time'],
  [/(?:^|_)(?:day|weekday)$/, 'spoken_weekday'],
  [/(?:^|_)month$/, 'spoken_month'],
  [/(?:^|_)year$/, 'year'],
]
const TIME_BY_POSITION: readonly TransformName[] = ['spoken_date', 'spoken_time', 'spoken_weekday', 'spoken_month', 'year']

/**
 * How an override's variable is said when it names no transform: as the business type says that source, a time by the
 * variable's last word, else by its place in the list.
 */
export function implicitTransform(
  businessType: BusinessType,
  source: string,
  { variable, index }: { variable: string; index: number },
): TransformName {
  if (source === 'contact.appointment_time') {
    const bySuffix = TIME_BY_SUFFIX.find(([suffix]) => suffix.test(variable))
    return bySuffix?.[1] ?? TIME_BY_POSITION[index] ?? 'spoken_date_time'
  }
  const known =
    TYPE_MAPPINGS[businessType].find((one) => one.source === source) ?? universalMappings(businessType).find((one) => one.source === source)
  if (known) return known.transform
  if (source === 'contact.owner_name') return 'your_server'
  if (source === 'contact.party_size') return 'number'
  return 'as_is'
}

import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { CallPurpose } from './call-purpose'

/** Minutes after local midnight, half-open: a call may start at `from` and may not at `to`. */
export type Window = { from: number; to: number }

type Jurisdiction = 'IN' | 'US' | 'GB' | 'elsewhere'
type Law = {
  windows: Readonly<Record<CallPurpose, Window>>
  /** Calls that sell need a consent given before. */
  isPromotionalConsentNeeded: boolean
}

const hours = (from: number, to: number): Window => ({ from: from * 60, to: to * 60 })

/**
 * India: TCCCPR 2018, whose time bands before 10:00 and after 21:00 are off by default for promotional traffic; service calls
 * by the older rule from 9:00. US: 47 CFR 64.1200(c)(1), and prior consent for artificial voices. Elsewhere: what nobody objects to.
 */
const LAWS: Readonly<Record<Jurisdiction, Law>> = {
  IN: { windows: { SERVICE: hours(9, 21), PROMOTIONAL: hours(10, 21) }, isPromotionalConsentNeeded: true },
  US: { windows: { SERVICE: hours(8, 21), PROMOTIONAL: hours(8, 21) }, isPromotionalConsentNeeded: true },
  GB: { windows: { SERVICE: hours(8, 21), PROMOTIONAL: hours(8, 21) }, isPromotionalConsentNeeded: false },
  elsewhere: { windows: { SERVICE: hours(9, 20), PROMOTIONAL: hours(9, 20) }, isPromotionalConsentNeeded: false },
}

const ZONES_OF: Readonly<Record<'IN' | 'US' | 'GB', ReadonlySet<string>>> = {
  IN: new Set(['Asia/Kolkata', 'Asia/Calcutta']),
  GB: new Set(['Europe/London']),
  US: new Set([
    'America/New_York',
    'America/Detroit',
    'America/Louisville',
    'America/Kentucky/Louisville',
    'America/Kentucky/Monticello',
    'America/Indianapolis',
    'America/Indiana/Indianapolis',
    'America/Indiana/Vincennes',
    'America/Indiana/Winamac',
    'America/Indiana/Marengo',
    'America/Indiana/Petersburg',
    'America/Indiana/Vevay',
    'America/Indiana/Tell_City',
    'America/Indiana/Knox',
    'America/Chicago',
    'America/Menominee',
    'America/North_Dakota/Center',
    'America/North_Dakota/New_Salem',
    'America/North_Dakota/Beulah',
    'America/Denver',
    'America/Boise',
    'America/Phoenix',
    'America/Los_Angeles',
    'America/Anchorage',
    'America/Juneau',
    'America/Sitka',
    'America/Metlakatla',
    'America/Yakutat',
    'America/Nome',
    'America/Adak',
    'Pacific/Honolulu',
  ]),
}

/**
 * Every law a call is bound by: that of the country the number belongs to and that of where the person's clock says they are.
 * @param phone E.164
 * @param timezone IANA name
 */
export function lawsOf(phone: string, timezone: string): Law[] {
  return [...new Set([jurisdictionOfCountry(countryOf(phone)), jurisdictionOfZone(timezone)])].map((jurisdiction) => LAWS[jurisdiction])
}

/** The law of a country alone, as what a tenant of that country may set. @param country ISO 3166-1 alpha-2 */
export function lawOfCountry(country: string): Law {
  return LAWS[jurisdictionOfCountry(country)]
}

/** ISO 3166-1 alpha-2; null when the number is none or belongs to no country, as +800. @param phone E.164 */
export function countryOf(phone: string): string | null {
  return parsePhoneNumberFromString(phone)?.country ?? null
}

/** What is inside all of them; `from` ≥ `to` when nothing is. */
export function intersect(windows: Window[]): Window {
  return { from: Math.max(...windows.map(({ from }) => from)), to: Math.min(...windows.map(({ to }) => to)) }
}

function jurisdictionOfCountry(country: string | null): Jurisdiction {
  return country === 'IN' || country === 'US' || country === 'GB' ? country : 'elsewhere'
}

function jurisdictionOfZone(timezone: string): Jurisdiction {
  const name = canonicalZone(timezone)
  const found = (['IN', 'US', 'GB'] as const).find((country) => ZONES_OF[country].has(name) || ZONES_OF[country].has(timezone))
  return found ?? 'elsewhere'
}

const canonicalZones = new Map<string, string>()

/** Zones have aliases (US/Eastern); the runtime knows which are one. Asking it is slow, so each answer is kept. */
function canonicalZone(timezone: string): string {
  const known = canonicalZones.get(timezone)
  if (known) return known
  const name = new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone
  canonicalZones.set(timezone, name)
  return name
}

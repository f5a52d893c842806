import { isTimezone } from '../time/is-timezone'
import { countryOf } from './calling-law'
import { ZONE_OF_COUNTRY } from './zone-of-country'

/**
 * The zone the called person's clock is in: what is known of them, else their number's country where all of it has one time.
 * A zone that is given and cannot be read is not replaced by a guess.
 * @param phone E.164
 * @returns IANA name; null when nobody can say
 */
export function zoneOfCalled({ phone, timezone }: { phone: string; timezone: string | null }): string | null {
  if (timezone) return isTimezone(timezone) ? timezone : null
  const country = countryOf(phone)
  return (country && ZONE_OF_COUNTRY[country]) ?? null
}

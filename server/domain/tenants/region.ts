const BY_ZONE: Record<string, string> = {
  'Asia/Kolkata': 'IN',
  'Asia/Calcutta': 'IN',
  'Europe/London': 'GB',
  'Europe/Dublin': 'IE',
  'Europe/Berlin': 'DE',
  'Europe/Paris': 'FR',
  'Asia/Dubai': 'AE',
  'Asia/Singapore': 'SG',
  'Asia/Kathmandu': 'NP',
  'Asia/Colombo': 'LK',
  'Asia/Dhaka': 'BD',
  'Australia/Sydney': 'AU',
  'Australia/Melbourne': 'AU',
  'America/Toronto': 'CA',
  'America/Vancouver': 'CA',
}
const US_ZONES = new Set('New_York Chicago Denver Los_Angeles Phoenix Anchorage Detroit Boise'.split(' ').map((city) => `America/${city}`))

/**
 * Where a new business most likely is, from its time zone: how its national phone numbers are read until somebody says otherwise.
 * @returns ISO 3166-1 alpha-2; India, the home market, for zones not listed
 */
export function likelyRegion(timezone: string): string {
  return US_ZONES.has(timezone) ? 'US' : (BY_ZONE[timezone] ?? 'IN')
}

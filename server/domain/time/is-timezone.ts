import { IANAZone } from 'luxon'

/** Whether a text names a time zone this runtime knows, as `Asia/Kolkata`. */
export function isTimezone(text: string): boolean {
  return IANAZone.isValidZone(text)
}

import type { LocalTime } from '../zoned-time'

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** `1st`, `2nd`, `3rd`, `11th` */
export function ordinal(day: number): string {
  const tens = day % 100
  if (tens >= 11 && tens <= 13) return `${day}th`
  const last = day % 10
  return `${day}${last === 1 ? 'st' : last === 2 ? 'nd' : last === 3 ? 'rd' : 'th'}`
}

export const spokenWeekday = ({ weekday }: LocalTime): string => WEEKDAYS[weekday] ?? ''
export const spokenMonth = ({ month }: LocalTime): string => MONTHS[month - 1] ?? ''
export const spokenYear = ({ year }: LocalTime): string => String(year)

/** `Monday, January 15th` */
export const spokenDate = (time: LocalTime): string => `${spokenWeekday(time)}, ${spokenMonth(time)} ${ordinal(time.day)}`

/** `2:30 PM` */
export function spokenTime({ hour, minute }: LocalTime): string {
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minute < 10 ? '0' : ''}${minute} ${hour < 12 ? 'AM' : 'PM'}`
}

/** `Monday, January 15th at 2:30 PM` */
export const spokenDateTime = (time: LocalTime): string => `${spokenDate(time)} at ${spokenTime(time)}`

/** What is said first, by the hour where the business is: 5–12, 12–17, 17–21; at other hours it says nothing of the time. */
export function greetingAt(hour: number): string {
  if (hour >= 5 && hour < 12) return 'Good morning'
  if (hour >= 12 && hour < 17) return 'Good afternoon'
  if (hour >= 17 && hour < 21) return 'Good evening'
  return 'Hello'
}

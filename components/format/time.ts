export type TimeStyle = 'time' | 'date' | 'date-time' | 'day' | 'appointment' | 'exact'

const OPTIONS: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  time: { hour: 'numeric', minute: '2-digit' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  appointment: { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  'date-time': { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  exact: {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  },
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timeZone: string, locale: string, style: TimeStyle): Intl.DateTimeFormat {
  const key = `${timeZone}|${locale}|${style}`
  const known = formatters.get(key)
  if (known) return known
  const formatter = new Intl.DateTimeFormat(locale, { ...OPTIONS[style], timeZone })
  formatters.set(key, formatter)
  return formatter
}

/** An instant in a zone. Narrow spaces become plain ones: servers and browsers differ in them. */
export function formatInstant(iso: string, zone: { timeZone: string; locale: string }, style: TimeStyle): string {
  return formatterOf(zone.timeZone, zone.locale, style)
    .format(new Date(iso))
    .replace(/[\u202f\u00a0]/g, ' ')
}

/** The calendar day of an instant in a zone, as YYYY-MM-DD. */
export function dayOf(iso: string | Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(iso))
}

/** How people write dates where the business is: `en-IN`, `en-GB`, `en-US`. */
export function localeOf(region: string): string {
  return Intl.DateTimeFormat.supportedLocalesOf(`en-${region}`)[0] ?? 'en-IN'
}

/** Today's and yesterday's instants by name and time, others by date and time. */
export function formatRelativeDay(iso: string, zone: { timeZone: string; locale: string }, now: Date): string {
  const day = dayOf(iso, zone.timeZone)
  const time = formatInstant(iso, zone, 'time')
  if (day === dayOf(now, zone.timeZone)) return `Today, ${time}`
  if (day === dayOf(new Date(now.getTime() - 86_400_000), zone.timeZone)) return `Yesterday, ${time}`
  if (day === dayOf(new Date(now.getTime() + 86_400_000), zone.timeZone)) return `Tomorrow, ${time}`
  if (day.slice(0, 4) === dayOf(now, zone.timeZone).slice(0, 4)) return formatInstant(iso, zone, 'date-time')
  return `${formatInstant(iso, zone, 'date')}, ${time}`
}

/** 65 → 1:05, 3725 → 1:02:05 */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = String(whole % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

/** 65 → 1 min 5 s: for reading out. */
export function spellDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const minutes = Math.floor(whole / 60)
  if (minutes === 0) return `${whole} s`
  return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`
}

/** 840 → 840 ms, 1240 → 1.24 s */
export function formatMs(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`
}

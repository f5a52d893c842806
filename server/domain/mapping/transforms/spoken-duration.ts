const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`

/** `30 minutes`, `1 hour`, `2 hours and 30 minutes`; null for what is no whole number of minutes above zero. */
export function spokenDuration(minutes: number): string | null {
  if (!Number.isSafeInteger(minutes) || minutes <= 0) return null
  if (minutes < 60) return counted(minutes, 'minute')
  const hours = counted(Math.floor(minutes / 60), 'hour')
  return minutes % 60 === 0 ? hours : `${hours} and ${counted(minutes % 60, 'minute')}`
}

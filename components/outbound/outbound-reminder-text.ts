/** 120 → `2 hours before`, 30 → `30 minutes before`, 2880 → `2 days before`. */
export function leadText(minutes: number): string {
  if (minutes === 0) return 'at its time'
  const [count, unit] = minutes % 1440 === 0 ? [minutes / 1440, 'day'] : minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute']
  return `${count} ${unit}${count === 1 ? '' : 's'} before`
}

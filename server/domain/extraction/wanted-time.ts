import { readTimes } from '../linking/read-times'
import { listen } from '../linking/spoken-text'

/** When people come: of "at four", the half of the day in which businesses are open. */
const OPEN_FROM_MINUTE = 7 * 60
const OPEN_UNTIL_MINUTE = 22 * 60

/**
 * The time of day a caller asked for in their own words ("half past four in the evening", "11:30", "शाम 4 बजे").
 * @returns `HH:mm`; null when the words name no time, or more than one
 */
export function readWantedTime(words: string): string | null {
  const [heard] = listen([{ role: 'caller', text: `at ${words}` }])
  const mentions = readTimes(heard?.text ?? '')
  const minutes = mentions.length === 1 ? (mentions[0]?.minutes ?? []) : []
  const likely = minutes.length > 1 ? minutes.filter((minute) => minute >= OPEN_FROM_MINUTE && minute < OPEN_UNTIL_MINUTE) : minutes
  const [minute] = likely
  if (minute === undefined || likely.length > 1) return null
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

import { rms } from './level'

/** Splits are looked for in the last quarter of a part, so that parts stay long. */
const SEARCH_FROM_PART = 0.75
const WINDOW_MS = 40

/** Cuts audio into views of at most `longestMs` each, every cut at the quietest moment before the limit. */
export function splitAtQuiet(pcm: Int16Array, sampleRateHz: number, longestMs: number): Int16Array[] {
  const longest = Math.floor((longestMs * sampleRateHz) / 1000)
  const window = Math.max(1, Math.floor((WINDOW_MS * sampleRateHz) / 1000))
  const parts: Int16Array[] = []
  let rest = pcm
  while (rest.length > longest) {
    const cut = quietest(rest, Math.floor(longest * SEARCH_FROM_PART), longest, window)
    parts.push(rest.subarray(0, cut))
    rest = rest.subarray(cut)
  }
  if (rest.length > 0 || parts.length === 0) parts.push(rest)
  return parts
}

/** Middle of the window with the least energy between two positions. */
function quietest(pcm: Int16Array, from: number, to: number, window: number): number {
  let best = to
  let least = Number.POSITIVE_INFINITY
  for (let at = from; at + window <= to; at += window) {
    const level = rms(pcm.subarray(at, at + window))
    if (level >= least) continue
    least = level
    best = at + (window >> 1)
  }
  return best
}

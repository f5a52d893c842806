import { rms } from './level'

const WINDOW_MS = 10
/** About −48 dBFS: below every sound of synthesised speech, above its rounding noise. */
const QUIET_RMS = 0.004

/** The sounding part of synthesised speech, with at most `leadMs` before it and exactly `tailMs` of silence after it. */
export function trimSilence(pcm: Int16Array, sampleRateHz: number, { leadMs, tailMs }: { leadMs: number; tailMs: number }): Int16Array {
  const window = Math.max(1, Math.round((WINDOW_MS * sampleRateHz) / 1000))
  let first = 0
  while (first < pcm.length && rms(pcm.subarray(first, first + window)) < QUIET_RMS) first += window
  let last = pcm.length
  while (last > first && rms(pcm.subarray(Math.max(first, last - window), last)) < QUIET_RMS) last -= window
  if (last <= first) return new Int16Array(0)
  const from = Math.max(0, first - Math.round((leadMs * sampleRateHz) / 1000))
  const tail = Math.round((tailMs * sampleRateHz) / 1000)
  const out = new Int16Array(last - from + tail)
  out.set(pcm.subarray(from, Math.min(pcm.length, last + tail)))
  return out
}

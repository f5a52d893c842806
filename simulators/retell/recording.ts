import { encodeWav } from '../../server/domain/audio/wav'
import type { Utterance } from './wire'

const RATE_HZ = 8000
const LONGEST_SECONDS = 60
const AMPLITUDE = 4000

/** A call as sound: a hum while somebody speaks, lower for the agent. Two channels: user left, agent right. */
export function recordingOf(utterances: Utterance[], channels: 1 | 2): Uint8Array<ArrayBuffer> {
  const endSeconds = Math.min(utterances.at(-1)?.words.at(-1)?.end ?? 0, LONGEST_SECONDS)
  const frames = Math.ceil(endSeconds * RATE_HZ)
  const pcm = new Int16Array(frames * channels)
  for (const { role, words } of utterances) {
    const channel = channels === 2 && role === 'agent' ? 1 : 0
    const hertz = role === 'agent' ? 220 : 330
    for (const { start, end } of words) {
      // A short silence after each word, so that it looks and sounds like speech.
      const last = Math.min(frames, Math.floor((start + (end - start) * 0.8) * RATE_HZ))
      for (let frame = Math.floor(start * RATE_HZ); frame < last; frame += 1) {
        pcm[frame * channels + channel] = Math.round(Math.sin((2 * Math.PI * hertz * frame) / RATE_HZ) * AMPLITUDE)
      }
    }
  }
  return encodeWav(pcm, { sampleRateHz: RATE_HZ, channels })
}

const BLOCK_MS = 10
/** A block this much louder than the quietest belongs to the sound: +12 dB. */
const ABOVE_FLOOR = 4
/** And so loud in any case, in sample units: −48 dBFS. */
const LEAST_LEVEL = 130

/**
 * Voice detectors begin where they are sure; soft first consonants lie before. Says how many samples at the end of `pcm`, the
 * audio before that moment, already belong to the sound.
 */
export function soundBefore(pcm: Int16Array, sampleRateHz: number): number {
  const block = Math.round((sampleRateHz * BLOCK_MS) / 1000)
  const levels: number[] = []
  for (let end = pcm.length; end >= block; end -= block) levels.push(rootMeanSquare(pcm, end - block, end))
  const threshold = Math.max(LEAST_LEVEL, Math.min(...levels) * ABOVE_FLOOR)
  const quiet = levels.findIndex((level) => level < threshold)
  return quiet <= 0 ? 0 : quiet * block
}

function rootMeanSquare(pcm: Int16Array, from: number, to: number): number {
  let sum = 0
  for (let index = from; index < to; index++) sum += (pcm[index] as number) ** 2
  return Math.sqrt(sum / (to - from))
}

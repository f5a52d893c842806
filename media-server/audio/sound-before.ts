const BLOCK_MS = 10
/** A block this much louder than the quietest belongs to the sound: +12 dB. */
const ABOVE_FLOOR = 4
/** And so loud in any case, in sample units: −48 dBFS. */
const LEAST_LEVEL = 130

/** The lips or the tongue close for so long inside a word: between the s and the vowel of "stop". */
const LONGEST_CLOSURE_MS = 70
/** Sound before such a gap belongs to the word when it lasted: a click does not. */
const SHORTEST_SOUND_MS = 40

/**
 * Voice detectors begin where they are sure; soft first consonants lie before. Says how many samples at the end of `pcm`, the
 * audio before that moment, already belong to the sound.
 */
export function soundBefore(pcm: Int16Array, sampleRateHz: number): number {
  const block = Math.round((sampleRateHz * BLOCK_MS) / 1000)
  const levels: number[] = []
  for (let end = pcm.length; end >= block; end -= block) levels.push(rootMeanSquare(pcm, end - block, end))
  const threshold = Math.max(LEAST_LEVEL, Math.min(...levels) * ABOVE_FLOOR)
  const isSound = levels.map((level) => level >= threshold)
  // All of it is as loud: nothing begins here.
  if (!isSound.includes(false)) return 0
  let begins = countFrom(isSound, 0, true)
  const closure = countFrom(isSound, begins, false)
  const before = countFrom(isSound, begins + closure, true)
  if (closure * BLOCK_MS <= LONGEST_CLOSURE_MS && before * BLOCK_MS >= SHORTEST_SOUND_MS) begins += closure + before
  return begins * block
}

/** How many in a row, from `from` on, are `value`. */
function countFrom(values: readonly boolean[], from: number, value: boolean): number {
  const end = values.findIndex((other, index) => index >= from && other !== value)
  return (end < 0 ? values.length : end) - from
}

export function rootMeanSquare(pcm: Int16Array, from = 0, to = pcm.length): number {
  let sum = 0
  for (let index = from; index < to; index++) sum += (pcm[index] as number) ** 2
  return Math.sqrt(sum / (to - from))
}

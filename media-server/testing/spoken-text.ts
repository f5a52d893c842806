/**
 * Text as audio and back, exactly: every character is a stretch of one sample value. What passes through the media path can
 * then be read as words on either side, so order, loss and interruption are exact. Characters up to code 127.
 */
const LOWEST = 1000
const STEP = 100

/** @param msPerCharacter how fast it is spoken */
export function toAudio(text: string, sampleRateHz: number, msPerCharacter: number): Int16Array {
  const perCharacter = Math.round((sampleRateHz * msPerCharacter) / 1000)
  const pcm = new Int16Array(text.length * perCharacter)
  for (let index = 0; index < text.length; index++) {
    const code = Math.min(127, text.charCodeAt(index))
    // Neighbours differ even when the character repeats.
    pcm.fill(LOWEST + (code * 2 + (index % 2)) * STEP, index * perCharacter, (index + 1) * perCharacter)
  }
  return pcm
}

/** The text in audio made by `toAudio`; silence between stretches becomes one space. Noise is skipped. */
export function toText(pcm: Int16Array): string {
  let text = ''
  let last = 0
  for (const sample of pcm) {
    if (sample === last) continue
    last = sample
    if (sample === 0) {
      if (text !== '' && !text.endsWith(' ')) text += ' '
      continue
    }
    const step = (sample - LOWEST) / STEP
    if (step >= 64 && Number.isInteger(step)) text += String.fromCharCode(step >> 1)
  }
  return text.trim()
}

/** Sound without words. */
export function toNoise(durationMs: number, sampleRateHz: number): Int16Array {
  return Int16Array.from({ length: Math.round((durationMs * sampleRateHz) / 1000) }, (_, index) => (index % 2 === 0 ? 3001 : -3001))
}

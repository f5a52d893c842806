const BLOCK_MS = 20
/** A sound this far below the loudest of its stretch has died away: −18 dB. Second syllables and the ends of vowels are louder. */
const FADED_PART = 0.125
/** And it is back from here: −14 dB. */
const BACK_PART = 0.2
/** Where the line itself is loud, a sound has died away when little more than the line is left, */
const FADED_ABOVE_BACKGROUND = 1.6
const BACK_ABOVE_BACKGROUND = 2.5
/** which is never so when it is within 12 dB of the loudest. */
const LARGEST_PART = 0.25
/** The gap inside "stop it" is shorter. */
const FADED_AFTER_BLOCKS = 2
/** How long a sound has been quiet when that is noticed. */
export const FADE_NOTICED_AFTER_MS = BLOCK_MS * FADED_AFTER_BLOCKS
/** The loudest moment is forgotten slowly: a call's level drifts. */
const DECAY_PER_BLOCK = 0.995

/** Tells within tens of milliseconds that a sound has died away, which a voice detector reports only after a pause. */
export class FadeDetector {
  private readonly blockSamples: number
  private sum = 0
  private count = 0
  private loudest = 0
  private quietBlocks = 0
  private hasFaded = false
  private background = 0

  constructor(sampleRateHz: number) {
    this.blockSamples = Math.round((sampleRateHz * BLOCK_MS) / 1000)
  }

  /** A stretch of sound begins with `pcm`. `background`: the line's level before it, root mean square in sample units. */
  begin(pcm: Int16Array, background = 0): void {
    this.background = background
    this.sum = 0
    this.count = 0
    this.loudest = 0
    this.quietBlocks = 0
    this.hasFaded = false
    this.accept(pcm)
  }

  /** @returns what changed last within `pcm`, if anything */
  accept(pcm: Int16Array): 'sound_faded' | 'sound_back' | null {
    let change: 'sound_faded' | 'sound_back' | null = null
    let { sum, count } = this
    for (let index = 0; index < pcm.length; index++) {
      const sample = pcm[index] as number
      sum += sample * sample
      if (++count < this.blockSamples) continue
      change = this.takeBlock(Math.sqrt(sum / count)) ?? change
      sum = 0
      count = 0
    }
    this.sum = sum
    this.count = count
    return change
  }

  private takeBlock(level: number): 'sound_faded' | 'sound_back' | null {
    this.loudest = Math.max(level, this.loudest * DECAY_PER_BLOCK)
    if (this.hasFaded) {
      if (level < this.threshold(BACK_PART, BACK_ABOVE_BACKGROUND)) return null
      this.hasFaded = false
      this.quietBlocks = 0
      return 'sound_back'
    }
    this.quietBlocks = level < this.threshold(FADED_PART, FADED_ABOVE_BACKGROUND) ? this.quietBlocks + 1 : 0
    if (this.quietBlocks < FADED_AFTER_BLOCKS) return null
    this.hasFaded = true
    return 'sound_faded'
  }

  private threshold(part: number, aboveBackground: number): number {
    return Math.max(this.loudest * part, Math.min(this.background * aboveBackground, this.loudest * LARGEST_PART))
  }
}

const BLOCK_MS = 20
/** A sound this far below the loudest of its stretch has died away: −12 dB. */
const FADED_PART = 0.25
/** And it is back from here: −8 dB. */
const BACK_PART = 0.4
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

  constructor(sampleRateHz: number) {
    this.blockSamples = Math.round((sampleRateHz * BLOCK_MS) / 1000)
  }

  /** A stretch of sound begins with `pcm`. */
  begin(pcm: Int16Array): void {
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
    for (let index = 0; index < pcm.length; index++) {
      const sample = pcm[index] as number
      this.sum += sample * sample
      if (++this.count < this.blockSamples) continue
      change = this.takeBlock(Math.sqrt(this.sum / this.count)) ?? change
      this.sum = 0
      this.count = 0
    }
    return change
  }

  private takeBlock(level: number): 'sound_faded' | 'sound_back' | null {
    this.loudest = Math.max(level, this.loudest * DECAY_PER_BLOCK)
    if (this.hasFaded) {
      if (level < this.loudest * BACK_PART) return null
      this.hasFaded = false
      this.quietBlocks = 0
      return 'sound_back'
    }
    this.quietBlocks = level < this.loudest * FADED_PART ? this.quietBlocks + 1 : 0
    if (this.quietBlocks < FADED_AFTER_BLOCKS) return null
    this.hasFaded = true
    return 'sound_faded'
  }
}

const PHASES = 256
const HALF_TAPS = 16

/**
 * Band-limited change of sample rate (windowed sinc, polyphase), continuous from chunk to chunk.
 * Runs inside audio worklets, which is why it is plain JavaScript in a file of its own.
 */
export class Resampler {
  /**
   * @param {number} fromHz
   * @param {number} toHz
   */
  constructor(fromHz, toHz) {
    this.step = fromHz / toHz
    // Going down, the filter must also stop what the lower rate cannot carry, and grows wider for it.
    const cutoff = Math.min(1, toHz / fromHz) * 0.94
    this.half = Math.ceil(HALF_TAPS / Math.min(1, toHz / fromHz))
    this.kernels = makeKernels(this.half, cutoff)
    this.reset()
  }

  /** Forgets what came before: the next chunk starts from silence. */
  reset() {
    this.pending = new Float32Array(this.half)
    this.position = this.half
  }

  /**
   * @param {Float32Array} input
   * @returns {Float32Array} as much output as the input so far allows; up to `half` samples wait for the next chunk
   */
  process(input) {
    if (this.step === 1) return input
    const samples = new Float32Array(this.pending.length + input.length)
    samples.set(this.pending)
    samples.set(input, this.pending.length)

    const available = samples.length - this.half - this.position
    const count = available > 0 ? Math.ceil(available / this.step) : 0
    const output = new Float32Array(count)
    const taps = this.half * 2
    for (let index = 0; index < count; index += 1) {
      const exact = this.position + index * this.step
      let base = Math.floor(exact)
      let phase = Math.round((exact - base) * PHASES)
      if (phase === PHASES) {
        phase = 0
        base += 1
      }
      const kernelAt = phase * taps
      const from = base - this.half + 1
      let sum = 0
      for (let tap = 0; tap < taps; tap += 1) sum += (samples[from + tap] ?? 0) * this.kernels[kernelAt + tap]
      output[index] = sum
    }
    const next = this.position + count * this.step
    const keepFrom = Math.max(0, Math.min(samples.length, Math.floor(next) - this.half))
    this.pending = samples.slice(keepFrom)
    this.position = next - keepFrom
    return output
  }
}

/**
 * @param {number} half
 * @param {number} cutoff
 */
function makeKernels(half, cutoff) {
  const taps = half * 2
  const kernels = new Float32Array(PHASES * taps)
  for (let phase = 0; phase < PHASES; phase += 1) {
    let sum = 0
    for (let tap = 0; tap < taps; tap += 1) {
      const x = tap - half + 1 - phase / PHASES
      const value = sinc(x * cutoff) * blackman(x / half)
      kernels[phase * taps + tap] = value
      sum += value
    }
    // Every phase passes a constant unchanged; otherwise the phases would be heard as a tone.
    for (let tap = 0; tap < taps; tap += 1) kernels[phase * taps + tap] /= sum
  }
  return kernels
}

/** @param {number} x */
function sinc(x) {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}

/** @param {number} x from -1 to 1 */
function blackman(x) {
  return Math.abs(x) >= 1 ? 0 : 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x)
}

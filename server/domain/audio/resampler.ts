/** Aliases and images stay at least this far below the signal. */
const STOPBAND_ATTENUATION_DB = 84
/** The transition band as a part of the lower rate's half: 8 kHz audio is flat to 3.3 kHz and gone at 4 kHz. */
const TRANSITION_PART_OF_NYQUIST = 0.17

export interface Resampler {
  /** Takes the next samples of the stream and answers with all output samples that are complete; may be empty. */
  process(pcm: Int16Array): Int16Array
  /** Ends the stream: the samples still held back. Afterwards the resampler is as new. */
  flush(): Int16Array
  /** Output lags its input by this much: half the filter. */
  readonly latencyMs: number
}

/**
 * A streaming converter of 16-bit mono PCM between any two whole-number rates in hertz, band-limited by a Kaiser-windowed sinc.
 * `process` over any split of a signal followed by `flush` yields the same `ceil(samples × toHz / fromHz)` samples, time-aligned
 * with the input.
 * @throws RangeError when a rate is not a positive integer
 */
export function createResampler(fromHz: number, toHz: number): Resampler {
  if (!isRate(fromHz) || !isRate(toHz)) throw new RangeError(`Sample rates are positive integers, not ${fromHz} and ${toHz}`)
  return fromHz === toHz ? createPassThrough() : createPolyphase(fromHz, toHz)
}

/** Converts a whole recording at once. */
export function resample(pcm: Int16Array, fromHz: number, toHz: number): Int16Array {
  if (fromHz === toHz) return pcm
  const resampler = createResampler(fromHz, toHz)
  const head = resampler.process(pcm)
  const tail = resampler.flush()
  const out = new Int16Array(head.length + tail.length)
  out.set(head)
  out.set(tail, head.length)
  return out
}

function isRate(hz: number): boolean {
  return Number.isInteger(hz) && hz > 0
}

function createPassThrough(): Resampler {
  return { process: (pcm) => pcm.slice(), flush: () => new Int16Array(0), latencyMs: 0 }
}

/**
 * Output sample n lies at input time n·down/up; it is the sum of `taps` input samples around that time, weighted by the filter
 * phase `(n·down) mod up`. Half a filter of zeros in front makes it time-aligned, half a filter of zeros at the end completes it.
 */
function createPolyphase(fromHz: number, toHz: number): Resampler {
  const { up, down, half, taps, coefficients } = filterFor(fromHz, toHz)
  const wholeStep = Math.floor(down / up)
  const phaseStep = down % up
  const lead = half - 1
  const silence = new Int16Array(half)

  let history = new Float64Array(4096)
  let held = 0
  let base = 0
  let phase = 0
  let received = 0
  let produced = 0
  reset()

  function reset(): void {
    history.fill(0, 0, lead)
    held = lead
    base = 0
    phase = 0
    received = 0
    produced = 0
  }

  function append(pcm: Int16Array): void {
    if (base > 0) {
      // Everything before `base` has been used by every output that needs it.
      const used = Math.min(base, held)
      history.copyWithin(0, used, held)
      held -= used
      base -= used
    }
    if (held + pcm.length > history.length) {
      const grown = new Float64Array(Math.max(history.length * 2, held + pcm.length))
      grown.set(history.subarray(0, held))
      history = grown
    }
    history.set(pcm, held)
    held += pcm.length
  }

  function produce(limit: number): Int16Array {
    const available = held - taps - base
    const most = available < 0 ? 0 : Math.floor(((available + 1) * up - 1 - phase) / down) + 1
    const count = Math.max(0, Math.min(most, limit))
    const out = new Int16Array(count)
    for (let index = 0; index < count; index++) {
      // Four independent sums: the processor adds them side by side, which halves the time of the whole conversion.
      let sum0 = 0
      let sum1 = 0
      let sum2 = 0
      let sum3 = 0
      const end = base + taps
      for (let sample = base, tap = phase * taps; sample < end; sample += 4, tap += 4) {
        sum0 += (history[sample] as number) * (coefficients[tap] as number)
        sum1 += (history[sample + 1] as number) * (coefficients[tap + 1] as number)
        sum2 += (history[sample + 2] as number) * (coefficients[tap + 2] as number)
        sum3 += (history[sample + 3] as number) * (coefficients[tap + 3] as number)
      }
      const sum = sum0 + sum1 + (sum2 + sum3)
      out[index] = sum > 32767 ? 32767 : sum < -32768 ? -32768 : Math.round(sum)
      base += wholeStep
      phase += phaseStep
      if (phase >= up) {
        phase -= up
        base += 1
      }
    }
    produced += count
    return out
  }

  return {
    latencyMs: (half / fromHz) * 1000,
    process(pcm) {
      received += pcm.length
      append(pcm)
      return produce(Number.POSITIVE_INFINITY)
    },
    flush() {
      append(silence)
      const out = produce(Math.ceil((received * up) / down) - produced)
      reset()
      return out
    },
  }
}

type Filter = {
  up: number
  down: number
  /** Input samples on each side of an output sample. */
  half: number
  /** Coefficients per phase: 2 × half, a multiple of four. */
  taps: number
  /** `up` phases of `taps` coefficients, each phase summing to one. */
  coefficients: Float64Array
}

const filters = new Map<string, Filter>()

/** Filters are the same for every call, so each pair of rates is designed once. */
function filterFor(fromHz: number, toHz: number): Filter {
  const key = `${fromHz}>${toHz}`
  const known = filters.get(key)
  if (known) return known
  const made = designFilter(fromHz, toHz)
  filters.set(key, made)
  return made
}

function designFilter(fromHz: number, toHz: number): Filter {
  const divisor = greatestCommonDivisor(fromHz, toHz)
  const up = toHz / divisor
  const down = fromHz / divisor
  const stopHz = Math.min(fromHz, toHz) / 2
  const transitionHz = stopHz * TRANSITION_PART_OF_NYQUIST
  const cutoff = (stopHz - transitionHz / 2) / fromHz
  // Kaiser's estimate of the length for this attenuation and transition.
  const length = (STOPBAND_ATTENUATION_DB - 7.95) / (2.285 * 2 * Math.PI * (transitionHz / fromHz))
  const half = 2 * Math.ceil((length / 2 + 1) / 2)
  const taps = half * 2
  const beta = 0.1102 * (STOPBAND_ATTENUATION_DB - 8.7)
  const windowPeak = besselI0(beta)
  const coefficients = new Float64Array(up * taps)
  for (let phase = 0; phase < up; phase++) {
    let sum = 0
    for (let tap = 0; tap < taps; tap++) {
      const at = phase / up - (tap - half + 1)
      const reach = at / half
      const window = Math.abs(reach) > 1 ? 0 : besselI0(beta * Math.sqrt(1 - reach * reach)) / windowPeak
      const value = 2 * cutoff * sinc(2 * cutoff * at) * window
      coefficients[phase * taps + tap] = value
      sum += value
    }
    for (let tap = 0; tap < taps; tap++) coefficients[phase * taps + tap] = (coefficients[phase * taps + tap] as number) / sum
  }
  return { up, down, half, taps, coefficients }
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}

/** Modified Bessel function of the first kind, order zero, by its power series. */
function besselI0(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

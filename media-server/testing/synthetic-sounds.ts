/** Sounds by formula, 8 kHz: what people utter without words, and what is not people. Each call makes the same samples again. */
const RATE_HZ = 8000

type Part = { ms: number; isBreath?: boolean }

/** Humming through closed lips, with breath between: mm, mhm, hmm. */
export function mumble(parts: readonly Part[], pitchHz: number): Int16Array {
  const random = createRandom(pitchHz)
  const samples: number[] = []
  let phase = 0
  for (const { ms, isBreath } of parts) {
    const length = (ms * RATE_HZ) / 1000
    for (let index = 0; index < length; index++) {
      const edge = Math.min(1, (index + 1) / 240, (length - index) / 320)
      const glide = 1 + 0.12 * Math.sin((Math.PI * index) / length)
      phase += (pitchHz * glide) / RATE_HZ
      const pulse = phase >= 1 ? 1 : 0
      phase %= 1
      samples.push(isBreath ? edge * (random() - 0.5) * 0.15 : edge * (pulse + (random() - 0.5) * 0.01))
    }
  }
  // Closed lips: one strong low resonance, little above.
  const low = resonate(samples, 270, 80)
  const high = resonate(samples, 1100, 250)
  return toPcm(
    low.map((value, index) => value + 0.25 * (high[index] ?? 0)),
    6000,
  )
}

/** A burst of air and what rings after it. */
export function cough(seed: number): Int16Array {
  const random = createRandom(seed * 7919)
  const length = (RATE_HZ * (200 + 60 * random())) / 1000
  const pitchHz = 90 + 120 * random()
  let phase = 0
  const source = Array.from({ length }, (_, index) => {
    const burst = Math.exp(-index / (RATE_HZ * 0.05)) * (random() - 0.5) * 2
    phase = (phase + (pitchHz * (0.9 + 0.2 * random())) / RATE_HZ) % 1
    const ring = index > RATE_HZ * 0.05 ? Math.exp(-index / (RATE_HZ * 0.12)) * (phase - 0.5) : 0
    return burst + ring * 0.6
  })
  const first = resonate(source, 600 + 200 * random(), 200)
  const second = resonate(source, 1500 + 400 * random(), 300)
  return toPcm(
    first.map((value, index) => value + (second[index] ?? 0)),
    12_000,
  )
}

export function steadyNoise(ms: number, loudness: number): Int16Array {
  const random = createRandom(ms)
  return Int16Array.from({ length: (ms * RATE_HZ) / 1000 }, () => Math.round((random() * 2 - 1) * loudness))
}

/** Something set down on a table. */
export function knocks(count: number, everyMs: number): Int16Array {
  const random = createRandom(count)
  const every = (everyMs * RATE_HZ) / 1000
  return Int16Array.from({ length: count * every }, (_, index) =>
    Math.round(Math.exp(-(index % every) / 120) * (random() * 2 - 1) * 14_000),
  )
}

function resonate(input: readonly number[], hz: number, bandwidthHz: number): number[] {
  const radius = Math.exp((-Math.PI * bandwidthHz) / RATE_HZ)
  const a1 = 2 * radius * Math.cos((2 * Math.PI * hz) / RATE_HZ)
  const a2 = -radius * radius
  let last = 0
  let before = 0
  return input.map((value) => {
    const next = (1 - radius) * value + a1 * last + a2 * before
    before = last
    last = next
    return next
  })
}

function toPcm(samples: readonly number[], peak: number): Int16Array {
  const most = samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 1e-9)
  return Int16Array.from(samples, (sample) => Math.round((sample / most) * peak))
}

/** Numbers from 0 to 1 that are the same on every run. */
function createRandom(seed: number): () => number {
  let state = Math.round(seed) || 1
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

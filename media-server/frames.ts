/** Frames are multiples of 320 bytes at every rate: a shorter tail makes the vendor wait, which is heard as a gap. */
const MULTIPLE_SAMPLES = 160
/** Above this the vendor runs into timeouts. */
const LARGEST_SAMPLES = 50_000

/** Samples of a whole outgoing frame. `frameBytes` is meant at 8 kHz: a frame is as long in time at every rate. */
export function frameSamplesFor({ frameBytes, sampleRateHz }: { frameBytes: number; sampleRateHz: number }): number {
  const samples = ((frameBytes / 2) * sampleRateHz) / 8000
  const whole = Math.floor(Math.min(samples, LARGEST_SAMPLES) / MULTIPLE_SAMPLES) * MULTIPLE_SAMPLES
  return Math.max(MULTIPLE_SAMPLES, whole)
}

/** Length of the frame that carries `samples`: the last of an utterance is completed with silence. */
export function paddedSamples(samples: number): number {
  return Math.ceil(samples / MULTIPLE_SAMPLES) * MULTIPLE_SAMPLES
}

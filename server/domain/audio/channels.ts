/** Two mono signals as left/right pairs; the shorter one is completed with silence. */
export function interleave(left: Int16Array, right: Int16Array): Int16Array {
  const pairs = Math.max(left.length, right.length)
  const out = new Int16Array(pairs * 2)
  for (let index = 0; index < left.length; index++) out[index * 2] = left[index] as number
  for (let index = 0; index < right.length; index++) out[index * 2 + 1] = right[index] as number
  return out
}

/** The mono signals of an interleaved recording, one per channel. An incomplete last frame is dropped. */
export function deinterleave(pcm: Int16Array, channels: number): Int16Array[] {
  const frames = Math.floor(pcm.length / channels)
  return Array.from({ length: channels }, (_, channel) => {
    const mono = new Int16Array(frames)
    for (let frame = 0; frame < frames; frame++) mono[frame] = pcm[frame * channels + channel] as number
    return mono
  })
}

/** What digital silence measures: one step of a 16-bit sample is −90.3 dBFS. */
export const SILENCE_DBFS = -96

/** Root mean square of samples in full-scale units: 0 for silence or no samples, 1 for a full-scale square wave. */
export function rms(pcm: Int16Array): number {
  if (pcm.length === 0) return 0
  let sum = 0
  for (let index = 0; index < pcm.length; index++) sum += (pcm[index] as number) ** 2
  return Math.sqrt(sum / pcm.length) / 32768
}

/** Level in dB relative to full scale, from `SILENCE_DBFS` to 0. */
export function levelDbfs(pcm: Int16Array): number {
  return toDbfs(rms(pcm))
}

/** dBFS of an amplitude in full-scale units, not below `SILENCE_DBFS`. */
export function toDbfs(amplitude: number): number {
  return amplitude <= 0 ? SILENCE_DBFS : Math.max(SILENCE_DBFS, 20 * Math.log10(amplitude))
}

/** Largest magnitude in full-scale units, 0 to 1. */
export function peak(pcm: Int16Array): number {
  let most = 0
  for (let index = 0; index < pcm.length; index++) most = Math.max(most, Math.abs(pcm[index] as number))
  return most / 32768
}

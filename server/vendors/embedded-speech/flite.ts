import { createWasiProcess } from './wasi-process'

/** Flite's own voices; slt is a woman, the others are men. */
export const FLITE_VOICES = ['slt', 'rms', 'awb', 'kal'] as const
export type FliteVoice = (typeof FLITE_VOICES)[number]

const OUTPUT_FILE = 'speech.wav'

/**
 * Runs Flite's command line once, in memory, and answers with the WAV file it wrote.
 * A process per sentence: Flite is a command that ends, and its memory (some 20 MB) goes with it.
 * @throws Error when Flite wrote no file
 */
export function runFlite(flite: WebAssembly.Module, text: string, voice: FliteVoice): Uint8Array {
  const process = createWasiProcess(['flite', '-voice', voice, '-t', text, '-o', OUTPUT_FILE])
  process.run(flite)
  const file = process.file(OUTPUT_FILE)
  if (!file) throw new Error('Flite wrote no audio')
  return file
}

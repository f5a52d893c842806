import { createPcm16Decoder } from '../../domain/audio/pcm16'
import type { SpeechChunk, SpeechRequest, TextToSpeech } from '../../ports/text-to-speech'
import { fetchBytes, type RequestLimits } from '../http/fetch-stream'

/** Raw PCM every plan may ask for; 44.1 kHz and above need a larger one. */
const RATES = [8000, 16000, 22050, 24000]

export type ElevenLabsOptions = { apiKey: string; baseUrl: string; model?: string; limits?: Partial<RequestLimits> }

/** Speech from ElevenLabs, yielded as it arrives, at the rate of the call where the vendor has it. */
export function createElevenLabsTextToSpeech(options: ElevenLabsOptions): TextToSpeech {
  const limits = { firstByteMs: 5_000, stallMs: 5_000, totalMs: 60_000, ...options.limits }
  const model = options.model ?? 'eleven_flash_v2_5'
  return {
    name: 'elevenlabs',
    async *synthesize(request: SpeechRequest, signal: AbortSignal): AsyncGenerator<SpeechChunk> {
      const sampleRateHz = RATES.find((rate) => rate === request.preferredSampleRateHz) ?? 16000
      const voice = encodeURIComponent(request.voice)
      const url = `${options.baseUrl.replace(/\/+$/, '')}/v1/text-to-speech/${voice}/stream?output_format=pcm_${sampleRateHz}`
      const init = {
        method: 'POST',
        headers: { 'xi-api-key': options.apiKey, 'content-type': 'application/json', accept: 'audio/pcm' },
        body: JSON.stringify({ text: request.text, model_id: model, ...languageOf(request.language, model) }),
      }
      const decode = createPcm16Decoder()
      for await (const bytes of fetchBytes('elevenlabs', url, init, limits, signal, 'audio')) {
        const pcm = decode(bytes)
        if (pcm.length > 0) yield { pcm, sampleRateHz }
      }
    },
  }
}

/** ISO 639-1, and only for the models that take it: the others refuse it. Without it the text decides. */
function languageOf(language: string, model: string): { language_code?: string } {
  const base = language.split('-')[0] ?? ''
  return /(flash|turbo)_v2_5$/.test(model) && /^[a-z]{2}$/.test(base) ? { language_code: base } : {}
}

import type OpenAI from 'openai'
import { createPcm16Decoder } from '../../domain/audio/pcm16'
import type { SpeechChunk, SpeechRequest, TextToSpeech } from '../../ports/text-to-speech'
import { fetchBytes, type RequestLimits } from '../http/fetch-stream'

/** The vendor's only raw format: 24 kHz, 16 bit, mono, without a header. */
const SAMPLE_RATE_HZ = 24_000

export type OpenAiTextToSpeechOptions = { apiKey: string; baseUrl: string; model?: string; limits?: Partial<RequestLimits> }

/** Speech from `/audio/speech`, yielded as it arrives. Always 24 kHz: the caller resamples. */
export function createOpenAiTextToSpeech(options: OpenAiTextToSpeechOptions): TextToSpeech {
  const limits = { firstByteMs: 5_000, stallMs: 5_000, totalMs: 60_000, ...options.limits }
  const url = `${options.baseUrl.replace(/\/+$/, '')}/audio/speech`
  return {
    name: 'openai',
    async *synthesize(request: SpeechRequest, signal: AbortSignal): AsyncGenerator<SpeechChunk> {
      const body: OpenAI.Audio.SpeechCreateParams = {
        model: options.model ?? 'gpt-4o-mini-tts',
        voice: request.voice,
        input: request.text,
        response_format: 'pcm',
      }
      const init = {
        method: 'POST',
        headers: { authorization: `Bearer ${options.apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }
      const decode = createPcm16Decoder()
      for await (const bytes of fetchBytes('openai', url, init, limits, signal, 'audio')) {
        const pcm = decode(bytes)
        if (pcm.length > 0) yield { pcm, sampleRateHz: SAMPLE_RATE_HZ }
      }
    },
  }
}

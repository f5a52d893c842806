import { z } from 'zod'
import type { SpeechChunk, SpeechRequest, TextToSpeech } from '../../ports/text-to-speech'
import { fetchJson } from '../http/fetch-stream'
import { failureOfContent } from '../http/vendor-failure'
import { samplesOfLinear16 } from './linear16'

const VENDOR = 'google'
/** The vendor resamples to any of these. */
const RATES = [8000, 16000, 22050, 24000, 44100, 48000]
const CHUNK_MS = 200

const answerSchema = z.object({ audioContent: z.base64() })

export type GoogleTextToSpeechOptions = { apiKey: string; baseUrl: string; timeoutMs?: number }

/** Speech from Google Cloud's REST interface with an API key: one answer a sentence, not streamed. */
export function createGoogleTextToSpeech(options: GoogleTextToSpeechOptions): TextToSpeech {
  const url = `${options.baseUrl.replace(/\/+$/, '')}/v1/text:synthesize`
  return {
    name: VENDOR,
    async *synthesize(request: SpeechRequest, signal: AbortSignal): AsyncGenerator<SpeechChunk> {
      if (signal.aborted) return
      const sampleRateHz = RATES.find((rate) => rate === request.preferredSampleRateHz) ?? 16000
      const body = {
        input: { text: request.text },
        voice: { languageCode: languageOf(request), name: request.voice },
        audioConfig: { audioEncoding: 'LINEAR16', sampleRateHertz: sampleRateHz },
      }
      const init = {
        method: 'POST',
        // A header, not the query: addresses end up in logs.
        headers: { 'x-goog-api-key': options.apiKey, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }
      let answer: unknown
      try {
        answer = await fetchJson(VENDOR, url, init, options.timeoutMs ?? 10_000, signal)
      } catch (error) {
        if (signal.aborted) return
        throw error
      }
      const parsed = answerSchema.safeParse(answer)
      if (!parsed.success) throw failureOfContent(VENDOR, 'no audio', parsed.error)
      const pcm = samplesOfLinear16(Buffer.from(parsed.data.audioContent, 'base64'))
      const chunk = (sampleRateHz * CHUNK_MS) / 1000
      for (let at = 0; at < pcm.length && !signal.aborted; at += chunk) yield { pcm: pcm.subarray(at, at + chunk), sampleRateHz }
    },
  }
}

/** The voice's name begins with its language, which must agree: `hi-IN-Neural2-A`. */
function languageOf(request: SpeechRequest): string {
  return request.voice.match(/^[a-z]{2,3}-[A-Z]{2}/)?.[0] ?? request.language
}

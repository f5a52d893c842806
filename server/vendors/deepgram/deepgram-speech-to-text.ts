import type { SpeechToText } from '../../ports/speech-to-text'
import { DEEPGRAM_LIMITS, type DeepgramLimits, openDeepgramStream } from './deepgram-stream'
import { createFluxInterpreter } from './flux-interpreter'
import { fluxUrl, novaUrl } from './listen-url'
import { createNovaInterpreter } from './nova-interpreter'

export type DeepgramOptions = {
  apiKey: string
  /** http(s) or ws(s) origin, e.g. `https://api.deepgram.com`. */
  baseUrl: string
  limits?: Partial<DeepgramLimits>
}

/** Nova-3 with Deepgram's endpointing: Indian languages, code switching, interim results. */
export function createDeepgramNova(options: DeepgramOptions & { model?: string; endpointingMs?: number }): SpeechToText {
  return {
    name: 'deepgram-nova',
    endpointing: 'provider',
    open({ sampleRateHz, language, keyterms = [], signal }) {
      // Deepgram advises 100 ms where callers switch languages; agents otherwise do better with more.
      const endpointingMs = options.endpointingMs ?? (language === 'multi' ? 100 : 300)
      const tuning = { model: options.model ?? 'nova-3', endpointingMs, utteranceEndMs: 1000 }
      return openDeepgramStream({
        apiKey: options.apiKey,
        sampleRateHz,
        signal,
        limits: { ...DEEPGRAM_LIMITS, ...options.limits },
        protocol: {
          url: novaUrl(options.baseUrl, { sampleRateHz, language, keyterms }, tuning),
          interpreter: createNovaInterpreter(),
          frameMs: 40,
          finalizeMessage: '{"type":"Finalize"}',
          keepAliveMessage: '{"type":"KeepAlive"}',
          finalizesSilence: true,
        },
      })
    },
  }
}

/** Flux, which recognises the end of a turn by what is said. Frames of 80 ms, as the vendor advises. */
export function createDeepgramFlux(options: DeepgramOptions & { endOfTurnThreshold?: number; endOfTurnTimeoutMs?: number }): SpeechToText {
  return {
    name: 'deepgram-flux',
    endpointing: 'provider',
    open({ sampleRateHz, language, keyterms = [], signal }) {
      const tuning = { endOfTurnThreshold: options.endOfTurnThreshold ?? 0.7, endOfTurnTimeoutMs: options.endOfTurnTimeoutMs ?? 5000 }
      return openDeepgramStream({
        apiKey: options.apiKey,
        sampleRateHz,
        signal,
        limits: { ...DEEPGRAM_LIMITS, ...options.limits },
        protocol: {
          url: fluxUrl(options.baseUrl, { sampleRateHz, language, keyterms }, tuning),
          interpreter: createFluxInterpreter(),
          frameMs: 80,
          finalizeMessage: '{"type":"ForceEndTurn"}',
          keepAliveMessage: null,
          finalizesSilence: false,
        },
      })
    },
  }
}

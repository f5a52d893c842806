import { parseVoiceId } from '../server/domain/agents/voices'
import type { Env } from '../server/env'
import type { SpeechToText } from '../server/ports/speech-to-text'
import type { TextToSpeech } from '../server/ports/text-to-speech'
import { createDeepgramFlux, createDeepgramNova } from '../server/vendors/deepgram/deepgram-speech-to-text'
import { createElevenLabsTextToSpeech } from '../server/vendors/elevenlabs/elevenlabs-text-to-speech'
import { createEmbeddedSpeechToText } from '../server/vendors/embedded-speech/embedded-speech-to-text'
import { createEmbeddedTextToSpeech } from '../server/vendors/embedded-speech/embedded-text-to-speech'
import { createEmbeddedVoiceActivity } from '../server/vendors/embedded-speech/embedded-voice-activity'
import { createGoogleTextToSpeech } from '../server/vendors/google-tts/google-text-to-speech'
import { createOpenAiLanguageModel } from '../server/vendors/openai/openai-language-model'
import { createOpenAiTextToSpeech } from '../server/vendors/openai/openai-text-to-speech'
import type { MediaDependencies, Model, Voice } from './dependencies'

type Providers = Pick<MediaDependencies, 'speechToText' | 'textToSpeech' | 'languageModels' | 'voiceActivity'> & {
  /** Loads the models of the embedded set before the first call needs them. */
  prewarm(): Promise<void>
  close(): Promise<void>
}

/** The embedded voice that stands in for others. */
const STAND_IN_VOICE = 'slt'
const PRACTICE_RECEPTIONIST = 'practice-receptionist'

/** Picks speech and language providers by what is configured. The embedded set is always there, and stands in when others fail. */
export function createProviders(settings: Env): Providers {
  const embedded = {
    speechToText: createEmbeddedSpeechToText({ dataDir: settings.DATA_DIR }),
    textToSpeech: createEmbeddedTextToSpeech(),
    voiceActivity: createEmbeddedVoiceActivity(),
  }
  const recognisers = outsideRecognisers(settings)
  const voices = outsideVoices(settings)
  const standard: Model = {
    provider: createOpenAiLanguageModel({
      apiKey: settings.OPENAI_API_KEY ?? 'none',
      baseUrl: settings.OPENAI_BASE_URL,
      model: settings.OPENAI_MODEL,
    }),
    pricedAs: settings.OPENAI_IS_SIMULATED ? PRACTICE_RECEPTIONIST : settings.OPENAI_MODEL,
  }
  const standIns = secondModel(settings)

  return {
    voiceActivity: embedded.voiceActivity,
    speechToText(setting) {
      const asked = setting === 'auto' ? [...recognisers.values()].slice(0, 1) : [recognisers.get(setting)]
      return [...asked.filter((recogniser) => recogniser !== undefined), embedded.speechToText]
    },
    textToSpeech(voiceId) {
      const { provider, voice } = parseVoiceId(voiceId)
      const standIn: Voice = { provider: embedded.textToSpeech, voice: STAND_IN_VOICE }
      if (provider === embedded.textToSpeech.name) return [{ provider: embedded.textToSpeech, voice }]
      const asked = voices.get(provider)
      return asked ? [{ provider: asked, voice }, standIn] : [standIn]
    },
    languageModels(setting) {
      const asked =
        setting === 'auto' || settings.OPENAI_IS_SIMULATED || setting === settings.OPENAI_MODEL
          ? []
          : [{ ...standard, model: setting, pricedAs: setting }]
      return [...asked, standard, ...standIns]
    },
    async prewarm() {
      await Promise.all([embedded.speechToText.prewarm(), embedded.textToSpeech.prewarm(), embedded.voiceActivity.prewarm()])
    },
    async close() {
      await Promise.all([embedded.speechToText.close(), embedded.textToSpeech.close(), embedded.voiceActivity.close()])
    },
  }
}

/** By the name agents choose them with, the preferred one first. */
function outsideRecognisers(settings: Env): Map<string, SpeechToText> {
  const { DEEPGRAM_API_KEY: apiKey, DEEPGRAM_BASE_URL: baseUrl } = settings
  if (!apiKey) return new Map()
  const recognisers = [createDeepgramNova({ apiKey, baseUrl }), createDeepgramFlux({ apiKey, baseUrl })]
  return new Map(recognisers.map((recogniser) => [recogniser.name, recogniser]))
}

/** The model that answers while the first one fails. */
function secondModel(settings: Env): Model[] {
  const { OPENAI_FALLBACK_API_KEY: apiKey, OPENAI_FALLBACK_BASE_URL: baseUrl, OPENAI_FALLBACK_MODEL: model } = settings
  if (!apiKey || !baseUrl || !model) return []
  return [{ provider: createOpenAiLanguageModel({ apiKey, baseUrl, model }), pricedAs: model }]
}

/** By the part of a voice id before the colon. */
function outsideVoices(settings: Env): Map<string, TextToSpeech> {
  const voices = new Map<string, TextToSpeech>()
  if (settings.ELEVENLABS_API_KEY) {
    voices.set('elevenlabs', createElevenLabsTextToSpeech({ apiKey: settings.ELEVENLABS_API_KEY, baseUrl: settings.ELEVENLABS_BASE_URL }))
  }
  if (settings.GOOGLE_TTS_API_KEY) {
    voices.set('google', createGoogleTextToSpeech({ apiKey: settings.GOOGLE_TTS_API_KEY, baseUrl: settings.GOOGLE_TTS_BASE_URL }))
  }
  // The simulated model's dummy key buys no voice.
  if (settings.OPENAI_API_KEY && !settings.OPENAI_IS_SIMULATED) {
    voices.set('openai', createOpenAiTextToSpeech({ apiKey: settings.OPENAI_API_KEY, baseUrl: settings.OPENAI_BASE_URL }))
  }
  return voices
}

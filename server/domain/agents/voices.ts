import type { AgentConfig } from './agent-config'

export type VoiceProvider = 'embedded' | 'elevenlabs' | 'openai' | 'google'

/** A voice the agent editor offers. */
export type Voice = {
  /** `<provider>:<voice>`, as `AgentConfig.voiceId` */
  id: AgentConfig['voiceId']
  provider: VoiceProvider
  label: string
  /** BCP 47 tags it speaks well; `multi` follows the language of the text. */
  languages: readonly string[]
  gender: 'female' | 'male' | 'neutral'
}

export const VOICE_PROVIDER_LABELS: Record<VoiceProvider, string> = {
  embedded: 'Built in (English demonstration)',
  elevenlabs: 'ElevenLabs',
  openai: 'OpenAI',
  google: 'Google',
}

/** Always there, without an account. English only, and audibly a machine: for trying things out. */
export const EMBEDDED_VOICES: readonly Voice[] = [
  { id: 'embedded:slt', provider: 'embedded', label: 'Sally', languages: ['en-US'], gender: 'female' },
  { id: 'embedded:rms', provider: 'embedded', label: 'Robert', languages: ['en-US'], gender: 'male' },
  { id: 'embedded:awb', provider: 'embedded', label: 'Alan (Scottish)', languages: ['en-GB'], gender: 'male' },
  { id: 'embedded:kal', provider: 'embedded', label: 'Karl (robotic)', languages: ['en-US'], gender: 'male' },
]

/** Premade voices every ElevenLabs account has; the part after the colon is the account's voice id. */
const ELEVENLABS_VOICES: readonly Voice[] = [
  { id: 'elevenlabs:EXAVITQu4vr4xnSDxMaL', provider: 'elevenlabs', label: 'Sarah', languages: ['multi'], gender: 'female' },
  { id: 'elevenlabs:XrExE9yKIg1WjnnlVkGX', provider: 'elevenlabs', label: 'Matilda', languages: ['multi'], gender: 'female' },
  { id: 'elevenlabs:cgSgspJ2msm6clMCkdW9', provider: 'elevenlabs', label: 'Jessica', languages: ['multi'], gender: 'female' },
  { id: 'elevenlabs:JBFqnCBsd6RMkjVDRZzb', provider: 'elevenlabs', label: 'George', languages: ['multi'], gender: 'male' },
  { id: 'elevenlabs:nPczCjzI2devNBz1zQrb', provider: 'elevenlabs', label: 'Brian', languages: ['multi'], gender: 'male' },
  { id: 'elevenlabs:onwK4e9ZLuTAKqWW03F9', provider: 'elevenlabs', label: 'Daniel', languages: ['multi'], gender: 'male' },
]

const OPENAI_VOICES: readonly Voice[] = [
  { id: 'openai:coral', provider: 'openai', label: 'Coral', languages: ['multi'], gender: 'female' },
  { id: 'openai:nova', provider: 'openai', label: 'Nova', languages: ['multi'], gender: 'female' },
  { id: 'openai:shimmer', provider: 'openai', label: 'Shimmer', languages: ['multi'], gender: 'female' },
  { id: 'openai:alloy', provider: 'openai', label: 'Alloy', languages: ['multi'], gender: 'neutral' },
  { id: 'openai:sage', provider: 'openai', label: 'Sage', languages: ['multi'], gender: 'neutral' },
  { id: 'openai:ash', provider: 'openai', label: 'Ash', languages: ['multi'], gender: 'male' },
  { id: 'openai:onyx', provider: 'openai', label: 'Onyx', languages: ['multi'], gender: 'male' },
]

const GOOGLE_VOICES: readonly Voice[] = [
  { id: 'google:en-IN-Neural2-A', provider: 'google', label: 'English (India) A', languages: ['en-IN'], gender: 'female' },
  { id: 'google:en-IN-Neural2-B', provider: 'google', label: 'English (India) B', languages: ['en-IN'], gender: 'male' },
  { id: 'google:hi-IN-Neural2-A', provider: 'google', label: 'Hindi A', languages: ['hi-IN'], gender: 'female' },
  { id: 'google:hi-IN-Neural2-B', provider: 'google', label: 'Hindi B', languages: ['hi-IN'], gender: 'male' },
  { id: 'google:en-US-Neural2-F', provider: 'google', label: 'English (US) F', languages: ['en-US'], gender: 'female' },
  { id: 'google:en-US-Neural2-D', provider: 'google', label: 'English (US) D', languages: ['en-US'], gender: 'male' },
  { id: 'google:en-GB-Neural2-A', provider: 'google', label: 'English (UK) A', languages: ['en-GB'], gender: 'female' },
  { id: 'google:en-GB-Neural2-B', provider: 'google', label: 'English (UK) B', languages: ['en-GB'], gender: 'male' },
]

/** Every voice the editor lists. Others of a provider work too, by id. */
export const VOICES: readonly Voice[] = [...EMBEDDED_VOICES, ...ELEVENLABS_VOICES, ...OPENAI_VOICES, ...GOOGLE_VOICES]

/** A listed voice; null for one that only its provider knows. */
export function findVoice(id: string): Voice | null {
  return VOICES.find((voice) => voice.id === id) ?? null
}

/** The two parts of a voice id. */
export function parseVoiceId(id: string): { provider: string; voice: string } {
  const colon = id.indexOf(':')
  return { provider: id.slice(0, colon), voice: id.slice(colon + 1) }
}

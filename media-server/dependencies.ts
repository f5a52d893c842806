import type { AgentConfig } from '../server/domain/agents/agent-config'
import type { CallerContext, CallFact, ClaimedCall } from '../server/domain/calls/call-record'
import type { Clock } from '../server/ports/clock'
import type { EventBus } from '../server/ports/event-bus'
import type { LanguageModel } from '../server/ports/language-model'
import type { RecordingStore } from '../server/ports/recording-store'
import type { SpeechToText } from '../server/ports/speech-to-text'
import type { TextToSpeech } from '../server/ports/text-to-speech'
import type { VoiceActivity } from '../server/ports/voice-activity'

/** What the media-server needs of the world. `main.ts` fills it from settings and services, tests fill it with scripts. */
export type MediaDependencies = MediaSettings & {
  /** Exchanges a stream token for its call. @returns null when the token is unknown, spent, expired or for another transport */
  claim(claim: { unverifiedToken: string; transport: 'exotel' | 'browser' }): Promise<ClaimedCall | null>
  /** What is remembered of a call's other side, asked for once at its opening; null: nothing. Absent: nothing is ever remembered. */
  recall?(call: CallRef): Promise<CallerContext | null>
  /** Gives a token back whose upgrade did not complete. */
  release(claim: { unverifiedToken: string } & CallRef): Promise<void>
  /** Idempotent by `(callId, key)`. Throws while the database is away. */
  applyFacts(call: CallRef, facts: CallFact[]): Promise<void>
  heartbeat(state: { id: string; capacity: number; activeCalls: number; isDraining: boolean; calls: CallRef[] }): Promise<void>
  /** This process ends in good order. */
  signOff(id: string): Promise<void>
  /** Recognisers for an agent's setting, best first; the others stand in when it fails. Never empty. */
  speechToText(setting: AgentConfig['settings']['speechToText'], language: string): SpeechToText[]
  /** Voices for a voice id, the asked one first. Never empty. */
  textToSpeech(voiceId: string): Voice[]
  /** Models for an agent's setting, best first. Never empty. */
  languageModels(setting: string): Model[]
  /** Absent: the recogniser's own notices tell when the caller speaks. */
  voiceActivity: VoiceActivity | null
  recordings: RecordingStore
  eventBus: EventBus
  /** The agent a call or a publication is about, so that its greeting is spoken in advance. */
  openingAgent(event: { tenantId: string; callId?: string; agentId?: string }): Promise<AgentConfig | null>
  clock: Clock
  log: MediaLog
}

export type CallRef = { tenantId: string; callId: string }

export type MediaSettings = {
  /** Stable for one process's place: leftovers of a killed predecessor with the same id are finished at start. */
  id: string
  dataDir: string
  capacity: number
  /** Bytes of one frame at 8 kHz; scaled with the rate. */
  frameBytes: number
  /** Other processes of ours prove themselves with it. */
  internalSecret: string
  /** Origin whose pages may open browser calls. */
  appOrigin: string
}

export type Model = {
  provider: LanguageModel
  /** Asked for by name; absent: the provider's default. */
  model?: string
  /** Its name in the price list. */
  pricedAs: string
}

export type Voice = { provider: TextToSpeech; voice: string }

/** Object first, fixed message, ids only. */
export interface MediaLog {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

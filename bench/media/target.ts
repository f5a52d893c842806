/** The media-server under measurement: the real one, over providers that always take the same time and services that only count. */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MediaDependencies } from '../../media-server/dependencies'
import { createMediaServer } from '../../media-server/server'
import { agentConfig } from '../../server/domain/agents/agent-config'
import { createEmbeddedSpeechToText } from '../../server/vendors/embedded-speech/embedded-speech-to-text'
import { createEmbeddedTextToSpeech } from '../../server/vendors/embedded-speech/embedded-text-to-speech'
import { createEmbeddedVoiceActivity } from '../../server/vendors/embedded-speech/embedded-voice-activity'
import { fixedLanguageModel, fixedSpeechToText, fixedTextToSpeech } from './fixed-providers'

export type TargetSettings = {
  capacity: number
  hasVoiceActivity: boolean
  /** The embedded recogniser and voices instead of those of fixed delay. */
  isEmbedded?: boolean
  greeting?: string
}

const settings = JSON.parse(process.argv[2] ?? '{}') as TargetSettings
const dataDir = await mkdtemp(join(tmpdir(), 'voicedesk-bench-'))
const agent = agentConfig.parse({
  systemPrompt: 'You answer the telephone.',
  greeting: settings.greeting ?? 'Thank you for calling City Clinic.',
  fallbackMessage: 'Sorry, something went wrong.',
  voiceId: 'fixed-tts:one',
  maxCallDurationSeconds: 3600,
  settings: { silencePromptAfterMs: 60_000 },
})
const voiceActivity = settings.hasVoiceActivity ? createEmbeddedVoiceActivity() : null
const speech = settings.isEmbedded ? await openEmbeddedSpeech() : openFixedSpeech()
let factsApplied = 0

const server = createMediaServer({
  id: 'bench',
  internalSecret: 'bench',
  dataDir,
  capacity: settings.capacity,
  frameBytes: 3200,
  appOrigin: 'http://127.0.0.1',
  claim: async ({ unverifiedToken }) => ({
    tenantId: 'bench',
    callId: unverifiedToken,
    externalId: unverifiedToken,
    transport: 'exotel',
    direction: 'inbound',
    tenantName: 'City Clinic',
    businessType: 'medical',
    timezone: 'Asia/Kolkata',
    fromPhone: null,
    agentId: 'agent',
    agentVersionId: 'version',
    agent,
    transferTo: null,
  }),
  applyFacts: async (_call, facts) => {
    factsApplied += facts.length
  },
  release: async () => {},
  heartbeat: async () => {},
  signOff: async () => {},
  ...speech,
  languageModels: () => [{ provider: fixedLanguageModel(), pricedAs: 'fixed-llm' }],
  voiceActivity,
  recordings: { putFile: async () => {}, read: async () => null, delete: async () => {} },
  eventBus: { publish: async () => {}, subscribe: async () => async () => {} },
  openingAgent: async () => null,
  clock: { now: () => new Date() },
  log: {
    debug() {},
    info() {},
    warn: (fields, message) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
    error: (fields, message) => process.stderr.write(`${message} ${String((fields as { err?: unknown }).err)}\n`),
  },
})

function openFixedSpeech(): Pick<MediaDependencies, 'speechToText' | 'textToSpeech'> {
  return {
    speechToText: () => [fixedSpeechToText()],
    textToSpeech: () => [{ provider: fixedTextToSpeech(), voice: 'one' }],
  }
}

async function openEmbeddedSpeech(): Promise<Pick<MediaDependencies, 'speechToText' | 'textToSpeech'>> {
  const speechToText = createEmbeddedSpeechToText({ dataDir })
  const textToSpeech = createEmbeddedTextToSpeech()
  await Promise.all([speechToText.prewarm(), textToSpeech.prewarm(), voiceActivity?.prewarm()])
  return { speechToText: () => [speechToText], textToSpeech: () => [{ provider: textToSpeech, voice: 'slt' }] }
}

const port = await server.listen(0, '127.0.0.1')
console.log(JSON.stringify({ url: `ws://127.0.0.1:${port}`, metricsUrl: `http://127.0.0.1:${port}/metrics` }))
process.on('SIGTERM', () => {
  console.log(JSON.stringify({ factsApplied }))
  process.exit(0)
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AgentConfig, agentConfig } from '../../server/domain/agents/agent-config'
import type { CallFact, ClaimedCall } from '../../server/domain/calls/call-record'
import type { LiveEvent } from '../../server/ports/event-bus'
import type { MediaDependencies } from '../dependencies'
import { createMediaServer, type MediaServer } from '../server'
import { type ScriptedModel, scriptedLanguageModel } from './scripted-model'
import {
  type ScriptedRecogniser,
  type ScriptedVoice,
  scriptedSpeechToText,
  scriptedTextToSpeech,
  scriptedVoiceActivity,
} from './scripted-speech'

/** A media-server over scripted providers and a table of calls in memory. */
export type TestMediaServer = {
  server: MediaServer
  deps: MediaDependencies
  /** ws://127.0.0.1:<port> */
  url: string
  httpUrl: string
  stt: ScriptedRecogniser
  tts: ScriptedVoice
  model: ScriptedModel
  stored: { key: string; path: string }[]
  heartbeats: { activeCalls: number; isDraining: boolean }[]
  /** Makes the services fail, as while the database is away. */
  services: { areAway: boolean; applied: number; released: string[]; signedOff: boolean }
  publish(event: LiveEvent): void
  /** A call that waits for its stream. @returns its token */
  expectCall(options?: { agent?: AgentChanges; transport?: 'exotel' | 'browser'; transferTo?: string }): {
    token: string
    call: ClaimedCall
  }
  /** The same call waits for another stream. @returns its token */
  expectAgain(call: ClaimedCall): string
  factsOf(callId: string): CallFact[]
  stop(): Promise<void>
}

let calls = 0

type AgentChanges = Partial<Omit<AgentConfig, 'settings'>> & { settings?: Partial<AgentConfig['settings']> }

export function testAgent({ settings, ...agent }: AgentChanges = {}): AgentConfig {
  const base = agentConfig.parse({
    systemPrompt: 'You answer the telephone.',
    greeting: 'Good morning, this is the clinic.',
    fallbackMessage: 'Sorry, I have a problem.',
    voiceId: 'scripted-tts:one',
  })
  return { ...base, ...agent, settings: { ...base.settings, endOfTurnSilenceMs: 200, ...settings } }
}

/** Starts one on a free port. `overrides` replace single dependencies. */
export async function startTestMediaServer(overrides: Partial<MediaDependencies> = {}): Promise<TestMediaServer> {
  const dataDir = overrides.dataDir ?? (await mkdtemp(join(tmpdir(), 'media-server-')))
  const waiting = new Map<string, ClaimedCall>()
  const facts = new Map<string, Map<string, CallFact>>()
  const listeners = new Set<(event: LiveEvent) => void>()
  const stt = scriptedSpeechToText()
  const tts = scriptedTextToSpeech()
  const model = scriptedLanguageModel()
  const stored: TestMediaServer['stored'] = []
  const heartbeats: TestMediaServer['heartbeats'] = []
  const services: TestMediaServer['services'] = { areAway: false, applied: 0, released: [], signedOff: false }
  const quiet = () => {}
  const deps: MediaDependencies = {
    id: 'media-test',
    dataDir,
    capacity: 60,
    frameBytes: 3200,
    internalSecret: 'internal',
    appOrigin: 'http://app.test',
    async claim({ unverifiedToken, transport }) {
      const call = waiting.get(unverifiedToken)
      if (!call || call.transport !== transport) return null
      waiting.delete(unverifiedToken)
      return call
    },
    async release({ unverifiedToken }) {
      services.released.push(unverifiedToken)
    },
    async applyFacts({ callId }, added) {
      if (services.areAway) throw new Error('The database is away')
      services.applied++
      const known = facts.get(callId) ?? new Map<string, CallFact>()
      for (const fact of added) if (!known.has(fact.key)) known.set(fact.key, fact)
      facts.set(callId, known)
    },
    async signOff() {
      services.signedOff = true
    },
    async heartbeat(state) {
      heartbeats.push(state)
    },
    speechToText: () => [stt],
    textToSpeech: () => [{ provider: tts, voice: 'one' }],
    languageModels: () => [{ provider: model, pricedAs: 'scripted' }],
    voiceActivity: scriptedVoiceActivity(),
    recordings: {
      putFile: async (key, path) => void stored.push({ key, path }),
      read: async () => null,
      delete: async () => {},
    },
    eventBus: {
      publish: async () => {},
      async subscribe(listener) {
        listeners.add(listener)
        return async () => void listeners.delete(listener)
      },
    },
    openingAgent: async () => null,
    clock: { now: () => new Date() },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    ...overrides,
  }
  const server = createMediaServer(deps)
  const port = await server.listen(0, '127.0.0.1')
  return {
    server,
    deps,
    url: `ws://127.0.0.1:${port}`,
    httpUrl: `http://127.0.0.1:${port}`,
    stt,
    tts,
    model,
    stored,
    heartbeats,
    services,
    publish: (event) => {
      for (const listener of listeners) listener(event)
    },
    expectCall({ agent, transport = 'exotel', transferTo } = {}) {
      const number = ++calls
      const token = `token-${number}`
      const call: ClaimedCall = {
        tenantId: 'tenant-1',
        callId: `call-${process.pid}-${number}`,
        externalId: transport === 'exotel' ? `sid-${number}` : null,
        transport,
        direction: 'inbound',
        tenantName: 'City Clinic',
        businessType: 'medical',
        timezone: 'Asia/Kolkata',
        fromPhone: null,
        agentId: 'agent-1',
        agentVersionId: 'version-1',
        agent: testAgent(agent),
        transferTo: transferTo ?? null,
      }
      waiting.set(token, call)
      return { token, call }
    },
    expectAgain(call) {
      const token = `token-${++calls}`
      waiting.set(token, call)
      return token
    },
    factsOf: (callId) => [...(facts.get(callId)?.values() ?? [])],
    async stop() {
      await server.stop()
      if (!overrides.dataDir) await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    },
  }
}

import type { AgentConfig } from '../../server/domain/agents/agent-config'
import type { ClaimedCall } from '../../server/domain/calls/call-record'
import { requestedSampleRateHz } from '../../server/vendors/exotel/stream-protocol'
import type { MediaDependencies } from '../dependencies'
import { lineOf } from '../replies/lines'
import type { PhraseCache } from './phrase-cache'

/** A made greeting is cached: a rush of calls for one agent looks its words up once in that time. */
const WARM_FOR_MS = 30_000

type Warmth = { deps: MediaDependencies; phrases: PhraseCache }

/** Starts making the greeting of a claimed call at the rate its stream will most likely have. */
export function prepareOpening(call: ClaimedCall, query: URLSearchParams, { deps, phrases }: Warmth): void {
  const usual = call.transport === 'exotel' ? 8000 : 16000
  void warm(call.agent, lineOf(call, 'greeting', null), requestedSampleRateHz(query) ?? usual, { deps, phrases })
}

/** Makes greetings before they are needed: when a call is about to come in, and when an agent is published. */
export async function warmGreetings(warmth: Warmth, signal: AbortSignal): Promise<void> {
  const { deps } = warmth
  const warmAt = new Map<string, number>()
  try {
    const unsubscribe = await deps.eventBus.subscribe((event) => {
      if (event.type !== 'call_opening' && event.type !== 'agent_published') return
      const nowMs = deps.clock.now().getTime()
      const agentId = event.agentId ?? ''
      if (event.type === 'call_opening' && nowMs - (warmAt.get(agentId) ?? Number.NEGATIVE_INFINITY) < WARM_FOR_MS) return
      if (agentId) warmAt.set(agentId, nowMs)
      void warmAgentOf(event, warmth).then((isFound) => {
        if (!isFound) warmAt.delete(agentId)
      })
    })
    signal.addEventListener('abort', () => void unsubscribe().catch(() => {}), { once: true })
  } catch (err) {
    deps.log.warn({ err }, 'greetings are not made in advance')
  }
}

async function warmAgentOf(event: { tenantId: string; callId?: string; agentId?: string }, warmth: Warmth): Promise<boolean> {
  const agent = await warmth.deps.openingAgent(event).catch(() => null)
  if (!agent) return false
  const texts = [agent.settings.notice.trim(), agent.greeting].filter((text) => text !== '')
  await warm(agent, texts, 8000, warmth)
  return true
}

async function warm(agent: AgentConfig, texts: string[], sampleRateHz: number, { deps, phrases }: Warmth): Promise<void> {
  const voice = deps.textToSpeech(agent.voiceId)[0]
  if (!voice) return
  for (const text of texts) {
    try {
      const { audio } = await phrases.open({ voice, language: agent.language, text, sampleRateHz })
      await audio.made()
    } catch (err) {
      return deps.log.warn({ err }, 'greeting not made in advance')
    }
  }
}

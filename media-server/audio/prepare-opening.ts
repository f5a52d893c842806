import type { AgentConfig } from '../../server/domain/agents/agent-config'
import type { ClaimedCall } from '../../server/domain/calls/call-record'
import { requestedSampleRateHz } from '../../server/vendors/exotel/stream-protocol'
import type { MediaDependencies } from '../dependencies'
import { lineOf } from '../replies/lines'
import type { PhraseCache } from './phrase-cache'

type Warmth = { deps: MediaDependencies; phrases: PhraseCache }

/** Starts making the greeting of a claimed call at the rate its stream will most likely have. */
export function prepareOpening(call: ClaimedCall, query: URLSearchParams, { deps, phrases }: Warmth): void {
  const usual = call.transport === 'exotel' ? 8000 : 16000
  void warm(call.agent, lineOf(call, 'greeting', null), requestedSampleRateHz(query) ?? usual, { deps, phrases })
}

/** Makes greetings before they are needed: when a call is about to come in, and when an agent is published. */
export async function warmGreetings(warmth: Warmth, signal: AbortSignal): Promise<void> {
  const { deps } = warmth
  try {
    const unsubscribe = await deps.eventBus.subscribe((event) => {
      if (event.type !== 'call_opening' && event.type !== 'agent_published') return
      void warmAgentOf(event, warmth)
    })
    signal.addEventListener('abort', () => void unsubscribe().catch(() => {}), { once: true })
  } catch (err) {
    deps.log.warn({ err }, 'greetings are not made in advance')
  }
}

async function warmAgentOf(event: { tenantId: string; callId?: string; agentId?: string }, warmth: Warmth): Promise<void> {
  const agent = await warmth.deps.openingAgent(event).catch(() => null)
  if (!agent) return
  const texts = [agent.settings.notice.trim(), agent.greeting].filter((text) => text !== '')
  await warm(agent, texts, 8000, warmth)
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

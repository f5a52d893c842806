import type { AgentConfig } from '../../server/domain/agents/agent-config'
import { DEFAULT_TURN_SETTINGS, type TurnSettings } from '../../server/domain/turn-taking/turn-settings'

/** The turn-taking of one agent with one recogniser. */
export function turnSettingsOf(agent: AgentConfig, endpointing: TurnSettings['endpointing']): TurnSettings {
  const { settings } = agent
  return {
    ...DEFAULT_TURN_SETTINGS,
    endpointing,
    endOfTurnSilenceMs: settings.endOfTurnSilenceMs,
    silencePromptAfterMs: settings.silencePromptAfterMs,
    silencePromptsCount: settings.silencePrompts,
    maxDurationMs: agent.maxCallDurationSeconds * 1000,
  }
}

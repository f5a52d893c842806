import { type AgentConfig, agentConfig } from './agent-config'
import type { AgentConfigPatch } from './agent-view'

/** `base` with what the patch names replaced. @throws ZodError when the result is no valid configuration */
export function mergeAgentConfig(base: AgentConfig, patch: AgentConfigPatch): AgentConfig {
  return agentConfig.parse({ ...base, ...dropUndefined(patch), settings: { ...base.settings, ...dropUndefined(patch.settings ?? {}) } })
}

function dropUndefined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

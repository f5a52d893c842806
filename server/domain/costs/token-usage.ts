import type { Usage } from './cost-ledger'

/** Tokens of a language model as lines of the ledger: what was read anew, what was read from its cache, what was written. */
export function usageOfTokens(provider: string, tokens: { inputTokens: number; cachedInputTokens: number; outputTokens: number }): Usage[] {
  const { inputTokens, cachedInputTokens, outputTokens } = tokens
  return [
    { kind: 'llm_input', provider, unit: 'token', quantity: inputTokens - cachedInputTokens },
    { kind: 'llm_cached_input', provider, unit: 'token', quantity: cachedInputTokens },
    { kind: 'llm_output', provider, unit: 'token', quantity: outputTokens },
  ]
}

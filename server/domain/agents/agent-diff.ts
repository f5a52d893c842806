import type { AgentConfig } from './agent-config'
import type { AgentChange } from './agent-view'

const LABELS: Record<string, string> = {
  systemPrompt: 'Instructions',
  greeting: 'Greeting',
  fallbackMessage: 'Fallback message',
  voiceId: 'Voice',
  language: 'Language',
  maxCallDurationSeconds: 'Longest call (seconds)',
  enableMemory: 'Remembers callers',
  enableExtraction: 'Takes down details',
  extractionSchemas: 'Details to take down',
  'settings.personaName': 'Name on the phone',
  'settings.businessFacts': 'Business facts',
  'settings.speechToText': 'Speech recognition',
  'settings.languageModel': 'Language model',
  'settings.notice': 'Notice before the greeting',
  'settings.silencePromptAfterMs': 'Ask again after silence (ms)',
  'settings.silencePrompts': 'Times to ask again',
  'settings.silencePromptText': 'What to ask after silence',
  'settings.goodbyeText': 'Goodbye',
  'settings.endOfTurnSilenceMs': "Silence that ends the caller's turn (ms)",
  'settings.allowTransfer': 'May put callers through',
  'settings.transferNumber': 'Number to put callers through to',
  'settings.keyterms': 'Words to recognise',
}

/**
 * What publishing `after` would change, one entry per setting that differs, in the editor's order.
 * Nothing published yet (`before` null) is no change: there is nothing to compare with.
 */
export function diffAgentConfigs(before: AgentConfig | null, after: AgentConfig | null): AgentChange[] {
  if (!before || !after) return []
  const was = flatten(before)
  const is = flatten(after)
  const paths = [...new Set([...Object.keys(LABELS), ...was.keys(), ...is.keys()])]
  return paths
    .filter((path) => (was.get(path) ?? '') !== (is.get(path) ?? ''))
    .map((path) => ({ path, label: LABELS[path] ?? path, before: was.get(path) ?? '', after: is.get(path) ?? '' }))
}

function flatten(config: AgentConfig): Map<string, string> {
  const { settings, ...rest } = config
  return new Map([
    ...Object.entries(rest).map(([name, value]) => [name, written(value)] as const),
    ...Object.entries(settings).map(([name, value]) => [`settings.${name}`, written(value)] as const),
  ])
}

function written(value: string | number | boolean | string[]): string {
  if (Array.isArray(value)) return value.join(', ')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}

import { z } from 'zod'

/** `<provider>:<voice>`: which service speaks and with which of its voices. */
export const voiceId = z.string().regex(/^[a-z-]+:[\w-]+$/, 'A voice is written provider:voice')

/** Everything of an agent that is not a column of its own. Defaults are what a new agent gets. */
export const agentSettings = z.object({
  /** Who the agent is on the phone, e.g. Maya. */
  personaName: z.string().max(60).default(''),
  /** Facts the agent may state: hours, address, services, prices. Plain text. */
  businessFacts: z.string().max(8000).default(''),
  /** `auto`: the configured provider, else the embedded one. */
  speechToText: z.enum(['auto', 'embedded', 'deepgram-nova', 'deepgram-flux']).default('auto'),
  languageModel: z.string().max(100).default('auto'),
  /** A part of the greeting that cannot be interrupted, spoken first: recording or AI disclosure. */
  notice: z.string().max(500).default(''),
  silencePromptAfterMs: z.number().int().min(2000).max(60000).default(8000),
  silencePrompts: z.number().int().min(0).max(5).default(2),
  silencePromptText: z.string().max(300).default('Are you still there?'),
  goodbyeText: z.string().max(300).default('Thank you for calling. Goodbye.'),
  /** Silence that ends the caller's turn, before content adapts it. */
  endOfTurnSilenceMs: z.number().int().min(200).max(3000).default(500),
  allowTransfer: z.boolean().default(true),
  /** E.164 to put callers through to; blank: the tenant's fallback number. */
  transferNumber: z.string().max(20).default(''),
  keyterms: z.array(z.string().max(60)).max(50).default([]),
})
export type AgentSettings = z.infer<typeof agentSettings>

/** What one version of an agent says and how it behaves: the editor's form and the media-server's input. */
export const agentConfig = z.object({
  systemPrompt: z.string().min(1).max(20000),
  greeting: z.string().min(1).max(600),
  fallbackMessage: z.string().min(1).max(600),
  voiceId,
  /** BCP 47 */
  language: z.string().min(2).max(20).default('en-IN'),
  maxCallDurationSeconds: z.number().int().min(30).max(3600).default(300),
  enableMemory: z.boolean().default(true),
  enableExtraction: z.boolean().default(true),
  /** Names of built-in extraction schemas (server/domain/extraction) this agent fills. */
  extractionSchemas: z.array(z.string()).default([]),
  settings: agentSettings.prefault({}),
})
export type AgentConfig = z.infer<typeof agentConfig>

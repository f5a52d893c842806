import { z } from 'zod'
import { agentConfig, agentSettings } from './agent-config'

/** A published version in the history. */
export const agentVersionView = z.object({
  id: z.uuid(),
  number: z.number().int(),
  note: z.string().nullable(),
  publishedAt: z.iso.datetime(),
  publishedByName: z.string().nullable(),
  isCurrent: z.boolean(),
})
export type AgentVersionView = z.infer<typeof agentVersionView>

/** One setting that differs. `path` is dotted: `settings.notice`. */
export const agentChange = z.object({ path: z.string(), label: z.string(), before: z.string(), after: z.string() })
export type AgentChange = z.infer<typeof agentChange>

export const agentSummaryView = z.object({
  id: z.uuid(),
  name: z.string(),
  isDefault: z.boolean(),
  personaName: z.string(),
  language: z.string(),
  voiceId: z.string(),
  publishedVersionNumber: z.number().int().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  hasDraft: z.boolean(),
  phoneNumbers: z.array(z.string()),
})
export type AgentSummaryView = z.infer<typeof agentSummaryView>

export const agentView = z.object({
  id: z.uuid(),
  name: z.string(),
  isDefault: z.boolean(),
  published: z.object({ versionId: z.uuid(), number: z.number().int(), publishedAt: z.iso.datetime(), config: agentConfig }).nullable(),
  /** `revision` goes back with the next save: a save on an older one is refused. */
  draft: z.object({ versionId: z.uuid(), revision: z.string(), updatedAt: z.iso.datetime(), config: agentConfig }).nullable(),
  /** Newest first. */
  versions: z.array(agentVersionView),
  changes: z.array(agentChange),
})
export type AgentView = z.infer<typeof agentView>

export const createAgentInput = z.object({ name: z.string().trim().min(1, 'Give the agent a name').max(60) })
export type CreateAgentInput = z.infer<typeof createAgentInput>

type Bare<Field> = Field extends z.ZodDefault<infer Inner extends z.core.$ZodType> | z.ZodPrefault<infer Inner extends z.core.$ZodType>
  ? Inner
  : Field
type BareShape<Shape extends z.ZodRawShape> = { [Key in keyof Shape]: Bare<Shape[Key]> }

/** The same fields without their defaults: `.partial()` alone would fill those in and undo what the form did not send. */
function withoutDefaults<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>): z.ZodObject<BareShape<Shape>> {
  const fields = Object.entries(schema.shape).map(([name, field]) => {
    const hasDefault = field instanceof z.ZodDefault || field instanceof z.ZodPrefault
    return [name, hasDefault ? field.unwrap() : field] as const
  })
  // Object.fromEntries forgets which key has which type.
  return z.object(Object.fromEntries(fields) as unknown as BareShape<Shape>)
}

export const agentConfigPatch = withoutDefaults(agentConfig.omit({ settings: true }))
  .partial()
  .extend({ settings: withoutDefaults(agentSettings).partial().optional() })
export type AgentConfigPatch = z.infer<typeof agentConfigPatch>

export const saveDraftInput = z.object({
  agentId: z.uuid(),
  /** Of the draft the form was filled from; absent when there was none. */
  revision: z.string().nullish(),
  name: z.string().trim().min(1).max(60).optional(),
  config: agentConfigPatch,
})
export type SaveDraftInput = z.infer<typeof saveDraftInput>

export const voiceView = z.object({
  /** `<provider>:<voice>` */
  id: z.string(),
  provider: z.string(),
  name: z.string(),
  description: z.string(),
  languages: z.array(z.string()),
  /** False: its provider has no key here; calls would speak with the embedded voice. */
  isAvailable: z.boolean(),
})
export type VoiceView = z.infer<typeof voiceView>

export const voicePreviewInput = z.object({
  voiceId: agentConfig.shape.voiceId,
  text: z.string().trim().min(1).max(300),
  language: z.string().max(20).default('en-IN'),
})
export type VoicePreviewInput = z.infer<typeof voicePreviewInput>
export const voicePreviewView = z.object({ contentType: z.literal('audio/wav'), audioBase64: z.string() })
export type VoicePreviewView = z.infer<typeof voicePreviewView>

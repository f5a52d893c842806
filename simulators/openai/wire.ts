import { z } from 'zod'

/** What the simulator reads of OpenAI's requests. Fields it does not know are accepted, as the vendor does. */
const contentPart = z.looseObject({ type: z.string(), text: z.string().optional() })
const content = z
  .union([z.string(), z.array(contentPart), z.null()])
  .optional()
  .transform((value) => (Array.isArray(value) ? value.map((part) => part.text ?? '').join('') : (value ?? '')))

export const toolCall = z.object({
  id: z.string(),
  type: z.literal('function').default('function'),
  function: z.object({ name: z.string(), arguments: z.string() }),
})

export const chatMessage = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['system', 'developer']), content }),
  z.object({ role: z.literal('user'), content }),
  z.object({ role: z.literal('assistant'), content, tool_calls: z.array(toolCall).nullish() }),
  z.object({ role: z.literal('tool'), tool_call_id: z.string(), content }),
])

export const chatRequest = z.object({
  model: z.string().min(1),
  messages: z.array(chatMessage).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  max_tokens: z.number().int().positive().nullish(),
  max_completion_tokens: z.number().int().positive().nullish(),
  tools: z
    .array(
      z.object({
        type: z.literal('function'),
        function: z.object({
          name: z.string(),
          description: z.string().default(''),
          parameters: z.record(z.string(), z.unknown()).default({}),
        }),
      }),
    )
    .nullish(),
  response_format: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('text') }),
      z.object({ type: z.literal('json_object') }),
      z.object({
        type: z.literal('json_schema'),
        json_schema: z.object({ name: z.string(), strict: z.boolean().nullish(), schema: z.record(z.string(), z.unknown()) }),
      }),
    ])
    .nullish(),
})
export type ChatRequest = z.output<typeof chatRequest>

export const speechRequest = z.object({
  model: z.string(),
  voice: z.string(),
  input: z.string().min(1).max(4096),
  response_format: z.enum(['pcm', 'wav', 'mp3', 'opus', 'aac', 'flac']).default('mp3'),
})

/** A reply before it is cut into wire pieces. */
export type Reply = { text: string; toolCalls: { name: string; arguments: Record<string, unknown> }[] }

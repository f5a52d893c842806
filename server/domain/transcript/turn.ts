import { z } from 'zod'

/**
 * Milliseconds spent in each stage of an agent's turn, all counted from the caller's end of speech.
 * `addedMs` is our own time: end of turn decided → first frame out, less what providers took.
 */
export const turnTimings = z.object({
  endpointMs: z.number().optional(),
  transcriptMs: z.number().optional(),
  firstTokenMs: z.number().optional(),
  firstAudioMs: z.number().optional(),
  firstFrameMs: z.number().optional(),
  addedMs: z.number().optional(),
})
export type TurnTimings = z.infer<typeof turnTimings>

/** One turn of a conversation. Times are offsets into the recording in milliseconds. */
export const turn = z.object({
  index: z.number().int().min(0),
  role: z.enum(['caller', 'agent']),
  text: z.string(),
  /** Agent turns only: what was played. Null for callers. */
  heardText: z.string().nullable(),
  interrupted: z.boolean(),
  startedMs: z.number().int().min(0),
  endedMs: z.number().int().min(0),
  language: z.string().nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  timings: turnTimings.nullable(),
})
export type Turn = z.infer<typeof turn>

import { z } from 'zod'

const instant = z.coerce.date().nullable()

/** What a vendor said about a call, as it is stored: the port's OutboundCallReport after JSON and back. */
export const outcomeReport = z.object({
  vendorCallId: z.string(),
  metadata: z.record(z.string(), z.unknown()),
  status: z.enum(['registered', 'ongoing', 'ended', 'not_connected', 'error']),
  from: z.string().nullable(),
  to: z.string().nullable(),
  startedAt: instant,
  endedAt: instant,
  durationMs: z.number().nullable(),
  disconnectionReason: z.string().nullable(),
  transcript: z.array(z.object({ role: z.enum(['caller', 'agent']), text: z.string(), startedMs: z.number(), endedMs: z.number() })),
  recordingUrl: z.string().nullable(),
  multiChannelRecordingUrl: z.string().nullable(),
  analysis: z
    .object({
      summary: z.string().nullable(),
      sentiment: z.enum(['POSITIVE', 'NEUTRAL', 'NEGATIVE']).nullable(),
      isSuccessful: z.boolean().nullable(),
      isVoicemail: z.boolean().nullable(),
      custom: z.record(z.string(), z.unknown()),
    })
    .nullable(),
  costCents: z.number().nullable(),
})
export type OutcomeReport = z.infer<typeof outcomeReport>

/** A notice as it is stored. */
export const outcomeDelivery = z.object({ event: z.string(), report: outcomeReport.nullable() })
export type OutcomeDelivery = z.infer<typeof outcomeDelivery>

/** The event we store for what we asked ourselves. */
export const POLLED = 'call_polled'

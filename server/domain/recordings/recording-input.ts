import { z } from 'zod'
import { cleanText } from '../text/clean-text'
import type { TranscriptPart } from './split-transcript'
import { roleOfLabel, splitTranscript } from './split-transcript'

/** Providers we have a word for; anything else is kept as OTHER with its own name in the call's id. */
const PROVIDERS = ['EXOTEL', 'TWILIO', 'RETELL', 'RINGCENTRAL', 'BROWSER', 'OTHER'] as const
const MAX_TRANSCRIPT_CHARACTERS = 400_000
const MAX_PARTS = 5_000
const LONGEST_CALL_SECONDS = 86_400

const seconds = z.number().min(0).max(LONGEST_CALL_SECONDS)
const part = z.object({
  speaker: z.string().max(100).nullish(),
  role: z.string().max(100).nullish(),
  text: z.string().max(20_000),
  /** Seconds from the start of the call. */
  start: seconds.nullish(),
  end: seconds.nullish(),
})

/** A recorded call from anywhere: POST /api/v1/recordings. */
export const recordingInput = z
  .object({
    external_id: z.string().trim().min(1).max(200),
    provider: z.string().trim().min(1).max(60),
    /** As the telephone company wrote it; anything that is no number counts as withheld. */
    from_phone: z.string().max(100).nullish(),
    to_phone: z.string().max(100).nullish(),
    call_type: z
      .string()
      .trim()
      .toLowerCase()
      .pipe(z.enum(['inbound', 'outbound', 'incoming', 'outgoing', 'outbound-dial', 'outbound-api']))
      .transform((type): 'INBOUND' | 'OUTBOUND' => (type.startsWith('in') ? 'INBOUND' : 'OUTBOUND')),
    /** ISO 8601; without a zone it is in the tenant's. */
    call_started_at: z.string().max(60),
    duration_seconds: z.number().min(0).max(LONGEST_CALL_SECONDS),
    recording_url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .nullish(),
    transcript: z.union([z.string().max(MAX_TRANSCRIPT_CHARACTERS), z.array(part).max(MAX_PARTS)]).nullish(),
    ai_insights: z.record(z.string(), z.unknown()).nullish(),
  })
  .meta({ id: 'RecordingInput' })
export type RecordingInput = z.infer<typeof recordingInput>

export const recordingAccepted = z.object({ call_id: z.uuid() }).meta({ id: 'RecordingAccepted' })

/** The provider in our words, and the id by which the same recording is known again. */
export function identityOf({ provider, external_id }: Pick<RecordingInput, 'provider' | 'external_id'>): {
  provider: (typeof PROVIDERS)[number]
  externalId: string
} {
  const name = provider.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const known = PROVIDERS.find((one) => one === name)
  return known && known !== 'OTHER'
    ? { provider: known, externalId: external_id }
    : { provider: 'OTHER', externalId: name === 'OTHER' ? external_id : `${provider.toLowerCase()}:${external_id}` }
}

/** The transcript in parts; null: none was sent. */
export function readTranscript(transcript: RecordingInput['transcript']): TranscriptPart[] | null {
  if (transcript === null || transcript === undefined) return null
  const parts = typeof transcript === 'string' ? splitTranscript(transcript) : transcript.map(toPart)
  const said = parts.map((one) => ({ ...one, text: cleanText(one.text).trim() })).filter(({ text }) => text !== '')
  return said.length > 0 ? said : null
}

function toPart({ speaker, role, text, start, end }: z.infer<typeof part>): TranscriptPart {
  return {
    role: roleOfLabel(role ?? speaker ?? ''),
    text,
    startedMs: typeof start === 'number' ? Math.round(start * 1000) : null,
    endedMs: typeof end === 'number' ? Math.round(end * 1000) : null,
  }
}

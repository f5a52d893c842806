import { z } from 'zod'
import type { CallAnalysis } from '../../domain/recorded-calls/session-notice'
import { amount, direction, id, time } from './ringcentral-values'

const MAX_ITEMS = 50

const text = z.string().nullish().catch(null)
const list = <Schema extends z.ZodType>(item: Schema) =>
  z
    .array(item.nullable().catch(null))
    .nullish()
    .catch(null)
    .transform((items) => (items ?? []).flatMap((one) => (one === null ? [] : [one])))

const said = z.object({ start: amount, end: amount, text: z.string(), speakerId: id })
const finding = z
  .object({ value: text, text })
  .transform(({ value, text: written }) => (value ?? written ?? '').trim())
  .or(z.string().transform((value) => value.trim()))
const findings = list(finding).transform((values) => values.filter((value) => value !== '').slice(0, MAX_ITEMS))

const insightsSchema = z.object({
  sourceSessionId: z.string().trim().min(1).max(200),
  sourceRecordId: id,
  callDirection: direction,
  recordingDurationMs: amount,
  recordingStartTime: time,
  creationTime: time,
  lastModifiedTime: time,
  ownerExtensionId: id,
  speakerInfo: list(z.object({ speakerId: id, accountId: id, extensionId: id })),
  insights: z
    .object({
      Transcript: list(said),
      Summary: findings,
      BulletedSummary: findings,
      HighLights: findings,
      Highlights: findings,
      Topics: findings,
      NextSteps: findings,
      Sentiment: findings,
    })
    .nullish()
    .catch(null),
})
type Insights = z.output<typeof insightsSchema>

/** What the vendor understood of a recording (vendors.md §4). Null: it does not even say of which call. */
export function readAnalysis(value: unknown): CallAnalysis | null {
  const { data } = insightsSchema.safeParse(value)
  if (!data) return null
  const { insights } = data
  const summary = insights?.Summary.length ? insights.Summary : (insights?.BulletedSummary ?? [])
  return {
    sessionId: data.sourceSessionId,
    recordingId: data.sourceRecordId,
    changedAt: data.lastModifiedTime ?? data.creationTime,
    direction: data.callDirection,
    recordingStartedAt: data.recordingStartTime,
    recordingDurationMs: data.recordingDurationMs,
    transcript: readTranscript(data),
    sentiment: insights?.Sentiment[0] ?? null,
    summary: summary.length > 0 ? summary.join(' ') : null,
    topics: [...(insights?.Topics ?? []), ...(insights?.HighLights ?? []), ...(insights?.Highlights ?? [])],
    actionItems: insights?.NextSteps ?? [],
  }
}

/** People with an extension, or of the account at all, are the business; everybody else called or was called. */
function readTranscript({ insights, speakerInfo }: Insights): CallAnalysis['transcript'] {
  const ofBusiness = new Set(speakerInfo.filter(({ extensionId, accountId }) => extensionId ?? accountId).map(({ speakerId }) => speakerId))
  const roleOf = (speakerId: string | null) => {
    if (ofBusiness.size === 0 || speakerId === null) return 'unknown' as const
    return ofBusiness.has(speakerId) ? ('agent' as const) : ('caller' as const)
  }
  return (insights?.Transcript ?? [])
    .filter(({ text: words }) => words.trim() !== '')
    .map(({ start, end, text: words, speakerId }) => ({ role: roleOf(speakerId), text: words.trim(), start, end }))
}

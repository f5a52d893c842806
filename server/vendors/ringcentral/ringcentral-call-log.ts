import { z } from 'zod'
import type { ArchivedCall } from '../../domain/recorded-calls/session-notice'
import { amount, direction, id, time } from './ringcentral-values'

const side = z
  .object({ phoneNumber: id })
  .nullish()
  .catch(null)
  .transform((given) => given?.phoneNumber ?? null)
const recording = z
  .object({ id, contentUri: z.string().max(2000).nullish().catch(null) })
  .nullish()
  .catch(null)
const leg = z.object({ recording, duration: amount })
const recordSchema = z.object({
  telephonySessionId: z.string().trim().min(1).max(200),
  direction,
  from: side,
  to: side,
  startTime: time,
  duration: amount,
  recording,
  legs: z.array(leg.nullable().catch(null)).nullish().catch(null),
})

/** A record of the call log, detailed or not (vendors.md §4). Null: it does not say of which call. */
export function readCallLogRecord(value: unknown): ArchivedCall | null {
  const { data: record } = recordSchema.safeParse(value)
  if (!record) return null
  const parts = [...(record.legs ?? []).flatMap((one) => one ?? []), record]
  const recordings = new Map<string, ArchivedCall['recordings'][number]>()
  for (const { recording: given, duration } of parts) {
    if (given?.id && !recordings.has(given.id)) {
      recordings.set(given.id, { id: given.id, url: given.contentUri ?? null, durationSeconds: duration })
    }
  }
  return {
    sessionId: record.telephonySessionId,
    direction: record.direction,
    from: record.from,
    to: record.to,
    startedAt: record.startTime,
    durationSeconds: record.duration,
    recordings: [...recordings.values()],
  }
}

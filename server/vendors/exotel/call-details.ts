import { DateTime } from 'luxon'
import { z } from 'zod'
import { VendorError } from '../../domain/errors/vendor-error'
import type { Telephony, VendorCallDetails } from '../../ports/telephony'
import { fetchJson } from '../http/fetch-stream'
import { failureOfContent } from '../http/vendor-failure'

const VENDOR = 'exotel'
/** Times carry no zone; they are Indian (vendors.md §1.8). */
const ZONE = 'Asia/Kolkata'
const DEFAULT_HOST = 'api.in.exotel.com'

export type ExotelAccount = {
  accountSid: string
  apiKey: string
  apiToken: string
  /** The API's host, as the account page shows it: `api.exotel.com`, `@api.in.exotel.com`. Absent: Mumbai. */
  subdomain?: string
  /** Replaces the host altogether. */
  baseUrl?: string
  timeoutMs?: number
}

const STATUSES = ['queued', 'ringing', 'in-progress', 'completed', 'failed', 'busy', 'no-answer', 'canceled'] as const

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined || value === '' ? null : String(value)))

// Keys are read in lower case: the vendor's pages print them both ways.
const callSchema = z.object({
  sid: text,
  status: text.transform((value) => value?.toLowerCase().replace('_', '-').replace('cancelled', 'canceled')).pipe(z.enum(STATUSES)),
  starttime: text.transform(readTime),
  endtime: text.transform(readTime),
  duration: text.transform(readSeconds),
  conversationduration: text.transform(readSeconds),
  recordingurl: text,
})
const answerSchema = z.union([
  z.object({ call: z.record(z.string(), z.unknown()).transform(lowerKeys).pipe(callSchema) }),
  z.object({
    restexception: z
      .record(z.string(), z.unknown())
      .transform(lowerKeys)
      .pipe(z.object({ status: z.coerce.number() })),
  }),
])

/** Exotel's REST API: what became of a call whose notices never came. */
export function createExotelTelephony(account: ExotelAccount): Telephony {
  const origin = account.baseUrl?.replace(/\/+$/, '') ?? `https://${hostOf(account.subdomain)}`
  const authorization = `Basic ${Buffer.from(`${account.apiKey}:${account.apiToken}`).toString('base64')}`
  return {
    async fetchCallDetails(vendorCallId, signal) {
      // Without `.json` the vendor answers XML.
      const path = `/v1/Accounts/${encodeURIComponent(account.accountSid)}/Calls/${encodeURIComponent(vendorCallId)}.json?details=true`
      try {
        const init = { headers: { authorization, accept: 'application/json' } }
        return readAnswer(vendorCallId, await fetchJson(VENDOR, origin + path, init, account.timeoutMs ?? 15_000, signal))
      } catch (error) {
        if (error instanceof VendorError && error.options.status === 404) return null
        throw error
      }
    },
  }
}

function readAnswer(vendorCallId: string, answer: unknown): VendorCallDetails | null {
  const parsed = answerSchema.safeParse(
    typeof answer === 'object' && answer !== null ? lowerKeys(answer as Record<string, unknown>) : answer,
  )
  if (!parsed.success) throw failureOfContent(VENDOR, 'call details that cannot be read', parsed.error)
  if ('restexception' in parsed.data) {
    const { status } = parsed.data.restexception
    if (status === 404) return null
    throw new VendorError(VENDOR, `answered ${status}`, { retryable: status === 429 || status >= 500, status })
  }
  const { call } = parsed.data
  return {
    vendorCallId: call.sid ?? vendorCallId,
    status: call.status,
    startedAt: call.starttime,
    endedAt: call.endtime,
    durationSeconds: call.conversationduration ?? call.duration,
    recordingUrl: call.recordingurl,
  }
}

function hostOf(subdomain: string | undefined): string {
  const host = subdomain
    ?.trim()
    .replace(/^https?:\/\//, '')
    .replace(/^@/, '')
    .replace(/\/+$/, '')
  if (!host) return DEFAULT_HOST
  return host.includes('.') ? host : `${host}.exotel.com`
}

function lowerKeys(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key.toLowerCase().replaceAll('_', ''), value]))
}

/** The vendor's "no time" is the epoch as seen from India. */
function readTime(value: string | null): Date | null {
  if (value === null) return null
  const time = DateTime.fromSQL(value, { zone: ZONE })
  const instant = time.isValid ? time : DateTime.fromISO(value, { zone: ZONE })
  return instant.isValid && instant.toMillis() > 0 ? instant.toJSDate() : null
}

function readSeconds(value: string | null): number | null {
  const seconds = value === null ? Number.NaN : Number(value)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds) : null
}

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { VendorError } from '../../domain/errors/vendor-error'
import type { ArchivedCall } from '../../domain/recorded-calls/session-notice'
import type { NoticeSubscription, RecordedCalls, RecordedCallsAccount } from '../../ports/recorded-calls'
import { fetchJson, fetchNothing } from '../http/fetch-stream'
import { failureOfContent } from '../http/vendor-failure'
import { readCallLogRecord } from './ringcentral-call-log'
import { readAnalysis } from './ringcentral-insights'
import { id, time } from './ringcentral-values'

const VENDOR = 'ringcentral'
const PAGE = 250
/** More pages than this mean the vendor does not page as asked. */
const MAX_PAGES = 80
/** Far more than a page of the call log, or an hour's transcript. */
const MAX_ANSWER_BYTES = 20 * 1024 * 1024
/** How far back a call is looked for: without a start the vendor looks back one day. */
const LOOK_BACK_MS = 30 * 24 * 60 * 60_000
/** A token is renewed this long before it ends. */
const TOKEN_SLACK_MS = 60_000
/** Twenty years, the most there is: webhooks need not be renewed often, and are when they must. */
const EXPIRES_IN_SECONDS = 630_720_000
const JWT_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** All the notices we ask for. The last one tells that the subscription itself is about to end. */
export const EVENT_FILTERS = [
  '/restapi/v1.0/account/~/telephony/sessions',
  '/ai/ringsense/v1/public/accounts/~/domains/pbx/insights',
  '/restapi/v1.0/subscription/~?threshold=86400&interval=3600',
]

export type RingCentralOptions = {
  /** `https://platform.ringcentral.com` */
  baseUrl: string
  /** Where recordings are. `https://media.ringcentral.com` */
  mediaBaseUrl: string
  now: () => Date
  timeoutMs?: number
}

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().min(0).max(1e9),
  refresh_token: z.string().min(1).nullish().catch(null),
})
const subscriptionSchema = z.object({
  id: z.string().trim().min(1).max(200),
  status: z.string().nullish().catch(null),
  expirationTime: time,
  deliveryMode: z
    .object({ address: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
})
const records = z.object({ records: z.array(z.unknown()) })
const accountSchema = z.object({ id })

type Token = { accessToken: string; refreshToken: string | null; expiresAtMs: number }
type Ask = { method?: 'GET' | 'POST' | 'DELETE'; path: string; body?: unknown }

/** RingCentral's REST API (vendors.md §4). No address from its answers is ever followed here. */
export function createRingCentralCalls({ baseUrl, mediaBaseUrl, now, timeoutMs = 15_000 }: RingCentralOptions): RecordedCalls {
  const origin = baseUrl.replace(/\/+$/, '')
  const mediaOrigin = mediaBaseUrl.replace(/\/+$/, '')
  const tokens = new Map<string, Promise<Token>>()
  /** Until when an account is to be left alone: whoever asks sooner is made to wait longer. */
  const busyUntilMs = new Map<string, number>()

  /** One token per account, shared by all who ask at once. */
  async function tokenOf(account: RecordedCallsAccount, signal: AbortSignal): Promise<Token> {
    if (!account.clientId) return { accessToken: account.jwt, refreshToken: null, expiresAtMs: Number.POSITIVE_INFINITY }
    const key = keyOf(account)
    const known = await tokens.get(key)?.catch(() => null)
    if (known && known.expiresAtMs - TOKEN_SLACK_MS > now().getTime()) return known
    const next = signIn(account, known?.refreshToken ?? null, signal)
    tokens.set(key, next)
    next.catch(() => tokens.delete(key))
    return next
  }

  async function signIn(account: RecordedCallsAccount, refreshToken: string | null, signal: AbortSignal): Promise<Token> {
    if (refreshToken) {
      try {
        return await grant(account, { grant_type: 'refresh_token', refresh_token: refreshToken }, signal)
      } catch (error) {
        // Spent or ended: the credential itself does not end.
        if (!(error instanceof VendorError) || error.retryable) throw error
      }
    }
    return grant(account, { grant_type: JWT_GRANT, assertion: account.jwt }, signal)
  }

  async function grant(
    { clientId, clientSecret }: RecordedCallsAccount,
    form: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Token> {
    const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
    const headers = { authorization, accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }
    const init = { method: 'POST', headers, body: new URLSearchParams(form).toString() }
    const answer = await fetchJson(VENDOR, `${origin}/restapi/oauth/token`, init, timeoutMs, signal, MAX_ANSWER_BYTES)
    const { data } = tokenSchema.safeParse(answer)
    if (!data) throw failureOfContent(VENDOR, 'no access token')
    const expiresAtMs = now().getTime() + data.expires_in * 1000
    return { accessToken: data.access_token, refreshToken: data.refresh_token ?? null, expiresAtMs }
  }

  /** A token that was taken back meanwhile is replaced once. */
  async function ask(account: RecordedCallsAccount, request: Ask, signal: AbortSignal): Promise<unknown> {
    try {
      return await send(account, request, signal)
    } catch (error) {
      if (!(error instanceof VendorError) || error.options.status !== 401 || !tokens.delete(keyOf(account))) throw error
      return send(account, request, signal)
    }
  }

  async function send(account: RecordedCallsAccount, request: Ask, signal: AbortSignal): Promise<unknown> {
    refuseWhileBusy(account)
    try {
      return await sendNow(account, request, signal)
    } catch (error) {
      if (error instanceof VendorError && error.options.status === 429 && error.options.retryAfterMs) {
        busyUntilMs.set(keyOf(account), now().getTime() + error.options.retryAfterMs)
      }
      throw error
    }
  }

  function refuseWhileBusy(account: RecordedCallsAccount): void {
    const retryAfterMs = (busyUntilMs.get(keyOf(account)) ?? 0) - now().getTime()
    if (retryAfterMs > 0) throw new VendorError(VENDOR, 'asked to be left alone', { retryable: true, status: 429, retryAfterMs })
  }

  async function sendNow(account: RecordedCallsAccount, { method = 'GET', path, body }: Ask, signal: AbortSignal): Promise<unknown> {
    const { accessToken } = await tokenOf(account, signal)
    const headers: Record<string, string> = { authorization: `Bearer ${accessToken}`, accept: 'application/json' }
    if (body !== undefined) headers['content-type'] = 'application/json'
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    if (method === 'DELETE') return fetchNothing(VENDOR, origin + path, init, timeoutMs, signal)
    return fetchJson(VENDOR, origin + path, init, timeoutMs, signal, MAX_ANSWER_BYTES)
  }

  async function readLog(account: RecordedCallsAccount, query: Record<string, string>, signal: AbortSignal) {
    const path = `/restapi/v1.0/account/~/call-log?${new URLSearchParams({ view: 'Detailed', perPage: String(PAGE), ...query })}`
    const { data } = records.safeParse(await ask(account, { path }, signal))
    if (!data) throw failureOfContent(VENDOR, 'a call log that cannot be read')
    return { count: data.records.length, calls: data.records.flatMap((record) => readCallLogRecord(record) ?? []) }
  }

  return {
    async findCall(account, sessionId, signal) {
      const dateFrom = new Date(now().getTime() - LOOK_BACK_MS).toISOString()
      const { calls } = await readLog(account, { telephonySessionId: sessionId, dateFrom }, signal)
      return calls.find((call) => call.sessionId === sessionId) ?? null
    },

    async listCalls(account, { since, until }, signal) {
      const span = { recordingType: 'All', dateFrom: since.toISOString(), dateTo: until.toISOString() }
      const found: ArchivedCall[] = []
      for (let page = 1; page <= MAX_PAGES; page += 1) {
        const { count, calls } = await readLog(account, { ...span, page: String(page) }, signal)
        found.push(...calls)
        if (count < PAGE) return found
      }
      throw failureOfContent(VENDOR, 'an endless call log')
    },

    async findAnalyses(account, sessionId, signal) {
      const path = `/ai/ringsense/v1/public/accounts/~/domains/pbx/sessions/${encodeURIComponent(sessionId)}/insights`
      try {
        const { data } = records.safeParse(await ask(account, { path }, signal))
        if (!data) throw failureOfContent(VENDOR, 'insights that cannot be read')
        // The answer is about the call we asked for, whatever id it carries.
        return data.records.flatMap((record) => {
          const analysis = readAnalysis(record)
          return analysis ? [{ ...analysis, sessionId }] : []
        })
      } catch (error) {
        if (error instanceof VendorError && error.options.status === 404) return []
        throw error
      }
    },

    recordingUrl: (recordingId) => `${mediaOrigin}/restapi/v1.0/account/~/recording/${encodeURIComponent(recordingId)}/content`,

    async authorize(account, signal) {
      const { accessToken } = await tokenOf(account, signal)
      return {
        origins: [new URL(origin).origin, new URL(mediaOrigin).origin],
        headers: { authorization: `Bearer ${accessToken}` },
      }
    },

    async readAccountId(account, signal) {
      const { data } = accountSchema.safeParse(await ask(account, { path: '/restapi/v1.0/account/~' }, signal))
      if (!data?.id) throw failureOfContent(VENDOR, 'an account without an id')
      return data.id
    },

    async listSubscriptions(account, signal) {
      const { data } = records.safeParse(await ask(account, { path: '/restapi/v1.0/subscription' }, signal))
      if (!data) throw failureOfContent(VENDOR, 'a list of subscriptions that cannot be read')
      return data.records.flatMap((record) => readSubscription(record) ?? [])
    },

    async subscribe(account, { address, verificationToken }, signal) {
      const deliveryMode = { transportType: 'WebHook', address, verificationToken }
      const body = { eventFilters: EVENT_FILTERS, deliveryMode, expiresIn: EXPIRES_IN_SECONDS }
      return subscriptionOf(await ask(account, { method: 'POST', path: '/restapi/v1.0/subscription', body }, signal))
    },

    async renew(account, subscriptionId, signal) {
      const path = `/restapi/v1.0/subscription/${encodeURIComponent(subscriptionId)}/renew`
      return subscriptionOf(await ask(account, { method: 'POST', path }, signal))
    },

    async unsubscribe(account, subscriptionId, signal) {
      try {
        await ask(account, { method: 'DELETE', path: `/restapi/v1.0/subscription/${encodeURIComponent(subscriptionId)}` }, signal)
      } catch (error) {
        if (!(error instanceof VendorError) || error.options.status !== 404) throw error
      }
    },
  }
}

/** Not the secrets themselves: a map of them would be a second place to lose them from. */
function keyOf({ clientId, clientSecret, jwt }: RecordedCallsAccount): string {
  return createHash('sha256')
    .update(JSON.stringify([clientId, clientSecret, jwt]))
    .digest('hex')
}

function subscriptionOf(value: unknown): NoticeSubscription {
  const subscription = readSubscription(value)
  if (!subscription) throw failureOfContent(VENDOR, 'a subscription that cannot be read')
  return subscription
}

function readSubscription(value: unknown): NoticeSubscription | null {
  const { data } = subscriptionSchema.safeParse(value)
  if (!data) return null
  const status = data.status?.toLowerCase()
  return {
    id: data.id,
    status: status === 'active' ? 'active' : status === 'blacklisted' ? 'blacklisted' : 'suspended',
    address: data.deliveryMode?.address ?? null,
    expiresAt: data.expirationTime ? new Date(data.expirationTime) : null,
  }
}

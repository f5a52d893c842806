import type { CallCreatePhoneCallParams, CallListParams } from 'retell-sdk/resources/call'
import { z } from 'zod'
import { OutboundRefused } from '../../domain/errors/outbound-refused'
import { VendorError } from '../../domain/errors/vendor-error'
import type { OutboundCaller, OutboundCallReport, PlaceCall } from '../../ports/outbound-caller'
import { fetchJson } from '../http/fetch-stream'
import { failureOfContent } from '../http/vendor-failure'
import { readRetellCall } from './retell-events'

const VENDOR = 'retell'
const LIST_PAGE = 100
/** A session's calls are one or two; this many pages mean the vendor does not filter as asked. */
const MAX_LIST_PAGES = 10
/** The vendor's clock and ours. */
const CLOCK_SLACK_MS = 60_000

export type RetellOptions = {
  /** `https://api.retellai.com` */
  baseUrl: string
  /** Placing a call may take the vendor this long; its own client waits two minutes. */
  placeTimeoutMs?: number
  readTimeoutMs?: number
}

const placedSchema = z.object({ call_id: z.string().trim().min(1) })
const listSchema = z.object({
  items: z.array(z.unknown()),
  has_more: z.boolean().nullish(),
  pagination_key: z.string().nullish(),
})

/**
 * Places calls through Retell's API (vendors.md §2.1). No request is ever repeated here: creating a call has no idempotency key.
 * What is not in the list is not proof that a call was never taken on: the list leaves out calls that are only registered.
 */
export function createRetellOutboundCaller({ baseUrl, placeTimeoutMs = 30_000, readTimeoutMs = 15_000 }: RetellOptions): OutboundCaller {
  const origin = baseUrl.replace(/\/+$/, '')

  function send(method: 'GET' | 'POST', path: string, apiKey: string, body: unknown, timeoutMs: number, signal: AbortSignal) {
    const headers: Record<string, string> = { authorization: `Bearer ${apiKey}`, accept: 'application/json' }
    if (body !== undefined) headers['content-type'] = 'application/json'
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    return fetchJson(VENDOR, origin + path, init, timeoutMs, signal)
  }

  return {
    async place(request, signal) {
      try {
        const answer = await send('POST', '/v2/create-phone-call', request.apiKey, toCreateParams(request), placeTimeoutMs, signal)
        const { data: placed } = placedSchema.safeParse(answer)
        if (!placed) throw failureOfContent(VENDOR, 'no id for the call it placed')
        return { vendorCallId: placed.call_id }
      } catch (error) {
        throw refusalOf(error) ?? error
      }
    },

    async findBySession({ apiKey, sessionId, to, since }, signal) {
      const found: OutboundCallReport[] = []
      let paginationKey: string | undefined
      for (let page = 0; page < MAX_LIST_PAGES; page += 1) {
        const body = toListParams(sessionId, to, paginationKey)
        const { data: list } = listSchema.safeParse(await send('POST', '/v3/list-calls', apiKey, body, readTimeoutMs, signal))
        if (!list) throw failureOfContent(VENDOR, 'a list of calls that cannot be read')
        const reports = list.items.flatMap((item) => readRetellCall(item) ?? [])
        found.push(...reports.filter(({ metadata }) => metadata.session_id === sessionId))
        const isPast = reports.some(({ startedAt }) => startedAt && startedAt.getTime() < since.getTime() - CLOCK_SLACK_MS)
        paginationKey = list.pagination_key ?? undefined
        if (!list.has_more || !paginationKey || isPast) return found
      }
      throw failureOfContent(VENDOR, 'an endless list of calls')
    },

    async fetch({ apiKey, vendorCallId }, signal) {
      const path = `/v2/get-call/${encodeURIComponent(vendorCallId)}`
      try {
        const report = readRetellCall(await send('GET', path, apiKey, undefined, readTimeoutMs, signal))
        if (!report) throw failureOfContent(VENDOR, 'a call that cannot be read')
        return report
      } catch (error) {
        // 422 is this vendor's "cannot find requested asset".
        if (error instanceof VendorError && (error.options.status === 404 || error.options.status === 422)) return null
        throw error
      }
    },
  }
}

/** Field by field: the vendor ignores what it does not know, and then calls with the number's own agent. */
function toCreateParams({ from, to, agentId, variables, metadata }: PlaceCall): CallCreatePhoneCallParams {
  return {
    from_number: from,
    to_number: to,
    ...(agentId ? { override_agent_id: agentId } : {}),
    metadata,
    retell_llm_dynamic_variables: variables,
  }
}

function toListParams(sessionId: string, to: string, paginationKey: string | undefined): CallListParams {
  return {
    filter_criteria: {
      metadata: [{ type: 'string', op: 'eq', key: 'session_id', value: sessionId }],
      to_number: { type: 'string', op: 'eq', value: to },
    },
    sort_order: 'descending',
    limit: LIST_PAGE,
    ...(paginationKey ? { pagination_key: paginationKey } : {}),
  }
}

/** Statuses with which the vendor may all the same have taken the call on. */
const OPEN_OUTCOME = new Set([408, 409])

/** The vendor's certain no; null when it is not certain. */
function refusalOf(error: unknown): OutboundRefused | null {
  if (!(error instanceof VendorError)) return null
  const { status, retryAfterMs } = error.options
  if (status === undefined || status < 400 || status >= 500 || OPEN_OUTCOME.has(status)) return null
  const isRetryable = status === 429 || status === 425
  return new OutboundRefused(reasonOf(status), { isRetryable, status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) })
}

function reasonOf(status: number): string {
  if (status === 429 || status === 425) return 'rate_limited'
  if (status === 402) return 'payment_required'
  return status === 401 || status === 403 ? 'unauthorized' : 'invalid_request'
}

import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { createFaults, type Fault, fault } from '../lib/faults'
import { delayOrHang, sendPieces } from '../lib/send-pieces'
import { type SimulatedRequest, type Simulator, sendJson } from '../lib/simulator'
import { costOf, notConnectedReason, OUTCOMES, type OutcomeName, outcomeFor, talkOf, toTranscript, toUtterances } from './outcomes'
import { recordingOf } from './recording'
import { type Delivery, sendNotice, type WebhookTrouble, webhookTrouble } from './webhooks'
import { type CreatePhoneCall, createPhoneCall, listCalls, passes, type RetellCall } from './wire'

/** How placing a call goes wrong. Those before it leave no call behind, those after it do. */
export const placingTrouble = z.strictObject({
  how: z.enum(['lose_request', 'error_before', 'throttle', 'lose_reply', 'error_after', 'garbage_after', 'hang_after', 'slow']),
  /** How many of the requests meet it: 1 all of them, 0.2 one in five. */
  share: z.number().min(0).max(1).default(1),
  status: z.number().int().min(500).max(599).default(500),
  retryAfterSeconds: z.number().min(0).default(1),
  delayMs: z.number().min(0).default(0),
  times: z.number().int().min(1).optional(),
})
export type PlacingTrouble = z.output<typeof placingTrouble>

const command = z.strictObject({
  /** For every request of the API. */
  fault: fault.nullish(),
  placing: z.array(placingTrouble).optional(),
  webhooks: webhookTrouble.optional(),
  /** How calls go, by the number dialled (E.164) or by `metadata.session_id`; `*` for all others. */
  outcomes: z.record(z.string(), z.enum(OUTCOMES)).optional(),
  /** Where notices go, as the account's setting in the vendor's dashboard. Null: nowhere. */
  webhookUrl: z.url().nullish(),
  pace: z
    .strictObject({
      ringMs: z.number().min(0).optional(),
      talkMs: z.number().min(0).optional(),
      analysisMs: z.number().min(0).optional(),
      retryMs: z.number().min(0).optional(),
    })
    .optional(),
  /** Keys that are good; absent: any. */
  keys: z.array(z.string()).optional(),
  /** Keys whose account has not paid. */
  unpaidKeys: z.array(z.string()).optional(),
  /** Calls under way at once, over which no more are taken. */
  concurrencyLimit: z.number().int().min(1).optional(),
  /** A call is not in the list before it is this old. */
  listDelayMs: z.number().min(0).optional(),
  /** Makes what goes wrong by chance go wrong in the same places again. */
  seed: z.number().int().optional(),
  forget: z.boolean().optional(),
})
export type RetellSimulatorOptions = z.input<typeof command>

export type RetellSimulator = Simulator & {
  /** Calls taken on, in order, as the API shows them. */
  calls: RetellCall[]
  /** Bodies of create-phone-call as they came, taken on or not. */
  requests: unknown[]
  deliveries: Delivery[]
  /** Resolves when nothing rings, talks or is being sent. */
  settled(): Promise<void>
  /** Sends a notice about a call once more, as it stands. */
  resend(callId: string, event: string): Promise<void>
}

type Placed = { call: RetellCall; apiKey: string; at: number; outcome: OutcomeName; origin: string }

const E164 = /^\+[1-9]\d{6,14}$/

/**
 * Retell's API and its notices: create-phone-call, get-call, list-calls, stop-call, get-concurrency, recordings. A call rings,
 * is talked through by the script of its outcome, ends and is analysed at the configured pace.
 */
export function createRetellSimulator(options: RetellSimulatorOptions = {}): RetellSimulator {
  const faults = createFaults()
  const placed = new Map<string, Placed>()
  const calls: RetellCall[] = []
  const requests: unknown[] = []
  const deliveries: Delivery[] = []
  const running = new Set<Promise<void>>()
  let placing: { trouble: PlacingTrouble; left: number }[] = []
  let trouble: WebhookTrouble = {}
  let outcomes: Record<string, OutcomeName> = {}
  let webhookUrl: string | null = null
  let pace = { ringMs: 1000, talkMs: 7000, analysisMs: 1500, retryMs: 1000 }
  let limits: { keys?: string[]; unpaidKeys?: string[]; concurrencyLimit?: number; listDelayMs?: number } = {}
  let random = randomFrom(1)

  control(options)

  function control(input: unknown) {
    const next = command.parse(input)
    if (next.fault !== undefined) faults.set(next.fault)
    if (next.placing) placing = next.placing.map((one) => ({ trouble: one, left: one.times ?? Number.POSITIVE_INFINITY }))
    if (next.webhooks) trouble = next.webhooks
    if (next.outcomes) outcomes = { ...outcomes, ...next.outcomes }
    if (next.webhookUrl !== undefined) webhookUrl = next.webhookUrl
    pace = { ...pace, ...next.pace }
    const { keys, unpaidKeys, concurrencyLimit, listDelayMs } = next
    limits = {
      ...limits,
      ...Object.fromEntries(Object.entries({ keys, unpaidKeys, concurrencyLimit, listDelayMs }).filter(([, v]) => v !== undefined)),
    }
    if (next.seed !== undefined) random = randomFrom(next.seed)
    if (next.forget) forget()
    return { placed: calls.length, requests: requests.length, deliveries }
  }

  function forget() {
    placed.clear()
    outcomes = {}
    for (const list of [calls, requests, deliveries]) list.length = 0
  }

  async function handle(request: SimulatedRequest, response: ServerResponse): Promise<void> {
    const recording = /^\/recordings\/([^/]+)\/(recording|multichannel)\.wav$/.exec(request.path)
    if (request.method === 'GET' && recording) return sendRecording(response, recording[1] ?? '', recording[2] === 'multichannel' ? 2 : 1)
    const apiKey = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (!apiKey || (limits.keys && !limits.keys.includes(apiKey))) return sendError(response, 401, 'API key is missing or invalid.')
    if (limits.unpaidKeys?.includes(apiKey)) return sendError(response, 402, 'Trial has ended, please add payment method.')
    const due = faults.take()
    if (await delayOrHang(due)) return
    if (due?.status) return sendFault(response, due)
    const route = `${request.method} ${request.path}`
    if (route === 'POST /v2/create-phone-call') return create(request, response, apiKey)
    if (/^POST \/v[23]\/list-calls$/.test(route)) return list(request, response, apiKey, due)
    const named = /^(GET \/v2\/get-call|POST \/v2\/stop-call)\/([^/]+)$/.exec(route)
    if (named) return named[1]?.startsWith('GET') ? get(response, named[2] ?? '', apiKey, due) : stop(response, named[2] ?? '', apiKey)
    if (route === 'GET /get-concurrency') {
      const concurrency_limit = limits.concurrencyLimit ?? 20
      return sendJson(response, 200, { current_concurrency: underWay(), concurrency_limit, base_concurrency: 20, purchased_concurrency: 0 })
    }
    return sendError(response, 404, `Cannot ${request.method} ${request.path}`)
  }

  async function create(request: SimulatedRequest, response: ServerResponse, apiKey: string): Promise<void> {
    const raw = readJson(request.body)
    if (raw === undefined) return sendError(response, 400, 'Invalid request format, please check API reference.')
    requests.push(raw)
    const parsed = createPhoneCall.safeParse(raw)
    const problem = parsed.success ? problemOf(parsed.data) : parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')
    if (!parsed.success || problem) return sendError(response, 422, `Invalid field: ${problem}`)
    const due = takeTrouble()
    if (due?.delayMs) await wait(due.delayMs)
    if (due?.how === 'lose_request') return void response.destroy()
    if (due?.how === 'error_before') return sendError(response, due.status, 'An unexpected server error occurred.')
    if (due?.how === 'throttle' || (limits.concurrencyLimit && underWay() >= limits.concurrencyLimit)) {
      const headers = { 'retry-after': String(due?.retryAfterSeconds ?? 1) }
      return sendError(response, 429, 'Account rate limited, please throttle your requests.', headers)
    }
    const { call } = place(parsed.data, apiKey, `http://${request.headers.host ?? '127.0.0.1'}/retell`)
    if (due?.how === 'lose_reply') return void response.destroy()
    if (due?.how === 'hang_after') return
    if (due?.how === 'error_after') return sendError(response, due.status, 'An unexpected server error occurred.')
    if (due?.how === 'garbage_after') return void response.writeHead(201, { 'content-type': 'application/json' }).end('{"call_id":')
    sendJson(response, 201, call)
  }

  function problemOf(body: CreatePhoneCall): string | null {
    if (!E164.test(body.from_number) && !body.ignore_e164_validation) return 'from_number must be in E.164 format'
    return E164.test(body.to_number) ? null : 'to_number must be in E.164 format'
  }

  function takeTrouble(): PlacingTrouble | null {
    for (const one of placing) {
      if (one.left <= 0 || (one.trouble.share < 1 && random() >= one.trouble.share)) continue
      one.left -= 1
      return one.trouble
    }
    return null
  }

  function place(body: CreatePhoneCall, apiKey: string, origin: string): Placed {
    const call: RetellCall = {
      call_id: `call_${randomBytes(14).toString('hex')}`,
      call_type: 'phone_call',
      agent_id: body.override_agent_id ?? 'agent_bound_to_the_number',
      agent_version: 0,
      agent_name: 'Simulated agent',
      call_status: 'registered',
      direction: 'outbound',
      from_number: body.from_number,
      to_number: body.to_number,
      ...(body.metadata === undefined ? {} : { metadata: body.metadata }),
      ...(body.retell_llm_dynamic_variables ? { retell_llm_dynamic_variables: body.retell_llm_dynamic_variables } : {}),
      ...(body.custom_sip_headers ? { custom_sip_headers: body.custom_sip_headers } : {}),
      opt_in_signed_url: false,
    }
    const session = typeof body.metadata === 'object' && body.metadata !== null ? Reflect.get(body.metadata, 'session_id') : undefined
    const outcome = outcomes[String(session)] ?? outcomes[body.to_number] ?? outcomes['*'] ?? outcomeFor(body.to_number)
    const one = { call, apiKey, at: Date.now(), outcome, origin }
    placed.set(call.call_id, one)
    calls.push(call)
    track(run(one))
    return one
  }

  /** Answers with the call as it is on arrival: what happens to it later does not show in an answer already given. */
  async function run(one: Placed): Promise<void> {
    const { call, outcome } = one
    await rest(pace.ringMs)
    const reason = notConnectedReason(outcome)
    if (call.call_status !== 'registered') return
    if (reason) {
      Object.assign(call, { call_status: 'not_connected', disconnection_reason: reason, end_timestamp: Date.now(), duration_ms: 0 })
      call.call_cost = costOf(0)
      notify(one, 'call_ended')
      return
    }
    Object.assign(call, { call_status: 'ongoing', start_timestamp: Date.now() })
    notify(one, 'call_started')
    await rest(pace.talkMs)
    // Somebody may have stopped it meanwhile.
    if (isUnderWay(call)) end(one, talkOf(outcome, call.retell_llm_dynamic_variables ?? {}).reason)
    await rest(pace.analysisMs)
    analyse(one)
  }

  function end(one: Placed, reason: string): void {
    const { call } = one
    const talk = talkOf(one.outcome, call.retell_llm_dynamic_variables ?? {})
    const utterances = toUtterances(talk.lines, pace.talkMs)
    const duration = Math.round((utterances.at(-1)?.words.at(-1)?.end ?? 0) * 1000)
    Object.assign(call, {
      call_status: 'ended',
      disconnection_reason: reason,
      end_timestamp: (call.start_timestamp ?? Date.now()) + duration,
      duration_ms: duration,
      transcript: toTranscript(utterances),
      transcript_object: utterances,
      transcript_with_tool_calls: utterances,
      recording_url: `${one.origin}/recordings/${call.call_id}/recording.wav`,
      recording_multi_channel_url: `${one.origin}/recordings/${call.call_id}/multichannel.wav`,
      public_log_url: `${one.origin}/logs/${call.call_id}/public.log`,
      telephony_identifier: { twilio_call_sid: `CA${randomBytes(16).toString('hex')}` },
      call_cost: costOf(duration),
    })
    notify(one, 'call_ended')
  }

  function analyse(one: Placed): void {
    const talk = talkOf(one.outcome, one.call.retell_llm_dynamic_variables ?? {})
    one.call.call_analysis = {
      call_summary: talk.summary,
      user_sentiment: talk.sentiment,
      call_successful: talk.isSuccessful,
      in_voicemail: talk.isVoicemail ?? false,
      custom_analysis_data: talk.custom,
    }
    notify(one, 'call_analyzed')
  }

  const held = new Map<string, (() => void)[]>()
  /** Sends the call as it is now; the vendor leaves the analysis out of everything but `call_analyzed`. */
  function notify(one: Placed, event: string): void {
    const { call_analysis, ...rest } = one.call
    const call = structuredClone(event === 'call_analyzed' ? one.call : rest)
    const send = () => track(deliver(one, event, call))
    if (!trouble.isReversed) {
      send()
      return
    }
    const waiting = [send, ...(held.get(call.call_id) ?? [])]
    const isLast = event === 'call_analyzed' || call.call_status === 'not_connected'
    held.set(call.call_id, isLast ? [] : waiting)
    if (isLast) track(inTurn(waiting))
  }

  async function inTurn(sends: (() => void)[]): Promise<void> {
    for (const send of sends) {
      send()
      await rest(50)
    }
  }

  async function deliver(one: Placed, event: string, call: object): Promise<void> {
    if (!webhookUrl || trouble.omit?.includes(event)) return
    const notice = { url: webhookUrl, apiKey: one.apiKey, event, callId: one.call.call_id, body: { event, call } }
    const how = { trouble, retryMs: pace.retryMs, onDelivery: (delivery: Delivery) => void deliveries.push(delivery) }
    await Promise.all(Array.from({ length: trouble.copies ?? 1 }, () => sendNotice(notice, how)))
  }

  function list(request: SimulatedRequest, response: ServerResponse, apiKey: string, due: Fault | null): Promise<void> | void {
    const parsed = listCalls.safeParse(readJson(request.body) ?? {})
    if (!parsed.success) return sendError(response, 400, 'Invalid request format, please check API reference.')
    const { filter_criteria: criteria, sort_order, limit, skip, pagination_key, include_total } = parsed.data
    const own = [...placed.values()].filter((one) => one.apiKey === apiKey && Date.now() - one.at >= (limits.listDelayMs ?? 0))
    const filters = Object.entries(criteria).flatMap(([field, given]) => [given].flat().map((one) => ({ field, filter: one })))
    const verdicts = own.map(({ call }) => ({ call, passed: filters.map(({ field, filter }) => passes(call, field, filter)) }))
    if (verdicts.some(({ passed }) => passed.includes(null))) return sendError(response, 400, 'Invalid filter.')
    const found = verdicts.filter(({ passed }) => passed.every(Boolean)).map(({ call }) => call)
    if (sort_order === 'descending') found.reverse()
    const from = pagination_key ? found.findIndex(({ call_id }) => call_id === pagination_key) + 1 : (skip ?? 0)
    const page = found.slice(from, from + limit)
    const has_more = from + limit < found.length
    const items = page.map(({ transcript, transcript_object, transcript_with_tool_calls, ...call }) => call)
    const body = {
      items,
      has_more,
      ...(has_more ? { pagination_key: page.at(-1)?.call_id } : {}),
      ...(include_total ? { total: found.length } : {}),
    }
    return sendBody(response, 200, body, due)
  }

  function get(response: ServerResponse, callId: string, apiKey: string, due: Fault | null): Promise<void> | void {
    const one = placed.get(decodeURIComponent(callId))
    if (one?.apiKey !== apiKey) return sendError(response, 422, 'Cannot find requested asset under given api key.')
    return sendBody(response, 200, one.call, due)
  }

  function stop(response: ServerResponse, callId: string, apiKey: string): void {
    const one = placed.get(decodeURIComponent(callId))
    if (one?.apiKey === apiKey) {
      if (one.call.call_status === 'ongoing') end(one, 'manual_stopped')
      response.writeHead(204).end()
    } else sendError(response, 422, 'Cannot find requested asset under given api key.')
  }

  function sendRecording(response: ServerResponse, callId: string, channels: 1 | 2): void {
    const utterances = placed.get(callId)?.call.transcript_object
    if (utterances) {
      const bytes = recordingOf(utterances, channels)
      response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': bytes.length }).end(bytes)
    } else sendError(response, 404, 'Not found')
  }

  function underWay(): number {
    return calls.filter(isUnderWay).length
  }

  function track(work: Promise<void>): void {
    const tracked = work.finally(() => running.delete(tracked))
    running.add(tracked)
  }

  return {
    name: 'retell',
    handle,
    control,
    calls,
    requests,
    deliveries,
    async settled() {
      while (running.size > 0) await Promise.allSettled([...running])
    },
    async resend(callId, event) {
      const one = placed.get(callId)
      if (!one) throw new Error(`There is no call ${callId}`)
      const { call_analysis, ...rest } = one.call
      await deliver(one, event, structuredClone(event === 'call_analyzed' ? one.call : rest))
    },
  }
}

function isUnderWay({ call_status }: RetellCall): boolean {
  return call_status === 'registered' || call_status === 'ongoing'
}

/** A process that is done with everything else does not wait for simulated calls. */
function rest(ms: number): Promise<void> {
  return wait(ms, undefined, { ref: false })
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

function sendBody(response: ServerResponse, status: number, body: unknown, due: Fault | null): Promise<void> {
  response.writeHead(status, { 'content-type': 'application/json' })
  return sendPieces(response, [JSON.stringify(body)], { fault: due, garbage: '<html>Bad gateway</html>' }).then(() => undefined)
}

function sendError(response: ServerResponse, status: number, message: string, headers: Record<string, string> = {}): void {
  sendJson(response, status, { status: 'error', message }, headers)
}

const FAULT_MESSAGES: Record<number, string> = {
  401: 'API key is missing or invalid.',
  402: 'Trial has ended, please add payment method.',
  429: 'Account rate limited, please throttle your requests.',
}

function sendFault(response: ServerResponse, due: Fault): void {
  const headers: Record<string, string> = due.retryAfterSeconds === undefined ? {} : { 'retry-after': String(due.retryAfterSeconds) }
  const status = due.status ?? 500
  sendError(response, status, FAULT_MESSAGES[status] ?? 'An unexpected server error occurred.', headers)
}

/** Numbers from 0 to 1, the same ones for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

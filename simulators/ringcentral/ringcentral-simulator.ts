import { createHash, randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { createFaults, fault } from '../lib/faults'
import { delayOrHang, sendPieces } from '../lib/send-pieces'
import { type SimulatedRequest, type Simulator, sendJson } from '../lib/simulator'
import { callOrder, newSessionId, type SimulatedCall, soundOf, toInsights, toLogRecord, toSessionBody } from './calls'
import { type EventTrouble, eventTrouble, postEvent, shakeHands } from './events'

/** How the content of a recording misbehaves. */
const contentTrouble = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('redirect'), location: z.string() }),
  z.strictObject({ how: z.literal('status'), status: z.number().int(), retryAfterSeconds: z.number().optional() }),
  /** Never ends. */
  z.strictObject({ how: z.literal('endless') }),
  /** Announces more than it sends, and stops. */
  z.strictObject({ how: z.literal('half') }),
  /** Sends a page where sound was due. */
  z.strictObject({ how: z.literal('page') }),
  /** Sends a few bytes and then nothing. */
  z.strictObject({ how: z.literal('stall') }),
])

const command = z.strictObject({
  /** For every request of the API but the sign-in. */
  fault: fault.nullish(),
  content: contentTrouble.and(z.object({ times: z.number().int().min(1).optional() })).nullish(),
  events: eventTrouble.optional(),
  pace: z
    .strictObject({
      /** From the end of a call until the log shows it, and until it is understood. */
      logMs: z.number().min(0).optional(),
      insightsMs: z.number().min(0).optional(),
      retryMs: z.number().min(0).optional(),
      talkMs: z.number().min(0).optional(),
    })
    .optional(),
  /** Credentials that are good; absent: any. */
  jwts: z.array(z.string()).optional(),
  /** The account does not pay for insights. */
  hasInsights: z.boolean().optional(),
  /** All access tokens end now. */
  expireTokens: z.boolean().optional(),
  /** Subscriptions of all accounts: given up on, or about to end. */
  subscriptions: z.enum(['blacklist', 'near_end', 'forget']).optional(),
  /** Takes place at once; answers with its ids. */
  call: callOrder.optional(),
  /** A call is understood now, whatever the pace; nobody is told. */
  understand: z.string().optional(),
  /** What was understood of a call is changed and told again. */
  correct: z.strictObject({ sessionId: z.string(), lines: callOrder.shape.lines.optional(), sentiment: z.string().optional() }).optional(),
  forget: z.boolean().optional(),
})
export type RingCentralSimulatorOptions = z.input<typeof command>

type Subscription = {
  id: string
  accountId: string
  status: 'Active' | 'Blacklisted'
  eventFilters: string[]
  address: string
  verificationToken: string | null
  expiresAtMs: number
  failures: number
}

/** After so many events in a row nobody took, an address is given up on. */
const FAILURES_UNTIL_BLACKLISTED = 10
const TOKEN_SECONDS = 3600

export type RingCentralSimulator = Simulator & {
  calls: SimulatedCall[]
  subscriptions: Subscription[]
  /** `METHOD path` of every request, in order. */
  requests: string[]
  /** Statuses events were answered with; null: not at all. */
  deliveries: (number | null)[]
  settled(): Promise<void>
}

/** RingCentral's sign-in, subscriptions and their events, call log, recordings and RingSense (vendors.md §4). */
export function createRingCentralSimulator(options: RingCentralSimulatorOptions = {}): RingCentralSimulator {
  const faults = createFaults()
  const calls: SimulatedCall[] = []
  const subscriptions: Subscription[] = []
  const requests: string[] = []
  const deliveries: (number | null)[] = []
  const running = new Set<Promise<void>>()
  const accountOfToken = new Map<string, string>()
  const refreshTokens = new Map<string, string>()
  let content: z.output<typeof command>['content'] = null
  let contentLeft = 0
  let trouble: EventTrouble = {}
  let pace = { logMs: 20_000, insightsMs: 45_000, retryMs: 1000, talkMs: 5000 }
  let jwts: string[] | undefined
  let hasInsights = true
  let firstAccount: string | null = null

  control(options)

  function control(input: unknown) {
    const next = command.parse(input)
    if (next.fault !== undefined) faults.set(next.fault)
    if (next.content !== undefined) {
      content = next.content
      contentLeft = next.content?.times ?? Number.POSITIVE_INFINITY
    }
    if (next.events) trouble = next.events
    pace = { ...pace, ...next.pace }
    if (next.jwts) jwts = next.jwts
    if (next.hasInsights !== undefined) hasInsights = next.hasInsights
    if (next.expireTokens) accountOfToken.clear()
    if (next.forget) for (const list of [calls, subscriptions, requests, deliveries]) list.length = 0
    if (next.subscriptions) change(next.subscriptions)
    if (next.understand) findCall(next.understand).understoodMs = Date.now()
    if (next.correct) correct(next.correct)
    const call = next.call ? place(next.call) : null
    return { calls: calls.length, subscriptions, deliveries, ...(call ? { sessionId: call.sessionId, recordingId: call.recordingId } : {}) }
  }

  function change(how: 'blacklist' | 'near_end' | 'forget'): void {
    if (how === 'forget') subscriptions.length = 0
    for (const one of subscriptions) {
      if (how === 'blacklist') one.status = 'Blacklisted'
      else one.expiresAtMs = Date.now() + 3_600_000
    }
  }

  function place(order: z.output<typeof callOrder>): SimulatedCall {
    const accountId = order.account ? accountIdOf(order.account) : (firstAccount ?? accountIdOf('simulated'))
    const startedMs = order.startedAt ? Date.parse(order.startedAt) : Date.now()
    const endedMs = startedMs + order.durationSeconds * 1000
    const overMs = Date.now() + pace.talkMs
    const call: SimulatedCall = {
      ...order,
      sessionId: order.sessionId ?? newSessionId(),
      recordingId: String(Math.floor(Math.random() * 1e12)),
      accountId,
      startedMs,
      endedMs,
      loggedMs: overMs + pace.logMs,
      understoodMs: overMs + (order.understoodAfterMs ?? pace.insightsMs),
      version: 0,
    }
    calls.push(call)
    track(run(call))
    return call
  }

  async function run(call: SimulatedCall): Promise<void> {
    const telephony = `/restapi/v1.0/account/${call.accountId}/telephony/sessions`
    const said = [
      () => tell(call, 'Setup', telephony, toSessionBody(call, 'Setup', 1)),
      () => tell(call, 'Answered', telephony, toSessionBody(call, 'Answered', 2)),
      () => tell(call, 'Disconnected', telephony, toSessionBody(call, 'Disconnected', 3)),
    ]
    const insights = () => (call.understoodAfterMs === undefined ? tellInsights(call) : Promise.resolve())
    if (trouble.isReversed) {
      await rest(pace.talkMs + pace.insightsMs)
      for (const one of [insights, ...said.reverse()]) await one()
      return
    }
    await said[0]?.()
    await said[1]?.()
    await rest(pace.talkMs)
    await said[2]?.()
    await rest(pace.insightsMs)
    await insights()
  }

  function tellInsights(call: SimulatedCall): Promise<void> {
    if (!hasInsights || !call.isRecorded) return Promise.resolve()
    const filter = `/ai/ringsense/v1/public/accounts/${call.accountId}/domains/pbx/insights`
    return tell(call, 'insights', filter, toInsights(call))
  }

  function correct({ sessionId, lines, sentiment }: NonNullable<z.output<typeof command>['correct']>): void {
    const call = findCall(sessionId)
    Object.assign(call, { version: call.version + 1, ...(lines ? { lines } : {}), ...(sentiment ? { sentiment } : {}) })
    track(tellInsights(call))
  }

  function findCall(sessionId: string): SimulatedCall {
    const call = calls.find((one) => one.sessionId === sessionId)
    if (!call) throw new Error(`There is no call ${sessionId}`)
    return call
  }

  async function tell(call: SimulatedCall, name: string, filter: string, body: object): Promise<void> {
    if (trouble.omit?.includes(name)) return
    const kind = filter.includes('/telephony/') ? '/telephony/sessions' : '/insights'
    const listening = subscriptions.filter(
      (one) => one.accountId === call.accountId && one.status === 'Active' && one.eventFilters.some((given) => given.includes(kind)),
    )
    for (const subscription of listening) {
      const event = {
        uuid: randomUUID(),
        event: filter,
        timestamp: new Date().toISOString(),
        subscriptionId: subscription.id,
        ownerId: '304',
        body,
      }
      const how = { trouble, retryMs: pace.retryMs, onAnswer: (status: number | null) => noteAnswer(subscription, status) }
      await postEvent(subscription, event, how)
    }
  }

  function noteAnswer(subscription: Subscription, status: number | null): void {
    deliveries.push(status)
    subscription.failures = status === 200 ? 0 : subscription.failures + 1
    if (subscription.failures >= FAILURES_UNTIL_BLACKLISTED) subscription.status = 'Blacklisted'
  }

  async function handle(request: SimulatedRequest, response: ServerResponse): Promise<void> {
    requests.push(`${request.method} ${request.path}`)
    const route = `${request.method} ${request.path}`
    if (route === 'POST /restapi/oauth/token') return signIn(request, response)
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
    const accountId = token === undefined ? undefined : accountOfToken.get(token)
    if (!accountId) return sendError(response, 401, 'TokenInvalid', 'OAU-213', 'Token not found')
    const due = faults.take()
    if (await delayOrHang(due)) return
    if (due?.status) {
      const headers: Record<string, string> = due.retryAfterSeconds === undefined ? {} : { 'retry-after': String(due.retryAfterSeconds) }
      return sendError(response, due.status, 'Failure', due.status === 429 ? 'CMN-301' : 'CMN-203', 'Request cannot be served', headers)
    }
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' })
      return sendPieces(response, [JSON.stringify(body)], { fault: due, garbage: '<html>Bad gateway</html>' }).then(() => undefined)
    }
    const origin = `http://${request.headers.host ?? '127.0.0.1'}/ringcentral`
    if (route === 'GET /restapi/v1.0/account/~') return send(200, { id: Number(accountId), status: 'Confirmed' })
    if (route === 'GET /restapi/v1.0/account/~/call-log') return send(200, listLog(request.query, accountId, origin))
    const recordingId = /^GET \/restapi\/v1\.0\/account\/[^/]+\/recording\/([^/]+)\/content$/.exec(route)?.[1]
    if (recordingId) return sendContent(response, accountId, recordingId)
    const insights = /^GET \/ai\/ringsense\/v1\/public\/accounts\/~\/domains\/pbx\/(sessions|records)\/([^/]+)\/insights$/.exec(route)
    if (insights) return sendInsights(response, send, accountId, insights[1] ?? '', decodeURIComponent(insights[2] ?? ''))
    return subscriptionRoute(request, response, send, accountId)
  }

  function signIn(request: SimulatedRequest, response: ServerResponse): void {
    const form = new URLSearchParams(request.body.toString('utf8'))
    const basic = Buffer.from((request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString('utf8')
    const clientId = basic.split(':')[0] ?? ''
    const refreshToken = form.get('refresh_token')
    const isGood =
      form.get('grant_type') === 'refresh_token'
        ? refreshToken !== null && refreshTokens.get(refreshToken) === clientId
        : form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer' && isKnown(form.get('assertion'))
    if (!clientId || !isGood) {
      sendJson(response, 400, { error: 'invalid_grant', error_description: 'Invalid assertion', errors: [{ errorCode: 'OAU-105' }] })
      return
    }
    // A refresh token is good once.
    if (refreshToken) refreshTokens.delete(refreshToken)
    const access = randomUUID()
    const refresh = randomUUID()
    const accountId = accountIdOf(clientId)
    firstAccount ??= accountId
    accountOfToken.set(access, accountId)
    refreshTokens.set(refresh, clientId)
    sendJson(response, 200, {
      access_token: access,
      token_type: 'bearer',
      expires_in: TOKEN_SECONDS,
      refresh_token: refresh,
      refresh_token_expires_in: 604_800,
      scope: 'CallControl ReadCallLog ReadCallRecording RingSense SubscriptionWebhook',
      owner_id: '304',
      endpoint_id: randomUUID(),
    })
  }

  function isKnown(jwt: string | null): boolean {
    return jwt !== null && jwt !== '' && (!jwts || jwts.includes(jwt))
  }

  function listLog(query: URLSearchParams, accountId: string, origin: string): object {
    const dateFrom = Date.parse(query.get('dateFrom') ?? new Date(Date.now() - 86_400_000).toISOString())
    const dateTo = Date.parse(query.get('dateTo') ?? '') || Number.POSITIVE_INFINITY
    const session = query.get('telephonySessionId')
    const perPage = Number(query.get('perPage') ?? 100)
    const page = Number(query.get('page') ?? 1)
    const found = calls
      .filter((call) => call.accountId === accountId && call.loggedMs <= Date.now())
      .filter((call) => session === null || call.sessionId === session)
      .filter((call) => call.startedMs >= dateFrom && call.startedMs <= dateTo)
      .filter((call) => query.get('recordingType') === null || call.isRecorded)
      .sort((a, b) => b.startedMs - a.startedMs)
    const records = found.slice((page - 1) * perPage, page * perPage).map((call) => toLogRecord(call, origin))
    const uri = `${origin}/restapi/v1.0/account/${accountId}/call-log`
    const navigation = { firstPage: { uri }, ...(found.length > page * perPage ? { nextPage: { uri: `${uri}?page=${page + 1}` } } : {}) }
    return { uri, records, paging: { page, perPage, pageStart: (page - 1) * perPage, pageEnd: page * perPage - 1 }, navigation }
  }

  function sendInsights(
    response: ServerResponse,
    send: (status: number, body: unknown) => Promise<void>,
    accountId: string,
    kind: string,
    id: string,
  ): Promise<void> | void {
    if (!hasInsights) return sendError(response, 403, 'Failure', 'CMN-419', 'The account has no licence for this')
    const of = (call: SimulatedCall) => (kind === 'sessions' ? call.sessionId : call.recordingId) === id
    const call = calls.find((one) => of(one) && one.accountId === accountId && one.isRecorded && one.understoodMs <= Date.now())
    if (!call) return sendError(response, 404, 'Failure', 'CMN-102', 'Resource is not found')
    return send(200, kind === 'sessions' ? { records: [toInsights(call)] } : toInsights(call))
  }

  async function sendContent(response: ServerResponse, accountId: string, recordingId: string): Promise<void> {
    const call = calls.find((one) => one.recordingId === recordingId && one.accountId === accountId)
    if (!call) return sendError(response, 404, 'Failure', 'CMN-102', 'Resource for parameter [recordingId] is not found')
    const due = contentLeft > 0 ? content : null
    contentLeft -= due ? 1 : 0
    const sound = soundOf(call)
    switch (due?.how) {
      case 'redirect':
        return void response.writeHead(302, { location: due.location }).end()
      case 'status': {
        const headers: Record<string, string> = due.retryAfterSeconds === undefined ? {} : { 'retry-after': String(due.retryAfterSeconds) }
        return sendError(response, due.status, 'Failure', 'CMN-301', 'Request rate exceeded', headers)
      }
      case 'endless':
        response.writeHead(200, { 'content-type': 'audio/x-wav' })
        return writeForever(response, sound)
      case 'half':
        response.writeHead(200, { 'content-type': 'audio/x-wav', 'content-length': sound.length })
        response.write(sound.subarray(0, 100), () => response.destroy())
        return
      case 'page':
        return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>')
      case 'stall':
        response.writeHead(200, { 'content-type': 'audio/x-wav' }).write(sound.subarray(0, 100))
        return
      default:
        response.writeHead(200, { 'content-type': 'audio/x-wav', 'content-length': sound.length }).end(sound)
    }
  }

  async function subscriptionRoute(
    request: SimulatedRequest,
    response: ServerResponse,
    send: (status: number, body: unknown) => Promise<void>,
    accountId: string,
  ): Promise<void> {
    const [, path, id, renew] = /^(\/restapi\/v1\.0\/subscription)(?:\/([^/]+))?(\/renew)?$/.exec(request.path) ?? []
    if (!path) return sendError(response, 404, 'Failure', 'CMN-101', `Resource is not found: ${request.path}`)
    const own = subscriptions.filter((one) => one.accountId === accountId)
    if (request.method === 'GET' && !id) return send(200, { records: own.map(viewOf) })
    if (request.method === 'POST' && !id) return subscribe(request, response, send, accountId)
    const one = own.find((subscription) => subscription.id === id)
    if (!one) return sendError(response, 404, 'Failure', 'CMN-102', 'Subscription is not found')
    if (request.method === 'DELETE') {
      subscriptions.splice(subscriptions.indexOf(one), 1)
      return void response.writeHead(204).end()
    }
    if (renew) one.expiresAtMs = Date.now() + 630_720_000_000
    return send(200, viewOf(one))
  }

  async function subscribe(
    request: SimulatedRequest,
    response: ServerResponse,
    send: (status: number, body: unknown) => Promise<void>,
    accountId: string,
  ): Promise<void> {
    const { data } = subscribeBody.safeParse(JSON.parse(request.body.toString('utf8')))
    if (!data) return sendError(response, 400, 'Failure', 'CMN-101', 'Parameter [deliveryMode] is invalid')
    const { address, verificationToken } = data.deliveryMode
    const isAnswered = await shakeHands(address)
    if (!isAnswered) return sendError(response, 400, 'Failure', 'SUB-525', 'WebHook responds with incorrect HTTP status')
    const subscription: Subscription = {
      id: randomUUID(),
      accountId,
      status: 'Active',
      eventFilters: data.eventFilters,
      address,
      verificationToken: verificationToken ?? null,
      expiresAtMs: Date.now() + data.expiresIn * 1000,
      failures: 0,
    }
    subscriptions.push(subscription)
    return send(200, viewOf(subscription))
  }

  function track(work: Promise<void>): void {
    const tracked = work.finally(() => running.delete(tracked))
    running.add(tracked)
  }

  return {
    name: 'ringcentral',
    handle,
    control,
    calls,
    subscriptions,
    requests,
    deliveries,
    async settled() {
      while (running.size > 0) await Promise.allSettled([...running])
    },
  }
}

const subscribeBody = z.object({
  eventFilters: z.array(z.string()).min(1),
  deliveryMode: z.object({ transportType: z.literal('WebHook'), address: z.url(), verificationToken: z.string().optional() }),
  expiresIn: z.number().int().min(1).default(604_800),
})

function viewOf({ id, status, eventFilters, address, expiresAtMs }: Subscription): object {
  return {
    uri: `/restapi/v1.0/subscription/${id}`,
    id,
    status,
    eventFilters,
    creationTime: new Date().toISOString(),
    expirationTime: new Date(expiresAtMs).toISOString(),
    expiresIn: Math.floor((expiresAtMs - Date.now()) / 1000),
    deliveryMode: { transportType: 'WebHook', encryption: false, address },
  }
}

/** The same account for the same app. */
function accountIdOf(clientId: string): string {
  return String(Number.parseInt(createHash('sha256').update(clientId).digest('hex').slice(0, 10), 16))
}

async function writeForever(response: ServerResponse, chunk: Uint8Array): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const block = Buffer.concat(Array.from({ length: 20 }, () => chunk))
  while (!gone.signal.aborted) {
    const isFree = response.write(block)
    await (isFree ? wait(0) : new Promise<void>((resolve) => void response.once('drain', resolve).once('close', resolve)))
  }
}

function rest(ms: number): Promise<void> {
  return wait(ms, undefined, { ref: false })
}

function sendError(
  response: ServerResponse,
  status: number,
  error: string,
  errorCode: string,
  message: string,
  headers: Record<string, string> = {},
): void {
  sendJson(response, status, { error, errorCode, message, errors: [{ errorCode, message }] }, headers)
}

import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import { createFaults, type FaultInput, fault } from '../lib/faults'
import { delayOrHang, sendPieces } from '../lib/send-pieces'
import { type SimulatedRequest, type Simulator, sendJson } from '../lib/simulator'
import { indianTime } from './callbacks'

/** A call as the vendor's REST API shows it, key by key. */
const knownCall = z.looseObject({ Sid: z.string(), Status: z.string() })
export type KnownCall = z.output<typeof knownCall>

const command = z.strictObject({
  fault: fault.nullish(),
  /** Calls to know about, by Sid; those of the same Sid are replaced. */
  calls: z.array(knownCall).optional(),
  /** Numbers that do not want to be called. */
  dnd: z.array(z.string()).optional(),
})

export type ExotelSimulator = Simulator & {
  /** Outbound calls asked for: their form fields. */
  placed: Record<string, string>[]
  know(call: KnownCall): void
}

/** Exotel's REST API: call details, `Calls/connect`, numbers and active streams, with Basic authentication. Callers: `placeCall`. */
export function createExotelSimulator(options: { fault?: FaultInput; calls?: KnownCall[] } = {}): ExotelSimulator {
  const faults = createFaults(options.fault)
  const calls = new Map((options.calls ?? []).map((call) => [call.Sid, call]))
  const placed: Record<string, string>[] = []
  const doNotDisturb = new Set<string>()

  async function handle(request: SimulatedRequest, response: ServerResponse): Promise<void> {
    const account = request.path.match(/^\/v1\/Accounts\/([^/]+)\/(.+)$/)
    if (!account) return sendException(response, 404, 'Not Found')
    if (!/^Basic \S+/.test(request.headers.authorization ?? '')) return sendException(response, 401, 'Authentication Failed')
    const due = faults.take()
    if (await delayOrHang(due)) return
    if (due?.status) {
      const headers: Record<string, string> = due.retryAfterSeconds === undefined ? {} : { 'retry-after': String(due.retryAfterSeconds) }
      return sendException(response, due.status, due.status === 429 ? 'Too Many Requests' : 'Server Error', headers)
    }
    const [, accountSid = '', path = ''] = account
    const answer = route(request, accountSid, path)
    if (!answer) return sendException(response, 404, 'The requested resource was not found')
    response.writeHead(answer.status, { 'content-type': answer.xml ? 'application/xml' : 'application/json' })
    const body = answer.xml ?? JSON.stringify(answer.json)
    await sendPieces(response, [body], { fault: due, garbage: '<html>Bad gateway</html>' })
  }

  type Answer = { status: number; json?: unknown; xml?: string }
  function route(request: SimulatedRequest, accountSid: string, path: string): Answer | null {
    const details = path.match(/^Calls\/([^/]+?)(\.json)?$/)
    if (request.method === 'POST' && /^Calls\/connect(\.json)?$/.test(path)) return connect(request, accountSid, path.endsWith('.json'))
    if (request.method === 'GET' && details) {
      const call = calls.get(decodeURIComponent(details[1] ?? ''))
      if (!call) return null
      return details[2] ? { status: 200, json: { Call: call } } : { status: 200, xml: toXml(call) }
    }
    const number = path.match(/^Numbers\/([^/]+)\.json$/)?.[1]
    if (request.method === 'GET' && number) {
      const DND = doNotDisturb.has(decodeURIComponent(number)) ? 'Yes' : 'No'
      return {
        status: 200,
        json: { Numbers: { PhoneNumber: decodeURIComponent(number), Circle: 'KA', Type: 'Mobile', Operator: 'Simulated', DND } },
      }
    }
    if (request.method === 'GET' && path === 'ActiveStreams') {
      return {
        status: 200,
        xml: '<TwilioResponse><Stream><ActiveStreamCount>0</ActiveStreamCount><ThrottleLimit>100</ThrottleLimit></Stream></TwilioResponse>',
      }
    }
    return null
  }

  function connect(request: SimulatedRequest, accountSid: string, isJson: boolean): Answer {
    const form = Object.fromEntries(new URLSearchParams(request.body.toString('utf8')))
    const missing = ['From', 'CallerId'].find((name) => !form[name])
    if (missing) return { status: 400, json: { RestException: { Status: 400, Message: `${missing} is required`, Code: 34001 } } }
    if (Boolean(form.Url) === Boolean(form.StreamUrl) && !form.To) {
      return { status: 400, json: { RestException: { Status: 400, Message: 'Give Url, StreamUrl or To', Code: 34002 } } }
    }
    placed.push(form)
    const now = indianTime(new Date())
    const Sid = randomBytes(16).toString('hex')
    const call = {
      Sid,
      ParentCallSid: null,
      DateCreated: now,
      DateUpdated: now,
      AccountSid: accountSid,
      To: form.To ?? form.CallerId ?? '',
      From: form.From ?? '',
      PhoneNumberSid: form.CallerId ?? '',
      Status: 'in-progress',
      StartTime: now,
      EndTime: null,
      Duration: null,
      Price: null,
      Direction: 'outbound-api',
      AnsweredBy: null,
      Uri: `/v1/Accounts/${accountSid}/Calls/${Sid}.json`,
      RecordingUrl: null,
    }
    calls.set(Sid, call)
    return isJson ? { status: 200, json: { Call: call } } : { status: 200, xml: toXml(call) }
  }

  return {
    name: 'exotel',
    handle,
    placed,
    know: (call) => calls.set(call.Sid, call),
    control(input) {
      const next = command.parse(input)
      if (next.fault !== undefined) faults.set(next.fault)
      for (const call of next.calls ?? []) calls.set(call.Sid, call)
      if (next.dnd) {
        doNotDisturb.clear()
        for (const number of next.dnd) doNotDisturb.add(number)
      }
      return { calls: [...calls.keys()], placed: placed.length }
    },
  }
}

function toXml(call: KnownCall): string {
  const plain = (value: unknown) => String(value ?? '').replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  const fields = Object.entries(call).map(([key, value]) => `<${key}>${plain(value)}</${key}>`)
  return `<?xml version="1.0"?><TwilioResponse><Call>${fields.join('')}</Call></TwilioResponse>`
}

function sendException(response: ServerResponse, status: number, message: string, headers: Record<string, string> = {}): void {
  sendJson(response, status, { RestException: { Status: status, Message: message } }, headers)
}

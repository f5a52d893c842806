/** Retell, in a process of its own: signed notices about calls under way, some twice, some before the one that should come first. */
import { Agent, request } from 'undici'
import { talkOf, toTranscript, toUtterances } from '../../simulators/retell/outcomes'
import { retellSignature } from '../../simulators/retell/webhooks'
import { summarise } from '../lib/statistics'
import { atRate } from './at-rate'
import { vendorCallId } from './retell-calls'

export type RetellLoadSettings = {
  url: string
  apiKey: string
  tenantId: string
  run: string
  ratePerSecond: number
  seconds: number
  firstCall: number
}

const settings = JSON.parse(process.argv[2] ?? '{}') as RetellLoadSettings
const agent = new Agent({ connections: 64, pipelining: 1 })
const latencies: number[] = []
const statuses: Record<string, number> = {}
const utterances = toUtterances(talkOf('confirmed', { customer_name: 'Asha', appointment_date: 'Monday, January 15th' }).lines, 20_000)

/** Four deliveries a call: the end, the start, the analysis, and the end again. */
function notice(index: number): string {
  const callId = vendorCallId(settings.run, settings.firstCall + Math.floor(index / 4))
  const event = ['call_ended', 'call_started', 'call_analyzed', 'call_ended'][index % 4]
  const started = 1_795_000_000_000
  const call = {
    call_id: callId,
    call_type: 'phone_call',
    call_status: event === 'call_started' ? 'ongoing' : 'ended',
    direction: 'outbound',
    metadata: { tenant_id: settings.tenantId },
    start_timestamp: started,
  }
  if (event === 'call_started') return JSON.stringify({ event, call })
  const rest = {
    end_timestamp: started + 20_000,
    duration_ms: 20_000,
    disconnection_reason: 'user_hangup',
    transcript: toTranscript(utterances),
    transcript_object: utterances,
    transcript_with_tool_calls: utterances,
    call_cost: { combined_cost: 10.5 },
  }
  const analysis = { call_summary: 'They will come.', user_sentiment: 'Positive', call_successful: true, custom_analysis_data: {} }
  return JSON.stringify({ event, call: { ...call, ...rest, ...(event === 'call_analyzed' ? { call_analysis: analysis } : {}) } })
}

async function deliver(index: number): Promise<void> {
  const body = notice(index)
  const headers = { 'content-type': 'application/json', 'x-retell-signature': retellSignature(body, settings.apiKey) }
  const began = performance.now()
  try {
    const response = await request(`${settings.url}/api/webhook/call-outcome`, { method: 'POST', dispatcher: agent, headers, body })
    await response.body.dump()
    statuses[response.statusCode] = (statuses[response.statusCode] ?? 0) + 1
  } catch {
    statuses.failed = (statuses.failed ?? 0) + 1
  }
  latencies.push(performance.now() - began)
}

const total = settings.ratePerSecond * settings.seconds
await atRate(settings.ratePerSecond, total, deliver)
console.log(JSON.stringify({ sent: total, statuses, latencyMs: summarise(latencies) }))
process.exit(0)

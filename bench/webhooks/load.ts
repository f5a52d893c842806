/** The vendor, in a process of its own: deliveries at a fixed rate whether or not the earlier ones were answered. */
import { Agent, request } from 'undici'
import { summarise } from '../lib/statistics'
import { atRate } from './at-rate'

export type WebhookLoadSettings = { url: string; secret: string; number: string; ratePerSecond: number; seconds: number; isFloor: boolean }

const settings = JSON.parse(process.argv[2] ?? '{}') as WebhookLoadSettings
const agent = new Agent({ connections: 64, pipelining: 1 })
const latencies: number[] = []
const statuses: Record<string, number> = {}
const run = `${Date.now()}`

/** Every fourth delivery opens a call; the rest report on earlier calls, one in five of them twice and some before their call exists. */
function delivery(index: number): { path: string; body: Record<string, string> } {
  const call = Math.floor(index / 4)
  const callSid = `bench-${run}-${call}`
  const caller = `+9198${String(10_000_000 + (call % 500)).padStart(8, '0')}`
  if (index % 4 === 1) return { path: 'incoming', body: { CallSid: callSid, From: caller, To: settings.number, Direction: 'incoming' } }
  const reported = index % 5 === 0 ? `bench-${run}-${Math.max(0, call - 1)}` : callSid
  return { path: 'status', body: { CallSid: reported, Status: 'completed', DateUpdated: '2026-11-21 10:00:00', RecordingUrl: '' } }
}

async function deliver(index: number): Promise<void> {
  const { path, body } = delivery(index)
  const url = settings.isFloor ? settings.url : `${settings.url}/webhooks/exotel/${path}?secret=${encodeURIComponent(settings.secret)}`
  const began = performance.now()
  try {
    const response = await request(url, {
      method: 'POST',
      dispatcher: agent,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(body).toString(),
    })
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

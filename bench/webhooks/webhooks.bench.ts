import { startChild } from '../lib/child'
import { openInstance } from '../lib/instance'
import type { BenchOptions, BenchReport } from '../main'
import type { WebhookLoadSettings } from './load'

const RATE_PER_SECOND = 200
const SECONDS = 30
const WARM_UP_SECONDS = 5
const TARGET_P99_MS = 50

type LoadResult = { sent: number; statuses: Record<string, number>; latencyMs: { p50: number; p99: number; max: number } }

async function run(settings: WebhookLoadSettings): Promise<LoadResult> {
  return (await startChild('bench/webhooks/load.ts', settings).nextMessage()) as LoadResult
}

/** Exotel deliveries verified, stored and answered by the running product, beside a server that only answers. */
export async function benchWebhooks(options: BenchOptions): Promise<BenchReport> {
  const instance = await openInstance()
  const tenant = instance.info.tenants[0]
  const floor = startChild('bench/webhooks/floor.ts', {})
  try {
    if (!tenant) throw new Error('The demo has no tenant')
    const settings = {
      url: instance.info.app_url,
      secret: tenant.exotel.webhook_secret,
      number: tenant.exotel.numbers[0] ?? '',
      ratePerSecond: options.rate ?? RATE_PER_SECOND,
      seconds: options.seconds ?? SECONDS,
      isFloor: false,
    }
    await run({ ...settings, seconds: WARM_UP_SECONDS })
    const measured = await run(settings)
    const { url } = (await floor.nextMessage()) as { url: string }
    const least = await run({ ...settings, url, isFloor: true, seconds: WARM_UP_SECONDS })
    const refused = Object.entries(measured.statuses).filter(([status]) => !/^2/.test(status))
    return {
      name: 'webhooks',
      results: {
        ...measured,
        floor: least,
        targetP99Ms: TARGET_P99_MS,
        met: measured.latencyMs.p99 <= TARGET_P99_MS && refused.length === 0,
      },
      lines: [
        `${measured.sent} deliveries at ${settings.ratePerSecond}/s, answers ${JSON.stringify(measured.statuses)}`,
        `answered in p50 ${measured.latencyMs.p50} ms, p99 ${measured.latencyMs.p99} ms, max ${measured.latencyMs.max} ms (target p99 ≤ ${TARGET_P99_MS} ms)`,
        `floor (plain HTTP server, same load) p50 ${least.latencyMs.p50} ms, p99 ${least.latencyMs.p99} ms`,
      ],
    }
  } finally {
    await floor.stop()
    await instance.stop()
  }
}

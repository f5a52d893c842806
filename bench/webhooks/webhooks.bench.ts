import { startChild } from '../lib/child'
import { type DemoInfo, type DemoTenant, openInstance } from '../lib/instance'
import type { BenchOptions, BenchReport } from '../main'
import type { WebhookLoadSettings } from './load'
import { insertPlacedCalls } from './retell-calls'
import type { RetellLoadSettings } from './retell-load'

const RATE_PER_SECOND = 200
const SECONDS = 30
const WARM_UP_SECONDS = 5
const TARGET_P99_MS = 50

type LoadResult = { sent: number; statuses: Record<string, number>; latencyMs: { p50: number; p99: number; max: number } }

type Pace = { ratePerSecond: number; seconds: number }

async function run(script: 'load' | 'retell-load', settings: WebhookLoadSettings | RetellLoadSettings): Promise<LoadResult> {
  return (await startChild(`bench/webhooks/${script}.ts`, settings).nextMessage()) as LoadResult
}

/** Exotel's and Retell's deliveries verified, stored and answered by the running product, beside a server that only answers. */
export async function benchWebhooks(options: BenchOptions): Promise<BenchReport> {
  const instance = await openInstance()
  const tenant = instance.info.tenants[0]
  const floor = startChild('bench/webhooks/floor.ts', {})
  try {
    if (!tenant) throw new Error('The demo has no tenant')
    const pace = { ratePerSecond: options.rate ?? RATE_PER_SECOND, seconds: options.seconds ?? SECONDS }
    const { url } = (await floor.nextMessage()) as { url: string }
    const { exotel, least } = await measureExotel(instance.info, tenant, pace, url)
    const retell = await measureRetell(instance.info, tenant, pace)
    return {
      name: 'webhooks',
      results: {
        ...exotel,
        retell,
        floor: least,
        targetP99Ms: TARGET_P99_MS,
        met: isMet(exotel) && isMet(retell),
      },
      lines: [
        ...tell('Exotel', exotel, pace),
        ...tell('Retell', retell, pace),
        `floor (plain HTTP server, same load) p50 ${least.latencyMs.p50} ms, p99 ${least.latencyMs.p99} ms`,
      ],
    }
  } finally {
    await floor.stop()
    await instance.stop()
  }
}

async function measureExotel(info: DemoInfo, tenant: DemoTenant, pace: Pace, floorUrl: string) {
  const number = tenant.exotel.numbers[0] ?? ''
  const settings = { ...pace, url: info.app_url, secret: tenant.exotel.webhook_secret, number, isFloor: false }
  await run('load', { ...settings, seconds: WARM_UP_SECONDS })
  const exotel = await run('load', settings)
  return { exotel, least: await run('load', { ...settings, url: floorUrl, isFloor: true, seconds: WARM_UP_SECONDS }) }
}

async function measureRetell(info: DemoInfo, tenant: DemoTenant, pace: Pace): Promise<LoadResult> {
  const callsOf = (seconds: number) => Math.ceil((pace.ratePerSecond * seconds) / 4)
  const warmUp = callsOf(WARM_UP_SECONDS)
  const { run: name } = await insertPlacedCalls(info.database_app_url, tenant.id, warmUp + callsOf(pace.seconds))
  const settings = { ...pace, url: info.app_url, apiKey: info.secrets.retell_api_key, tenantId: tenant.id, run: name }
  await run('retell-load', { ...settings, seconds: WARM_UP_SECONDS, firstCall: 0 })
  return run('retell-load', { ...settings, firstCall: warmUp })
}

function isMet({ statuses, latencyMs }: LoadResult): boolean {
  return latencyMs.p99 <= TARGET_P99_MS && Object.keys(statuses).every((status) => /^2/.test(status))
}

function tell(vendor: string, { sent, statuses, latencyMs }: LoadResult, { ratePerSecond }: Pace): string[] {
  return [
    `${vendor}: ${sent} deliveries at ${ratePerSecond}/s, answers ${JSON.stringify(statuses)}`,
    `${vendor}: answered in p50 ${latencyMs.p50} ms, p99 ${latencyMs.p99} ms, max ${latencyMs.max} ms (target p99 ≤ ${TARGET_P99_MS} ms)`,
  ]
}

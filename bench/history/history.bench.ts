import type { BenchOptions, BenchReport } from '../main'
import { openWorld } from './open-world'

export async function benchHistory(options: BenchOptions): Promise<BenchReport> {
  const calls = options.calls ?? 1_000_000
  const size = {
    calls,
    smallTenants: 200,
    contacts: Math.max(1000, Math.round(calls / 10)),
    bookings: Math.max(1000, Math.round(calls * 0.3)),
  }
  const startedAt = performance.now()
  const tell = (text: string) => process.stderr.write(`${((performance.now() - startedAt) / 1000).toFixed(0)} s ${text}\n`)
  const world = await openWorld(size, tell)
  await world.stop()
  return { name: 'history', results: {}, lines: [] }
}

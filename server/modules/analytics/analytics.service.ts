import type { Database } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { AnalyticsPeriod, AnalyticsView } from '../../domain/analytics/analytics-view'
import { periodDays, pluralOf } from '../../domain/analytics/period'
import type { Clock } from '../../ports/clock'
import {
  countByDayAndHour,
  countExtractions,
  type DayCounts,
  type DayHour,
  readResponseTimes,
  readTimezone,
  readTotals,
} from './analytics.repository'

export type AnalyticsService = ReturnType<typeof createAnalyticsService>

/** Counted even when there are none: what most businesses ask after first. */
const ALWAYS_COUNTED = { appointments: 0, orders: 0 }

/** A tenant's calls in figures. */
export function createAnalyticsService({ db, clock }: { db: Database; clock: Clock }) {
  async function summary(scope: Scope, { period }: { period: AnalyticsPeriod }): Promise<AnalyticsView> {
    return db.tenantDb(scope, async (tx) => {
      const now = clock.now()
      const timezone = await readTimezone(tx, scope.tenantId)
      const { from, before, dates } = periodDays(period, timezone, now)
      const range = { tenantId: scope.tenantId, from, before, timezone }
      const totals = await readTotals(tx, range)
      const { positive, neutral, negative, avgDuration, ...counts } = totals
      const buckets = await countByDayAndHour(tx, range)
      const extractions: Record<string, number> = { ...ALWAYS_COUNTED }
      for (const { type, count } of await countExtractions(tx, range))
        extractions[pluralOf(type)] = (extractions[pluralOf(type)] ?? 0) + count
      return {
        period,
        from: from.toISOString(),
        to: now.toISOString(),
        ...counts,
        avgDuration: Math.round(avgDuration * 10) / 10,
        avgCostPaise: counts.totalCalls === 0 ? 0 : Math.round((counts.totalCostPaise / counts.totalCalls) * 10) / 10,
        extractions,
        sentiment: { positive, neutral, negative },
        byHour: Array.from({ length: 24 }, (_, hour) =>
          sum(
            buckets.filter((bucket) => bucket.hour === hour),
            'calls',
          ),
        ),
        daily: dates.map((date) =>
          toDay(
            date,
            buckets.filter((bucket) => bucket.date === date),
          ),
        ),
        responseMs: await readResponseTimes(tx, range),
      }
    })
  }

  return { summary }
}

function toDay(date: string, buckets: DayHour[]): AnalyticsView['daily'][number] {
  return {
    date,
    calls: sum(buckets, 'calls'),
    completed: sum(buckets, 'completed'),
    missed: sum(buckets, 'missed'),
    failed: sum(buckets, 'failed'),
    unreached: sum(buckets, 'unreached'),
    costPaise: sum(buckets, 'costPaise'),
  }
}

function sum(buckets: DayHour[], field: keyof DayCounts): number {
  return buckets.reduce((total, bucket) => total + bucket[field], 0)
}

import { type AnalyticsPeriod, analyticsPeriod } from '@/server/domain/analytics/analytics-view'

/** The period the address bar asks for; a month when it asks for none that exists. */
export function readPeriod(values: URLSearchParams): AnalyticsPeriod {
  return analyticsPeriod.safeParse(values.get('period')).data ?? 'last_30_days'
}

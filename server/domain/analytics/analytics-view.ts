import { z } from 'zod'

export const analyticsPeriod = z.enum(['today', 'last_7_days', 'last_30_days', 'last_90_days'])
export type AnalyticsPeriod = z.infer<typeof analyticsPeriod>
export const analyticsInput = z.object({ period: analyticsPeriod.default('last_30_days') })

/**
 * A tenant's calls over a period of whole days in the tenant's zone, today included. Test calls are left out, and calls that are only
 * planned or were taken back: they were never made.
 */
export const analyticsView = z.object({
  period: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  totalCalls: z.number().int(),
  completedCalls: z.number().int(),
  /** Calls that came in and were answered, missed or failed. */
  inboundCalls: z.number().int(),
  answeredCalls: z.number().int(),
  /** Calls that came in and found nobody. */
  missedCalls: z.number().int(),
  /** Either direction. */
  failedCalls: z.number().int(),
  /** Calls we made that nobody picked up. */
  unreachedCalls: z.number().int(),
  /** Seconds, of completed calls. */
  avgDuration: z.number(),
  totalCostPaise: z.number().int(),
  avgCostPaise: z.number(),
  /** How often each type was extracted, by type in the plural: appointments, orders, … */
  extractions: z.record(z.string(), z.number().int()),
  sentiment: z.object({ positive: z.number().int(), neutral: z.number().int(), negative: z.number().int() }),
  /** Calls started in each hour of the day, 24 numbers, in the tenant's zone. */
  byHour: z.array(z.number().int()).length(24),
  daily: z.array(
    z.object({
      date: z.iso.date(),
      calls: z.number().int(),
      completed: z.number().int(),
      missed: z.number().int(),
      failed: z.number().int(),
      unreached: z.number().int(),
      costPaise: z.number().int(),
    }),
  ),
  /** Milliseconds from the caller's end of speech to the first frame out; null without a timed turn. */
  responseMs: z.object({ p50: z.number().nullable(), p95: z.number().nullable() }),
})
export type AnalyticsView = z.infer<typeof analyticsView>

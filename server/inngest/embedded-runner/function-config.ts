import { z } from 'zod'
import { nextCronTime } from './cron'
import { parseDurationMs } from './duration'
import { compileExpression } from './expression'

const expression = z.string().superRefine((text, context) => refuseWhenThrows(context, () => compileExpression(text)))
const duration = z.string().superRefine((text, context) => refuseWhenThrows(context, () => parseDurationMs(text)))
const cron = z.string().superRefine((text, context) => refuseWhenThrows(context, () => nextCronTime(text, new Date(0))))

function refuseWhenThrows(context: z.RefinementCtx, read: () => unknown): void {
  try {
    read()
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) })
  }
}

const concurrencyRule = z.strictObject({
  limit: z.number().int().min(0),
  key: expression.optional(),
  scope: z.enum(['fn', 'env', 'account']).optional(),
})

/**
 * A function as the SDK registers it. Strict: an option that this runner does not carry out is refused when the app starts,
 * rather than ignored when it matters.
 */
export const functionConfig = z.strictObject({
  id: z.string().min(1),
  name: z.string().optional(),
  triggers: z.array(z.union([z.strictObject({ event: z.string(), expression: expression.optional() }), z.strictObject({ cron })])),
  steps: z.strictObject({
    step: z.object({
      runtime: z.object({ url: z.url() }),
      retries: z.object({ attempts: z.number().int().min(0).max(20).optional() }).optional(),
    }),
  }),
  idempotency: expression.optional(),
  concurrency: z.union([z.number().int().min(0), concurrencyRule, z.array(concurrencyRule)]).optional(),
  throttle: z
    .strictObject({
      limit: z.number().int().min(1),
      period: duration,
      burst: z.number().int().min(1).optional(),
      key: expression.optional(),
    })
    .optional(),
  cancel: z.array(z.strictObject({ event: z.string(), if: expression.optional(), timeout: duration.optional() })).optional(),
})
export type FunctionConfig = z.infer<typeof functionConfig>

const DEFAULT_RETRIES = 3

/** How often one step, or the code between steps, is tried in all. */
export function maxAttempts(config: FunctionConfig): number {
  return (config.steps.step.retries?.attempts ?? DEFAULT_RETRIES) + 1
}

export type ConcurrencyKey = { key: string; limit: number }

/** Counters a run's requests take a place in, with their limits; 0 means no limit, as the SDK has it. */
export function concurrencyKeys(config: FunctionConfig, event: unknown): ConcurrencyKey[] {
  const rules = typeof config.concurrency === 'number' ? [{ limit: config.concurrency }] : [config.concurrency ?? []].flat()
  return rules
    .filter(({ limit }) => limit > 0)
    .map((rule: z.infer<typeof concurrencyRule>, index) => {
      const owner = rule.scope === 'env' || rule.scope === 'account' ? rule.scope : `${config.id}#${index}`
      return { key: `${owner}:${evaluateKey(rule.key, event)}`, limit: rule.limit }
    })
}

/** Names the throttle a run waits in, if its function has one. */
export function throttleKey(config: FunctionConfig, event: unknown): string | null {
  return config.throttle ? `${config.id}:${evaluateKey(config.throttle.key, event)}` : null
}

export function evaluateKey(key: string | undefined, event: unknown): string {
  return key === undefined ? '' : JSON.stringify(compileExpression(key)({ event }) ?? null)
}

/** Whether an option's `if` (or a trigger's expression) holds; absent, it does. `async` is the event that came later. */
export function holds(condition: string | undefined, event: unknown, laterEvent?: unknown): boolean {
  return condition === undefined || compileExpression(condition)({ event, async: laterEvent }) === true
}

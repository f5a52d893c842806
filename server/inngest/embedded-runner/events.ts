import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { nextCronTime } from './cron'
import { parseDurationMs } from './duration'
import { type FunctionConfig, holds } from './function-config'
import { createRun, endRun, endStep, lockRun, type Run } from './runs'
import type { Sql, Store } from './store'

/** What the SDK sends: https://www.inngest.com/docs/reference/events/send */
export const incomingEvent = z.looseObject({
  name: z.string().min(1).max(256),
  id: z.string().max(512).optional(),
  ts: z.number().optional(),
  data: z.record(z.string(), z.unknown()).default({}),
})
export type Event = { id: string; name: string; ts: number; data: Record<string, unknown> }

const DISPATCH_BATCH = 100

/**
 * Stores events; one whose id is known is the same event and stored once.
 * @param seed the sender's mark of one delivery: an event without an id gets the same one when the delivery is repeated
 * @returns ids, in order
 */
export async function storeEvents(
  sql: Sql,
  incoming: z.infer<typeof incomingEvent>[],
  seed: string | undefined,
  now: Date,
): Promise<string[]> {
  const ids: string[] = []
  for (const [index, event] of incoming.entries()) {
    const id = event.id || (seed ? createHash('sha256').update(`${seed}#${index}`).digest('hex') : randomUUID())
    const body = { ...event, id, ts: event.ts ?? now.getTime() }
    await sql.query('INSERT INTO events (id, name, body, received_at) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING', [
      id,
      event.name,
      JSON.stringify(body),
      now,
    ])
    ids.push(id)
  }
  return ids
}

/**
 * Lets stored events have their effect: functions start, waits end, runs are cancelled. One transaction per event, so that
 * each has all of it or none.
 * @returns how many events were dispatched
 */
export async function dispatchEvents(store: Store, functions: Map<string, FunctionConfig>, now: Date): Promise<number> {
  let count = 0
  while (count < DISPATCH_BATCH && (await store.transaction((sql) => dispatchNext(sql, functions, now)))) count += 1
  return count
}

async function dispatchNext(sql: Sql, functions: Map<string, FunctionConfig>, now: Date): Promise<boolean> {
  const { rows } = await sql.query<{ id: string; body: Event; receivedAt: Date }>(
    `SELECT id, body, received_at AS "receivedAt" FROM events WHERE dispatched_at IS NULL ORDER BY sequence LIMIT 1 FOR UPDATE SKIP LOCKED`,
  )
  const row = rows[0]
  if (!row) return false
  await cancelRuns(sql, functions, row.body, row.receivedAt, now)
  await endWaits(sql, row.body, now)
  for (const config of functions.values()) {
    const isTriggered = config.triggers.some(
      (trigger) => 'event' in trigger && isNamed(row.body.name, trigger.event) && holds(trigger.expression, row.body),
    )
    if (isTriggered) await createRun(sql, config, row.body, now)
  }
  await sql.query('UPDATE events SET dispatched_at = $2 WHERE id = $1', [row.id, now])
  return true
}

/** A trigger may end in `*`. */
function isNamed(name: string, trigger: string): boolean {
  return trigger.endsWith('*') ? name.startsWith(trigger.slice(0, -1)) : name === trigger
}

async function endWaits(sql: Sql, event: Event, now: Date): Promise<void> {
  const { rows } = await sql.query<{ runId: string; id: string; condition: string | null }>(
    `SELECT run_id AS "runId", id, condition FROM steps WHERE state IS NULL AND op = 'WaitForEvent' AND name = $1`,
    [event.name],
  )
  for (const wait of rows) {
    const run = await lockRun(sql, wait.runId)
    if (run?.status !== 'running' || !holds(wait.condition ?? undefined, run.event, event)) continue
    await endStep(sql, run, { id: wait.id, op: 'WaitForEvent', state: { type: 'data', data: event } }, now)
  }
}

async function cancelRuns(sql: Sql, functions: Map<string, FunctionConfig>, event: Event, receivedAt: Date, now: Date): Promise<void> {
  for (const config of functions.values()) {
    for (const cancel of config.cancel ?? []) {
      if (cancel.event !== event.name) continue
      for (const run of await runningRuns(sql, config.id)) {
        const isInTime = cancel.timeout === undefined || receivedAt.getTime() <= run.createdAt.getTime() + parseDurationMs(cancel.timeout)
        if (isInTime && holds(cancel.if, run.event, event)) await endRun(sql, run, { status: 'cancelled', result: null }, now)
      }
    }
  }
}

async function runningRuns(sql: Sql, functionId: string): Promise<Run[]> {
  const { rows } = await sql.query<{ id: string }>(
    `SELECT id FROM runs WHERE function_id = $1 AND status = 'running' ORDER BY created_at`,
    [functionId],
  )
  const runs: Run[] = []
  for (const { id } of rows) {
    const run = await lockRun(sql, id)
    if (run) runs.push(run)
  }
  return runs
}

/** Starts what is scheduled. After an outage one tick comes at once; the others that were missed are not made up for. */
export async function fireSchedules(store: Store, functions: Map<string, FunctionConfig>, now: Date): Promise<void> {
  await store.transaction(async (sql) => {
    const { rows } = await sql.query<{ functionId: string; cron: string; nextAt: Date }>(
      'SELECT function_id AS "functionId", cron, next_at AS "nextAt" FROM schedules WHERE next_at <= $1 FOR UPDATE SKIP LOCKED',
      [now],
    )
    for (const { functionId, cron, nextAt } of rows) {
      const config = functions.get(functionId)
      const event = {
        id: `cron:${functionId}:${cron}:${nextAt.toISOString()}`,
        name: 'inngest/scheduled.timer',
        ts: now.getTime(),
        data: { cron },
      }
      if (config) await createRun(sql, config, event, now)
      await sql.query('UPDATE schedules SET next_at = $3 WHERE function_id = $1 AND cron = $2', [functionId, cron, nextCronTime(cron, now)])
    }
  })
}

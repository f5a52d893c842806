import { randomUUID } from 'node:crypto'
import type { Event } from './events'
import { concurrencyKeys, evaluateKey, type FunctionConfig, throttleKey } from './function-config'
import { enqueue } from './queue'
import type { Sql } from './store'

export type Run = {
  id: string
  functionId: string
  event: Event
  status: 'running' | 'completed' | 'failed' | 'cancelled'
  parentRunId: string | null
  parentStepId: string | null
  createdAt: Date
}

export type StepState = { type: 'data'; data: unknown } | { type: 'error'; error: unknown }
export type Step = { id: string; op: string; state: StepState | null }

const RUN_COLUMNS = `id, function_id AS "functionId", event, status, parent_run_id AS "parentRunId", parent_step_id AS "parentStepId", created_at AS "createdAt"`

/** Starts a function on an event, unless the same event (or idempotency key) has started it before. */
export async function createRun(
  sql: Sql,
  config: FunctionConfig,
  event: Event,
  now: Date,
  parent?: { runId: string; stepId: string },
): Promise<void> {
  const onceKey = config.idempotency === undefined ? `event:${event.id}` : `key:${evaluateKey(config.idempotency, event)}`
  const id = randomUUID()
  const created = await sql.query(
    `INSERT INTO runs (id, function_id, event, once_key, concurrency, throttle_key, parent_run_id, parent_step_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (function_id, once_key) DO NOTHING`,
    [
      id,
      config.id,
      JSON.stringify(event),
      onceKey,
      JSON.stringify(concurrencyKeys(config, event)),
      throttleKey(config, event),
      parent?.runId ?? null,
      parent?.stepId ?? null,
      now,
    ],
  )
  if (created.rowCount === 1) await enqueue(sql, { runId: id, functionId: config.id, kind: 'discover', dueAt: now })
}

/** Locks the run, so that what came of two of its steps is applied one after the other. */
export async function lockRun(sql: Sql, runId: string): Promise<Run | null> {
  const { rows } = await sql.query<Run>(`SELECT ${RUN_COLUMNS} FROM runs WHERE id = $1 FOR UPDATE`, [runId])
  return rows[0] ?? null
}

export async function loadRun(sql: Sql, runId: string): Promise<{ run: Run; steps: Step[]; pending: number } | null> {
  const { rows } = await sql.query<Run>(`SELECT ${RUN_COLUMNS} FROM runs WHERE id = $1`, [runId])
  const run = rows[0]
  if (!run) return null
  const steps = await sql.query<Step>('SELECT id, op, state FROM steps WHERE run_id = $1 ORDER BY ended_order, sequence', [runId])
  return { run, steps: steps.rows.filter(({ state }) => state !== null), pending: steps.rows.filter(({ state }) => state === null).length }
}

/** Records what became of a step and lets the function go on. A step ends once: what comes later changes nothing. */
export async function endStep(
  sql: Sql,
  run: { id: string; functionId: string },
  step: { id: string; op: string; state: StepState },
  now: Date,
): Promise<void> {
  const ended = await sql.query(
    `INSERT INTO steps (run_id, id, op, state, ended_order) VALUES ($1, $2, $3, $4, nextval('step_endings'))
     ON CONFLICT (run_id, id) DO UPDATE SET state = excluded.state, ended_order = excluded.ended_order WHERE steps.state IS NULL`,
    [run.id, step.id, step.op, JSON.stringify(step.state)],
  )
  if (ended.rowCount === 0) return
  await sql.query(`DELETE FROM queue WHERE run_id = $1 AND step_id = $2 AND claimed_at IS NULL`, [run.id, step.id])
  await enqueue(sql, { runId: run.id, functionId: run.functionId, kind: 'discover', dueAt: now })
}

/** Ends a run and tells whoever waits for it: the run that invoked it, and listeners to failures. */
export async function endRun(
  sql: Sql,
  run: Run,
  outcome: { status: 'completed' | 'failed' | 'cancelled'; result: unknown },
  now: Date,
): Promise<void> {
  const ended = await sql.query(`UPDATE runs SET status = $2, result = $3, ended_at = $4 WHERE id = $1 AND status = 'running'`, [
    run.id,
    outcome.status,
    JSON.stringify(outcome.result ?? null),
    now,
  ])
  if (ended.rowCount === 0) return
  await sql.query('DELETE FROM queue WHERE run_id = $1', [run.id])
  if (outcome.status === 'failed') await announceFailure(sql, run, outcome.result, now)
  if (run.parentRunId && run.parentStepId) await answerParent(sql, run.parentRunId, run.parentStepId, outcome, now)
}

async function announceFailure(sql: Sql, run: Run, error: unknown, now: Date): Promise<void> {
  const id = `function.failed:${run.id}`
  const name = 'inngest/function.failed'
  const body = { id, name, ts: now.getTime(), data: { function_id: run.functionId, run_id: run.id, error, event: run.event } }
  await sql.query('INSERT INTO events (id, name, body, received_at) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING', [
    id,
    name,
    JSON.stringify(body),
    now,
  ])
}

async function answerParent(
  sql: Sql,
  runId: string,
  stepId: string,
  outcome: { status: string; result: unknown },
  now: Date,
): Promise<void> {
  const parent = await lockRun(sql, runId)
  if (parent?.status !== 'running') return
  const failure = outcome.status === 'cancelled' ? { name: 'Error', message: 'The invoked function was cancelled' } : outcome.result
  const state: StepState =
    outcome.status === 'completed' ? { type: 'data', data: outcome.result ?? null } : { type: 'error', error: failure }
  await endStep(sql, parent, { id: stepId, op: 'InvokeFunction', state }, now)
}

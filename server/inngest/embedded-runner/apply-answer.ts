import type { AppAnswer } from './app-client'
import { type FunctionConfig, maxAttempts } from './function-config'
import { type Operation, readOperations } from './operations'
import { enqueue, finish, type QueueItem } from './queue'
import { createRun, endRun, endStep, lockRun, type Run } from './runs'
import type { Sql } from './store'

export type ApplyContext = {
  functions: Map<string, FunctionConfig>
  now: Date
  /** How long to wait before the given attempt (1 for the first repetition). */
  retryDelayMs(attempt: number): number
}

type Failure = { error: unknown; isRetriable: boolean; retryAfter?: string | undefined }

/**
 * Writes down what an answer says, in the caller's transaction together with the end of the queue item: a runner killed
 * before the commit repeats the request, one killed after it goes on from here.
 */
export async function applyAnswer(
  sql: Sql,
  item: QueueItem,
  answer: Exclude<AppAnswer, { type: 'absent' }>,
  context: ApplyContext,
): Promise<void> {
  const run = await lockRun(sql, item.runId)
  await finish(sql, item)
  if (run?.status !== 'running') return
  if (answer.type === 'broken') return await retryOrFail(sql, run, item, { error: failure(answer.reason), isRetriable: true }, context)
  if (answer.status === 200) return await endRun(sql, run, { status: 'completed', result: answer.body }, context.now)
  if (answer.status !== 206) return await retryOrFail(sql, run, item, { ...answer, error: answer.body }, context)
  const read = readOperations(answer.body, context.now)
  if ('problem' in read) return await endRun(sql, run, { status: 'failed', result: failure(read.problem) }, context.now)
  for (const operation of read.operations) await applyOperation(sql, run, item, operation, answer.retryAfter, context)
}

/** Ends a run whose result cannot be kept, such as text that PostgreSQL refuses. */
export async function failRun(sql: Sql, item: QueueItem, problem: string, now: Date): Promise<void> {
  const run = await lockRun(sql, item.runId)
  await finish(sql, item)
  if (run) await endRun(sql, run, { status: 'failed', result: failure(problem) }, now)
}

/** A wait's time is over: a sleep goes on, an awaited event did not come, an invoked function took too long. */
export async function applyWake(sql: Sql, item: QueueItem, now: Date): Promise<void> {
  const run = await lockRun(sql, item.runId)
  await finish(sql, item)
  if (run?.status !== 'running') return
  const { rows } = await sql.query<{ op: string }>('SELECT op FROM steps WHERE run_id = $1 AND id = $2', [item.runId, item.stepId])
  const op = rows[0]?.op ?? 'Sleep'
  const error = { name: 'InngestInvokeTimeoutError', message: 'The invoked function did not finish in time' }
  await endStep(
    sql,
    run,
    { id: item.stepId, op, state: op === 'InvokeFunction' ? { type: 'error', error } : { type: 'data', data: null } },
    now,
  )
}

function failure(message: string): { name: string; message: string } {
  return { name: 'Error', message }
}

async function applyOperation(
  sql: Sql,
  run: Run,
  item: QueueItem,
  operation: Operation,
  retryAfter: string | undefined,
  context: ApplyContext,
): Promise<void> {
  const { now } = context
  const { id, op } = operation
  switch (operation.type) {
    case 'done':
      return await endStep(sql, run, { id, op, state: operation.state }, now)
    case 'repeat':
      return await repeat(sql, run, item, retryAfter, context)
    case 'plan':
      if (await isNewStep(sql, run, operation)) await queueStep(sql, run, 'step', id, now)
      return
    case 'wait':
      if (await isNewStep(sql, run, operation)) await queueStep(sql, run, 'wake', id, operation.until)
      return
    case 'invoke':
      return await invoke(sql, run, operation, context)
    case 'complete':
      return await endRun(sql, run, { status: 'completed', result: operation.result }, now)
  }
}

async function queueStep(sql: Sql, run: Run, kind: 'step' | 'wake', stepId: string, dueAt: Date): Promise<void> {
  await enqueue(sql, { runId: run.id, functionId: run.functionId, kind, stepId, dueAt })
}

/** A step that is known already is under way or done: two discoveries may both report it. */
async function isNewStep(sql: Sql, run: Run, { id, op, name, condition }: Operation): Promise<boolean> {
  const inserted = await sql.query(
    'INSERT INTO steps (run_id, id, op, name, condition) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (run_id, id) DO NOTHING',
    [run.id, id, op, name ?? null, condition ?? null],
  )
  return inserted.rowCount === 1
}

async function invoke(
  sql: Sql,
  run: Run,
  operation: Extract<Operation, { type: 'invoke' }>,
  { functions, now }: ApplyContext,
): Promise<void> {
  const { id, op, functionId, data, until } = operation
  const config = functions.get(functionId)
  if (!config) {
    const error = failure(`There is no function ${functionId} to invoke`)
    return await endStep(sql, run, { id, op, state: { type: 'error', error } }, now)
  }
  if (!(await isNewStep(sql, run, operation))) return
  const event = { id: `invoke:${run.id}:${id}`, name: 'inngest/function.invoked', ts: now.getTime(), data }
  await createRun(sql, config, event, now, { runId: run.id, stepId: id })
  if (until) await queueStep(sql, run, 'wake', id, until)
}

/** The code between steps threw, or nobody knows what became of the request. */
async function retryOrFail(
  sql: Sql,
  run: Run,
  item: QueueItem,
  { error, isRetriable, retryAfter }: Failure,
  context: ApplyContext,
): Promise<void> {
  const config = context.functions.get(run.functionId)
  const isLast = item.attempt + 1 >= (config ? maxAttempts(config) : 1)
  if (isRetriable && !isLast) return await repeat(sql, run, item, retryAfter, context)
  if (item.kind === 'step')
    return await endStep(sql, run, { id: item.stepId, op: 'StepFailed', state: { type: 'error', error } }, context.now)
  await endRun(sql, run, { status: 'failed', result: error }, context.now)
}

/** @param retryAfter seconds or a date, where the function asked for it */
async function repeat(
  sql: Sql,
  run: Run,
  item: QueueItem,
  retryAfter: string | undefined,
  { now, retryDelayMs }: ApplyContext,
): Promise<void> {
  const attempt = item.attempt + 1
  const askedMs = /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) * 1000 : Date.parse(retryAfter ?? '') - now.getTime()
  const delayMs = Number.isNaN(askedMs) ? retryDelayMs(attempt) : Math.max(0, askedMs)
  const dueAt = new Date(now.getTime() + delayMs)
  await enqueue(sql, { runId: run.id, functionId: run.functionId, kind: item.kind, stepId: item.stepId, attempt, dueAt })
}

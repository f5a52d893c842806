import { parseDurationMs } from './duration'
import type { ConcurrencyKey, FunctionConfig } from './function-config'
import type { Sql } from './store'
import { throttle } from './throttle'

export type QueueItem = {
  id: string
  runId: string
  functionId: string
  kind: 'discover' | 'step' | 'wake'
  stepId: string
  attempt: number
  concurrency: ConcurrencyKey[]
}

/** How many places are taken, by this process, which is the only one taking any. */
export type Busy = { requests: number; discoveries: Set<string>; keys: Map<string, number> }

const CANDIDATES_PER_FUNCTION = 100

/** Puts work into the queue; what already waits there is left as it is. */
export async function enqueue(
  sql: Sql,
  item: { runId: string; functionId: string; kind: QueueItem['kind']; stepId?: string; attempt?: number; dueAt: Date },
): Promise<void> {
  await sql.query(
    `INSERT INTO queue (run_id, function_id, kind, step_id, attempt, due_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (run_id, kind, step_id) WHERE claimed_at IS NULL DO NOTHING`,
    [item.runId, item.functionId, item.kind, item.stepId ?? '', item.attempt ?? 0, item.dueAt],
  )
}

/** Takes a claimed item out, and with it the right to apply what came of it. */
export async function finish(sql: Sql, item: { id: string }): Promise<void> {
  await sql.query('DELETE FROM queue WHERE id = $1', [item.id])
}

/** Claimed by a process that is gone: to be done again. `mine` is still under way in this one. */
export async function releaseClaims(sql: Sql, mine: string[]): Promise<void> {
  // Another item for the same work may have been queued meanwhile: then the claimed one has nothing left to do.
  await sql.query(
    `DELETE FROM queue q USING queue other
     WHERE q.claimed_at IS NOT NULL AND q.id <> ALL ($1::bigint[]) AND other.claimed_at IS NULL
       AND (other.run_id, other.kind, other.step_id) = (q.run_id, q.kind, q.step_id)`,
    [mine],
  )
  await sql.query('UPDATE queue SET claimed_at = NULL WHERE claimed_at IS NOT NULL AND id <> ALL ($1::bigint[])', [mine])
}

type Candidate = QueueItem & { startedAt: Date | null; throttleKey: string | null }

/**
 * Claims what is due and may start now, oldest first within each function. Concurrency and throttles hold back the rest.
 * @param capacity how many requests may be under way at once
 * @param claimed receives the items, each holding its place in `busy`, also when this fails later
 */
export async function claimDue(
  sql: Sql,
  functions: Map<string, FunctionConfig>,
  limits: { busy: Busy; capacity: number },
  now: Date,
  claimed: QueueItem[],
): Promise<void> {
  const { rows } = await sql.query<Candidate>(
    `SELECT q.id, q.run_id AS "runId", q.function_id AS "functionId", q.kind, q.step_id AS "stepId", q.attempt,
            r.concurrency, r.started_at AS "startedAt", r.throttle_key AS "throttleKey"
     FROM unnest($1::text[]) AS f(id)
     CROSS JOIN LATERAL (
       SELECT * FROM queue WHERE function_id = f.id AND claimed_at IS NULL AND due_at <= $2
       ORDER BY due_at, id LIMIT ${CANDIDATES_PER_FUNCTION} FOR UPDATE SKIP LOCKED
     ) q JOIN runs r ON r.id = q.run_id
     ORDER BY q.due_at, q.id`,
    [[...functions.keys()], now],
  )
  for (const candidate of rows) {
    if (!hasPlace(candidate, limits.busy, limits.capacity)) continue
    if (candidate.startedAt === null && !(await mayStart(sql, candidate, functions, now))) continue
    takePlace(candidate, limits.busy)
    claimed.push(candidate)
  }
  await sql.query('UPDATE queue SET claimed_at = $2 WHERE id = ANY ($1::bigint[])', [claimed.map(({ id }) => id), now])
}

function hasPlace(item: QueueItem, busy: Busy, capacity: number): boolean {
  if (item.kind === 'wake') return true
  if (busy.requests >= capacity) return false
  // Two discoveries of one run at once could each run the step that both find next.
  if (item.kind === 'discover' && busy.discoveries.has(item.runId)) return false
  return item.concurrency.every(({ key, limit }) => (busy.keys.get(key) ?? 0) < limit)
}

function takePlace(item: QueueItem, busy: Busy): void {
  if (item.kind === 'wake') return
  busy.requests += 1
  if (item.kind === 'discover') busy.discoveries.add(item.runId)
  for (const { key } of item.concurrency) busy.keys.set(key, (busy.keys.get(key) ?? 0) + 1)
}

export function givePlaceBack(item: QueueItem, busy: Busy): void {
  if (item.kind === 'wake') return
  busy.requests -= 1
  if (item.kind === 'discover') busy.discoveries.delete(item.runId)
  for (const { key } of item.concurrency) {
    const left = (busy.keys.get(key) ?? 1) - 1
    if (left > 0) busy.keys.set(key, left)
    else busy.keys.delete(key)
  }
}

/** Marks a run as started, or moves it to when its throttle lets it start. */
async function mayStart(sql: Sql, item: Candidate, functions: Map<string, FunctionConfig>, now: Date): Promise<boolean> {
  const rule = functions.get(item.functionId)?.throttle
  if (rule && item.throttleKey !== null) {
    const { rows } = await sql.query<{ arrival: Date }>('SELECT arrival FROM throttles WHERE key = $1 FOR UPDATE', [item.throttleKey])
    const answer = throttle(
      { limit: rule.limit, periodMs: parseDurationMs(rule.period), burst: rule.burst ?? 1 },
      rows[0]?.arrival ?? null,
      now,
    )
    if (!answer.isAllowed) {
      await sql.query('UPDATE queue SET due_at = $2 WHERE id = $1', [item.id, new Date(now.getTime() + answer.waitMs)])
      return false
    }
    await sql.query('INSERT INTO throttles (key, arrival) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET arrival = excluded.arrival', [
      item.throttleKey,
      answer.arrival,
    ])
  }
  await sql.query('UPDATE runs SET started_at = $2 WHERE id = $1', [item.runId, now])
  return true
}

/** When something is due next, or null when nothing waits. */
export async function nextDue(sql: Sql): Promise<Date | null> {
  const { rows } = await sql.query<{ due: Date | null }>(
    `SELECT least((SELECT min(due_at) FROM queue WHERE claimed_at IS NULL), (SELECT min(next_at) FROM schedules)) AS due`,
  )
  return rows[0]?.due ?? null
}

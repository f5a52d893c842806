import { nextCronTime } from './cron'
import type { FunctionConfig } from './function-config'
import type { Store } from './store'

const DAY_MS = 86_400_000
const KEEP_RUNS_MS = 7 * DAY_MS
/** As long as Inngest tells events and idempotency keys apart. */
const KEEP_KEYS_MS = DAY_MS

/** Keeps the schedules of the registered functions and no others. A schedule that stays keeps its next moment. */
export async function saveSchedules(store: Store, configs: FunctionConfig[], now: Date): Promise<void> {
  const schedules = configs.flatMap(({ id, triggers }) =>
    triggers.flatMap((trigger) => ('cron' in trigger ? [{ id, cron: trigger.cron }] : [])),
  )
  await store.transaction(async (sql) => {
    await sql.query(`DELETE FROM schedules WHERE function_id || ' ' || cron <> ALL ($1::text[])`, [
      schedules.map(({ id, cron }) => `${id} ${cron}`),
    ])
    for (const { id, cron } of schedules) {
      await sql.query('INSERT INTO schedules (function_id, cron, next_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
        id,
        cron,
        nextCronTime(cron, now),
      ])
    }
  })
}

/** Deletes what nothing will ask for again, so that the tables stay small. */
export async function forgetOld(store: Store, now: Date): Promise<void> {
  const before = (ms: number) => new Date(now.getTime() - ms)
  await store.sql.query(`DELETE FROM runs WHERE status <> 'running' AND ended_at < $1`, [before(KEEP_RUNS_MS)])
  await store.sql.query(`UPDATE runs SET once_key = NULL WHERE once_key IS NOT NULL AND created_at < $1`, [before(KEEP_KEYS_MS)])
  await store.sql.query('DELETE FROM events WHERE dispatched_at < $1', [before(KEEP_KEYS_MS)])
  await store.sql.query('DELETE FROM throttles WHERE arrival < $1', [before(0)])
}

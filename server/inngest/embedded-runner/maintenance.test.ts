import { expect, onTestFinished, test } from 'vitest'
import { createEmptyTestDatabase } from '../../testing/test-database'
import { storeEvents } from './events'
import { functionConfig } from './function-config'
import { forgetOld, saveSchedules } from './maintenance'
import { createRun, endRun, lockRun } from './runs'
import { openStore } from './store'

const DAY_MS = 86_400_000
const NOW = new Date('2026-03-10T10:00:00Z')
const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS)
const config = (id: string, crons: string[] = []) =>
  functionConfig.parse({ id, triggers: crons.map((cron) => ({ cron })), steps: { step: { runtime: { url: 'http://127.0.0.1/x' } } } })

async function open() {
  const { url } = await createEmptyTestDatabase()
  const store = await openStore(url, (error) => {
    throw error
  })
  onTestFinished(store.close)
  return store
}

test('what ended long ago is forgotten, what runs is not; an event id counts as known for a day', async () => {
  const store = await open()
  const event = (id: string) => ({ id, name: 'go', ts: 0, data: {} })
  for (const [id, days] of [
    ['old', 9],
    ['recent', 2],
    ['running', 9],
  ] as const)
    await createRun(store.sql, config('fn'), event(id), ago(days))
  const ids = await store.sql.query<{ id: string; name: string }>(`SELECT id, event->>'id' AS name FROM runs`)
  for (const { id, name } of ids.rows) {
    const run = await lockRun(store.sql, id)
    if (run && name !== 'running') await endRun(store.sql, run, { status: 'completed', result: null }, ago(name === 'old' ? 8 : 2))
  }
  await storeEvents(store.sql, [event('known'), event('waiting')], undefined, ago(2))
  await store.sql.query(`UPDATE events SET dispatched_at = received_at WHERE id = 'known'`)

  await forgetOld(store, NOW)

  const left = await store.sql.query(`SELECT event->>'id' AS name, once_key FROM runs ORDER BY name`)
  expect(left.rows).toEqual([
    { name: 'recent', once_key: null },
    { name: 'running', once_key: null },
  ])
  expect((await store.sql.query('SELECT id FROM events')).rows).toEqual([{ id: 'waiting' }])
})

test('a schedule that stays keeps its next moment, one that is gone fires no more', async () => {
  const store = await open()
  const read = async () => (await store.sql.query(`SELECT function_id, cron, next_at FROM schedules ORDER BY cron`)).rows
  await saveSchedules(store, [config('fn', ['0 * * * *', '30 * * * *'])], NOW)
  await saveSchedules(store, [config('fn', ['0 * * * *', '15 * * * *'])], new Date(NOW.getTime() + 3 * 3_600_000))
  expect(await read()).toEqual([
    { function_id: 'fn', cron: '0 * * * *', next_at: new Date('2026-03-10T11:00:00Z') },
    { function_id: 'fn', cron: '15 * * * *', next_at: new Date('2026-03-10T13:15:00Z') },
  ])
})

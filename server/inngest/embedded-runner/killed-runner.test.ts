import type { Inngest } from 'inngest'
import { expect, onTestFinished, test } from 'vitest'
import { createEmptyTestDatabase } from '../../testing/test-database'
import { embeddedConnection } from '../client'
import { startAppUnderTest } from './testing/app-under-test'
import { createRunnerProcess } from './testing/runner-process'

const INTERNAL_SECRET = 'internal-secret-of-the-kill-tests'
type Define = Parameters<typeof startAppUnderTest>[1]

/** A step that tells when it has begun and ends when it is let. Each execution is another entry. */
function createGate() {
  const open: ((value: string) => void)[] = []
  return {
    enter: () => new Promise<string>((resolve) => open.push(resolve)),
    entered: () => open.length,
    leave: (index: number, value: string) => open[index]?.(value),
  }
}

async function start(define: Define) {
  const database = await createEmptyTestDatabase()
  let port = 0
  const { eventKey = '', signingKey = '' } = embeddedConnection({ INTERNAL_SECRET, RUNNER_PORT: 0 })
  const app = await startAppUnderTest(() => port, define, { eventKey, signingKey })
  const runner = await createRunnerProcess({
    databaseUrl: database.url,
    appPort: Number(new URL(app.serveUrl).port),
    internalSecret: INTERNAL_SECRET,
  })
  port = runner.port
  onTestFinished(async () => {
    await runner.kill()
    await app.stop()
  })
  await runner.start()
  const restart = async () => {
    await runner.kill()
    await runner.start()
  }
  const statuses = async () =>
    (await database.asOwner<{ status: string }>('SELECT status FROM embedded_runner.runs ORDER BY created_at')).map(({ status }) => status)
  return { app, runner, restart, statuses, asOwner: database.asOwner, send: app.inngest.send.bind(app.inngest) as Inngest['send'] }
}

const until = <Value>(read: () => Value) => expect.poll(read, { timeout: 20_000, interval: 20 })

test('killed during a step: that step runs again, those before it do not, and the late answer of the first try counts for nothing', async () => {
  const done: string[] = []
  const gate = createGate()
  const { send, restart, statuses } = await start((inngest) => [
    inngest.createFunction({ id: 'fn', triggers: [{ event: 'go' }] }, async ({ step }) => {
      const before = await step.run('before', () => done.push('before') && 'kept')
      const result = await step.run('interrupted', () => gate.enter())
      await step.run('after', () => done.push(`after ${before} ${result}`))
    }),
  ])
  await send({ name: 'go', data: {} })
  await until(gate.entered).toBe(1)
  await restart()
  await until(gate.entered).toBe(2)
  gate.leave(0, 'late')
  gate.leave(1, 'second')
  await until(() => done).toEqual(['before', 'after kept second'])
  await until(statuses).toEqual(['completed'])
})

test('killed between parallel steps: the finished one is kept, the unfinished one runs again', async () => {
  const done: string[] = []
  const gate = createGate()
  const { send, restart, asOwner } = await start((inngest) => [
    inngest.createFunction({ id: 'fn', triggers: [{ event: 'go' }] }, async ({ step }) => {
      const [fast, slow] = await Promise.all([step.run('fast', () => done.push('fast') && 'fast'), step.run('slow', () => gate.enter())])
      await step.run('end', () => done.push(`${fast} ${slow}`))
    }),
  ])
  await send({ name: 'go', data: {} })
  await until(gate.entered).toBe(1)
  await until(async () => (await asOwner('SELECT 1 FROM embedded_runner.steps WHERE state IS NOT NULL')).length).toBe(1)
  await restart()
  await until(gate.entered).toBe(2)
  gate.leave(1, 'slow')
  await until(() => done).toEqual(['fast', 'fast slow'])
})

test('killed while everything sleeps or waits: waits end at their time and by their event', async () => {
  const done: string[] = []
  const { send, restart, asOwner } = await start((inngest) => [
    inngest.createFunction({ id: 'sleeper', triggers: [{ event: 'sleep' }] }, async ({ step }) => {
      await step.sleep('nap', '2s')
      await step.run('end', () => done.push('slept'))
    }),
    inngest.createFunction({ id: 'waiter', triggers: [{ event: 'wait' }] }, async ({ step }) => {
      const event = await step.waitForEvent('answer', { event: 'answer', timeout: '1h' })
      await step.run('end', () => done.push(`heard ${event?.data.text}`))
    }),
  ])
  await send([
    { name: 'sleep', data: {} },
    { name: 'wait', data: {} },
  ])
  await until(async () => (await asOwner('SELECT 1 FROM embedded_runner.steps')).length).toBe(2)
  await restart()
  await send({ name: 'answer', data: { text: 'yes' } })
  await until(() => done.toSorted()).toEqual(['heard yes', 'slept'])
})

test('killed right after it took an event: the event is not lost, and is taken once however often it is sent', async () => {
  const done: string[] = []
  const { send, restart } = await start((inngest) => [
    inngest.createFunction({ id: 'fn', triggers: [{ event: 'go' }] }, async ({ event, step }) => {
      await step.run('work', () => done.push(event.id ?? ''))
    }),
  ])
  await send({ name: 'go', id: 'go:1', data: {} })
  await restart()
  await send({ name: 'go', id: 'go:1', data: {} })
  await send({ name: 'go', id: 'go:2', data: {} })
  await until(() => new Set(done)).toEqual(new Set(['go:1', 'go:2']))
})

test('killed again and again under load: every run ends once, and no step runs again once the next one has begun', async () => {
  const RUNS = 12
  const log: { run: number; step: string }[] = []
  const ended: number[] = []
  const { send, runner, restart, statuses } = await start((inngest) => [
    inngest.createFunction({ id: 'fn', triggers: [{ event: 'go' }], retries: 10 }, async ({ event, step }) => {
      const run = Number(event.data.run)
      const work = (name: string) => step.run(name, () => log.push({ run, step: name }) && name)
      const names = [await work('a'), await work('b'), ...(await Promise.all([work('c1'), work('c2')])), await work('d')]
      await step.run('e', () => ended.push(run) && names)
    }),
  ])
  await send(Array.from({ length: RUNS }, (_, run) => ({ name: 'go', id: `go:${run}`, data: { run } })))
  for (const progress of [3, 12, 25, 40]) {
    await until(() => log.length).toBeGreaterThanOrEqual(progress)
    await restart()
  }
  await until(() => new Set(ended).size).toBe(RUNS)
  await until(statuses).toEqual(Array(RUNS).fill('completed'))
  const order = 'ab c d'
  for (let run = 0; run < RUNS; run++) {
    const places = log.filter((entry) => entry.run === run).map((entry) => order.indexOf(entry.step.charAt(0)))
    expect(places).toEqual(places.toSorted((one, other) => one - other))
  }
  await runner.kill()
})

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findFreePort } from './lib/embedded-postgres.mjs'

const folder = mkdtempSync(join(tmpdir(), 'voicedesk-start-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function start(env: Record<string, string>) {
  const ports: Record<string, string> = {}
  for (const name of ['PORT', 'MEDIA_PORT', 'SIMULATORS_PORT', 'RUNNER_PORT']) ports[name] = String(await findFreePort())
  const result = spawnSync(process.execPath, ['scripts/start.mjs'], {
    encoding: 'utf8',
    env: { ...process.env, DATA_DIR: join(folder, 'data'), ...ports, ...env },
    timeout: 60_000,
  })
  return { code: result.status, said: result.stderr.trim() }
}

test('a taken port is one sentence that names the port and its setting', async () => {
  const other = net.createServer()
  await new Promise<void>((done) => {
    other.listen(0, '127.0.0.1', done)
  })
  const { port } = other.address() as net.AddressInfo
  const outcome = await start({ MEDIA_PORT: String(port) })
  other.close()
  expect(outcome).toEqual({
    code: 1,
    said: `Port ${port} (MEDIA_PORT) is taken by another program: end it, or set MEDIA_PORT to a free port.`,
  })
})

test('two of our ports that are the same are one sentence', async () => {
  const port = String(await findFreePort())
  expect(await start({ PORT: port, RUNNER_PORT: port })).toEqual({
    code: 1,
    said: `RUNNER_PORT and PORT are both ${port}: give each a port of its own.`,
  })
})

test('a data folder that cannot be written is one sentence', async () => {
  expect(await start({ DATA_DIR: '/dev/null/data' })).toEqual({
    code: 1,
    said: expect.stringMatching(/^\/dev\/null\/data cannot be .*\.$/),
  })
})

test('a database that does not answer is one sentence', async () => {
  const port = await findFreePort()
  const outcome = await start({ DATABASE_URL: `postgresql://owner:x@127.0.0.1:${port}/desk` })
  expect(outcome).toEqual({ code: 1, said: `No PostgreSQL answers at 127.0.0.1:${port}: check DATABASE_URL.` })
})

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { canConnect, findFreePort, startEmbeddedPostgres, stopEmbeddedPostgres } from './embedded-postgres.mjs'

const folder = mkdtempSync(join(tmpdir(), 'voicedesk-postgres-'))
const dataDir = join(folder, 'pg')
const start = (port: number) => startEmbeddedPostgres({ dataDir, port, password: 'secret' })
let port: number

beforeEach(async () => {
  port ||= await findFreePort()
})
afterAll(async () => {
  await stopEmbeddedPostgres(dataDir)
  rmSync(folder, { recursive: true, force: true })
})

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('a second start adopts the server that runs', async () => {
  const first = await start(port)
  await query(first.url, 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)')
  const second = await start(port)
  expect(second).toMatchObject({ pid: first.pid, adopted: true })
})

test('a killed server comes back with what was committed', async () => {
  const killed = await start(port)
  process.kill(killed.pid, 'SIGKILL')
  const back = await start(port)
  expect(back.pid).not.toBe(killed.pid)
  expect(await query(back.url, 'SELECT id FROM kept')).toEqual([{ id: 1 }])
})

test('asked for another port, it moves', async () => {
  const before = await start(port)
  const moved = await start(await findFreePort())
  expect(before.isRunning()).toBe(false)
  expect(await query(moved.url, 'SELECT id FROM kept')).toEqual([{ id: 1 }])
})

test('stopping ends it, and stopping again does no harm', async () => {
  const server = await start(port)
  await server.stop()
  expect(server.isRunning()).toBe(false)
  expect(await canConnect(port)).toBe(false)
  await stopEmbeddedPostgres(dataDir)
})

test('a stale pid file that names somebody else does not keep it from starting, and leaves them alone', async () => {
  await stopEmbeddedPostgres(dataDir)
  writeFileSync(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n0\n${port}\n\n\n`)
  const server = await start(port)
  expect(server.pid).not.toBe(process.pid)
  expect(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]).toBe(String(server.pid))
})

test('a port that is taken is said in one sentence', async () => {
  await stopEmbeddedPostgres(dataDir)
  const other = net.createServer()
  const taken = await new Promise<number>((done) => {
    other.listen(0, '127.0.0.1', () => done((other.address() as net.AddressInfo).port))
  })
  await expect(start(taken)).rejects.toThrow(`Port ${taken} for the database is taken by another program.`)
  other.close()
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFreePort, startEmbeddedPostgres, stopEmbeddedPostgres } from '../../scripts/lib/embedded-postgres.mjs'
import { createTestDatabase } from '../testing/test-database'
import { openDatabase } from './database'
import { isDatabaseUnavailable, isNotFound, isReferenceViolation, isUniqueViolation } from './errors'
import { newId } from './transaction'

const folder = mkdtempSync(join(tmpdir(), 'voicedesk-outage-'))
const dataDir = join(folder, 'pg')
let port: number
const start = () => startEmbeddedPostgres({ dataDir, port, password: 'secret' })

beforeAll(async () => {
  port = await findFreePort()
})
afterAll(async () => {
  await stopEmbeddedPostgres(dataDir)
  rmSync(folder, { recursive: true, force: true })
})

test('work during an outage fails as an outage, and succeeds once the database is back', async () => {
  const server = await start()
  const lost: Error[] = []
  const database = openDatabase({ url: server.url, maxConnections: 3, onConnectionLost: (error) => lost.push(error) })
  const work = () => database.tenantDb({ tenantId: newId() }, (db) => db.$queryRaw<{ one: number }[]>`SELECT 1 AS one`)
  expect(await work()).toEqual([{ one: 1 }])

  process.kill(server.pid, 'SIGKILL')
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const error = await work().catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(Error)
    expect(isDatabaseUnavailable(error)).toBe(true)
  }
  expect(isDatabaseUnavailable(await database.ping().catch((caught: unknown) => caught))).toBe(true)

  await start()
  expect(await work()).toEqual([{ one: 1 }])
  await database.close()
})

test('a connection that breaks in the middle of a transaction is an outage', async () => {
  const server = await start()
  const database = openDatabase({ url: server.url, maxConnections: 1 })
  const error = await database
    .tenantDb({ tenantId: newId() }, async (db) => {
      await db.$queryRaw`SELECT 1`
      process.kill(server.pid, 'SIGKILL')
      await db.$queryRaw`SELECT pg_sleep(5)`
    })
    .catch((caught: unknown) => caught)
  expect(isDatabaseUnavailable(error)).toBe(true)
  await database.close()
})

test('what the data forbids is told apart from an outage', async () => {
  const { database } = await createTestDatabase()
  const tenantId = newId()
  const missing = newId()
  await database.tenantDb({ tenantId }, (db) =>
    db.tenant.create({
      data: {
        id: tenantId,
        name: 'A',
        slug: 'a',
        industry: 'OTHER',
        businessType: 'general',
        exotelSecretEncrypted: '',
        exotelSecretHash: 'h',
      },
    }),
  )
  const attempt = (work: Parameters<typeof database.tenantDb>[1]) =>
    database.tenantDb({ tenantId }, work).catch((caught: unknown) => caught)
  await attempt((db) => db.contact.create({ data: { tenantId, phone: '+911' } }))
  const unique = await attempt((db) => db.contact.create({ data: { tenantId, phone: '+911' } }))
  const reference = await attempt((db) => db.booking.create({ data: { tenantId, contactId: missing, startsAt: new Date(0) } }))
  const absent = await attempt((db) => db.contact.update({ where: { tenantId_id: { tenantId, id: missing } }, data: { name: 'x' } }))
  expect([isUniqueViolation(unique), isReferenceViolation(reference), isNotFound(absent)]).toEqual([true, true, true])
  expect([unique, reference, absent].map(isDatabaseUnavailable)).toEqual([false, false, false])
})

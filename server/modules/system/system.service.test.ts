import { mkdir, mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../db/database'
import { createDatabaseProbes } from '../../db/database-probes'
import { respondHealth } from '../../http/respond-health'
import type { HealthProbe } from '../../ports/health-probe'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createHttpProbe } from '../../vendors/http-probe/http-probe'
import { createSystemService } from './system.service'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})

const FACTS = {
  isLanguageModelSimulated: true,
  isSpeechEmbedded: true,
  speechToText: 'embedded',
  textToSpeech: 'embedded',
  languageModel: 'practice receptionist',
  isExotelSimulated: true,
  isRunnerEmbedded: true,
}
const up = (name: string): HealthProbe => ({ name, check: async () => ({ isUp: true, detail: null }) })
const down = (name: string): HealthProbe => ({ name, check: async () => ({ isUp: false, detail: 'cannot be reached' }) })

async function serve(status: number | null): Promise<string> {
  const server = createServer((_, response) => {
    if (status !== null) response.writeHead(status).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.closeAllConnections())
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz`
}

describe('health', () => {
  test('everything up is 200 and names each part', async () => {
    const probes = [
      ...createDatabaseProbes(database.database, 'prisma/migrations'),
      createHttpProbe('media_server', await serve(200)),
      up('job_runner'),
    ]
    const response = respondHealth(await createSystemService({ probes, systemFacts: FACTS }).health())
    expect(response.status).toBe(200)
    const each = { status: 'up' }
    expect(await response.json()).toEqual({ status: 'ok', database: each, migrations: each, media_server: each, job_runner: each })
  })

  test('one part down is 503, in the one form errors have', async () => {
    const response = respondHealth(await createSystemService({ probes: [up('database'), down('job_runner')], systemFacts: FACTS }).health())
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({
      status: 'unhealthy',
      database: { status: 'up' },
      job_runner: { status: 'down', detail: 'cannot be reached' },
      error: { code: 'unhealthy', message: 'Not up: job_runner.', details: { down: ['job_runner'] } },
    })
  })

  test('a migration of this build that the database lacks is named', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'migrations-'))
    await mkdir(join(directory, '99990101000000_from_the_future'))
    const [, migrations] = createDatabaseProbes(database.database, directory)
    expect(await migrations?.check(AbortSignal.timeout(5_000))).toEqual({ isUp: false, detail: 'missing: 99990101000000_from_the_future' })
  })

  test('a database that is away takes down what depends on it and says nothing of where it is', async () => {
    const away = openDatabase({ url: 'postgresql://app:secret@127.0.0.1:1/none' })
    onTestFinished(away.close)
    const checks = await Promise.all(
      createDatabaseProbes(away, 'prisma/migrations').map((probe) => probe.check(AbortSignal.timeout(5_000))),
    )
    expect(checks).toEqual([
      { isUp: false, detail: 'does not answer' },
      { isUp: false, detail: 'cannot be read' },
    ])
  })

  test('another process is down when it says so, when it is not there, and when it does not answer', async () => {
    const check = (url: string, signal = AbortSignal.timeout(5_000)) => createHttpProbe('x', url).check(signal)
    expect(await check(await serve(503))).toEqual({ isUp: false, detail: 'answers 503' })
    expect(await check('http://127.0.0.1:1/healthz')).toEqual({ isUp: false, detail: 'cannot be reached' })
    expect(await check(await serve(null), AbortSignal.timeout(50))).toEqual({ isUp: false, detail: 'did not answer in time' })
  })
})

test('status adds what answers calls to what is up', async () => {
  const service = createSystemService({ probes: [up('database')], systemFacts: FACTS })
  const status = await service.status({ tenantId: 't', actor: { type: 'system', id: 'test' } })
  expect(status).toEqual({ ...FACTS, components: [{ name: 'database', isUp: true, detail: null }] })
})

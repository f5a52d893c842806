import { join } from 'node:path'
import { openDatabase } from '../../server/db/database'
import type { Database } from '../../server/db/transaction'
import { createServices, type Services } from '../../server/services'
import { manualClock } from '../../server/testing/recording-ports'
import { createTestAdapters } from '../../server/testing/test-adapters'
import { round } from '../lib/statistics'
import { type Summary, summariseTimings, type Timing, time } from './measure'
import type { World } from './open-world'
import { type ExplainedStatement, explain, recordStatements } from './plans'
import { GROUPS, type Group, type Subject } from './subjects'
import { LARGE_TENANT, NOW } from './world-sql'

/** All questions asked once. `slowest`: of each kind the one that took longest. */
export type Pass = { floor: Summary; groups: Record<Group, Summary>; kinds: Record<string, Summary>; slowest: Map<string, Subject> }
export type Plan = { question: string; ms: number; statements: ExplainedStatement[] }

const ANOTHER_TENANT = '00000002-0000-7001-8000-000000000000'
const nameOf = ({ group, kind }: Subject) => `${group}: ${kind}`

/** Asks every question once, one at a time, through services that remember nothing yet and over one connection. */
export async function ask(world: World, subjects: readonly Subject[], floorIds: readonly string[]): Promise<Pass> {
  return withServices(world, async (services, db) => {
    const pid = await readBackendPid(db)
    // The first question of all loads code: that is the process's start, not the question's.
    const another = { tenantId: ANOTHER_TENANT, actor: { type: 'system', id: 'bench' } } as const
    await services.conversations.search(another, { query: 'table', limit: 20 })
    const floor: Timing[] = []
    for (const id of floorIds) floor.push(await time(() => readOne(db, id), pid))
    const timed: { subject: Subject; timing: Timing }[] = []
    for (const subject of subjects) timed.push({ subject, timing: await time(() => subject.ask(services), pid) })
    const of = (isOf: (subject: Subject) => boolean) =>
      summariseTimings(timed.filter(({ subject }) => isOf(subject)).map(({ timing }) => timing))
    const kinds = [...new Set(subjects.map(nameOf))]
    const bySpeed = timed.toSorted((a, b) => a.timing.ms - b.timing.ms)
    return {
      floor: summariseTimings(floor),
      groups: Object.fromEntries(GROUPS.map((group) => [group, of((subject) => subject.group === group)])) as Record<Group, Summary>,
      kinds: Object.fromEntries(kinds.map((kind) => [kind, of((subject) => nameOf(subject) === kind)])),
      slowest: new Map(bySpeed.map(({ subject }) => [nameOf(subject), subject])),
    }
  })
}

/** How the database goes about the slowest question of each kind, statement by statement. */
export async function explainSlowest(world: World, slowest: Pass['slowest']): Promise<Plan[]> {
  const plans: Plan[] = []
  for (const [question, subject] of [...slowest].toSorted(([a], [b]) => a.localeCompare(b))) {
    const plan = await withServices(world, async (services) => {
      const startedAt = performance.now()
      const statements = await recordStatements(() => subject.ask(services))
      return { question, ms: round(performance.now() - startedAt), statements }
    })
    plans.push({ ...plan, statements: await explain(world.ownerUrl, plan.statements) })
  }
  return plans
}

/** Stores the turns of calls as they are said: one at a time, as the application role. @returns milliseconds a turn took */
export async function storeTranscripts(world: World, callIds: readonly string[], said: readonly string[]): Promise<Summary> {
  return withServices(world, async (_, db) => {
    const pid = await readBackendPid(db)
    const timings: Timing[] = []
    for (const callId of callIds) {
      for (const [index, text] of said.entries()) timings.push(await time(() => storeTurn(db, callId, index, text), pid))
    }
    return summariseTimings(timings)
  })
}

async function withServices<Result>(world: World, work: (services: Services, db: Database) => Promise<Result>): Promise<Result> {
  const db = openDatabase({ url: world.appUrl, maxConnections: 1 })
  try {
    const adapters = createTestAdapters(db, { clock: manualClock(new Date(NOW)), recordingsFolder: join(world.folder, 'recordings') })
    return await work(createServices(adapters), db)
  } finally {
    await db.close()
  }
}

/** The least that any question costs: a transaction bound to its tenant, and one row by its key. */
async function readOne(db: Database, id: string): Promise<void> {
  await db.tenantDb(
    { tenantId: LARGE_TENANT },
    (tx) => tx.$queryRaw`SELECT "status"::text FROM "Call" WHERE "tenantId" = ${LARGE_TENANT}::uuid AND "id" = ${id}::uuid`,
  )
}

async function storeTurn(db: Database, callId: string, index: number, text: string): Promise<void> {
  const role = index % 2 === 0 ? 'AGENT' : 'CALLER'
  const data = { tenantId: LARGE_TENANT, callId, index, role, text, startedMs: 6000 * index, endedMs: 6000 * index + 5000 } as const
  await db.tenantDb({ tenantId: LARGE_TENANT }, (tx) => tx.transcriptTurn.create({ data, select: { id: true } }))
}

async function readBackendPid(db: Database): Promise<number> {
  const [row] = await db.tenantDb({ tenantId: LARGE_TENANT }, (tx) => tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`)
  return row?.pid ?? 0
}

import { mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { openDatabase } from '../../server/db/database'
import type { Database } from '../../server/db/transaction'
import { createServices, type Services } from '../../server/services'
import { manualClock } from '../../server/testing/recording-ports'
import { createTestAdapters } from '../../server/testing/test-adapters'
import { round } from '../lib/statistics'
import type { BenchOptions, BenchReport } from '../main'
import { type Summary, summariseTimings, type Timing, time } from './measure'
import { openWorld, type World } from './open-world'
import { type ExplainedStatement, explain, formatPlans, recordStatements } from './plans'
import { drawSubjects, GROUPS, type Group, type Samples, type Subject } from './subjects'
import { LARGE_TENANT, NOW, type WorldSize } from './world-sql'

const CALLS = 1_000_000
const SEED = 4711
const SMALL_TENANTS = 200
const TARGETS_MS: Record<Group, number> = { link: 100, history: 50, context: 20, search: 100 }
const TITLES: Record<Group, string> = { link: 'link after transcript', history: 'history API', context: 'AI context', search: 'search' }

type Pass = { floor: Summary; groups: Record<Group, Summary>; kinds: Record<string, Summary>; slowest: Map<string, Subject> }
type Plan = { question: string; ms: number; statements: ExplainedStatement[] }

/**
 * The services themselves, as the application role under row-level security, over a generated world: each question once after a
 * restart of the database ("cold": the system may still keep its files), then once more ("warm"). One question at a time.
 */
export async function benchHistory(options: BenchOptions): Promise<BenchReport> {
  const size = sizeOf(options.calls ?? CALLS)
  const startedAt = performance.now()
  const tell = (text: string) => process.stderr.write(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(5)} s  ${text}\n`)
  const world = await openWorld(size, tell)
  try {
    const samples = await asOwner(world, (client) => drawSubjects(client, size, options.seed ?? SEED))
    tell(`${samples.subjects.length} questions`)
    await forgetLinks(world, samples)
    await world.restart()
    const cold = await ask(world, samples)
    tell('asked after a restart')
    await forgetLinks(world, samples)
    const warm = await ask(world, samples)
    tell('asked again')
    await forgetLinks(world, samples)
    const plans = await explainSlowest(world, warm.slowest)
    const disk = await asOwner(world, readSizes)
    await restoreLinks(world, samples)
    return report(world, size, { cold, warm, plans, disk })
  } finally {
    await world.stop()
  }
}

function sizeOf(calls: number): WorldSize {
  return {
    calls,
    smallTenants: SMALL_TENANTS,
    contacts: Math.max(1000, Math.round(calls / 10)),
    bookings: Math.max(1000, Math.round(calls * 0.3)),
  }
}

async function asOwner<Result>(world: World, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: world.ownerUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The calls that will be linked become ones whose transcript has just come. */
async function forgetLinks(world: World, { linked }: Samples): Promise<void> {
  await asOwner(world, async (client) => {
    await client.query('DELETE FROM "CallLink" WHERE "tenantId" = $1 AND "callId" = ANY ($2::uuid[])', [LARGE_TENANT, linked])
    await client.query('UPDATE "Call" SET "contactId" = NULL, "bookingId" = NULL WHERE "tenantId" = $1 AND "id" = ANY ($2::uuid[])', [
      LARGE_TENANT,
      linked,
    ])
  })
}

async function restoreLinks(world: World, { linked }: Samples): Promise<void> {
  await asOwner(world, async (client) => {
    await client.query(
      `UPDATE "Call" c SET "contactId" = bench.id('00c', p.contact_no), "bookingId" = bench.id('00b', p.booking_no) FROM bench.plan p
       WHERE c."tenantId" = $1 AND c."id" = ANY ($2::uuid[]) AND bench.id('00a', p.n) = c."id" AND p.n = ANY ($3::bigint[])`,
      [LARGE_TENANT, linked, linked.map((id) => Number.parseInt(id.slice(0, 8), 16))],
    )
  })
}

/** Asks every question once, through services that remember nothing yet, over one connection. */
async function ask(world: World, { subjects, callIds }: Samples): Promise<Pass> {
  const db = openDatabase({ url: world.appUrl, maxConnections: 1 })
  try {
    const services = servicesOver(db, world)
    const pid = await readBackendPid(db)
    // The first question to anything loads code: that is the process's start, not the question's.
    await services.conversations.search(
      { tenantId: '00000002-0000-7001-8000-000000000000', actor: { type: 'system', id: 'bench' } },
      { query: 'table', limit: 20 },
    )
    const floor: Timing[] = []
    for (const id of callIds) floor.push(await time(() => readOne(db, id), pid))
    const timed: { subject: Subject; timing: Timing }[] = []
    for (const subject of subjects) timed.push({ subject, timing: await time(() => subject.ask(services), pid) })
    const pick = (isPicked: (subject: Subject) => boolean) =>
      summariseTimings(timed.filter(({ subject }) => isPicked(subject)).map(({ timing }) => timing))
    const kinds = [...new Set(subjects.map(nameOf))]
    const slowest = timed.toSorted((a, b) => a.timing.ms - b.timing.ms).map(({ subject }) => [nameOf(subject), subject] as const)
    return {
      floor: summariseTimings(floor),
      groups: Object.fromEntries(GROUPS.map((group) => [group, pick((subject) => subject.group === group)])) as Record<Group, Summary>,
      kinds: Object.fromEntries(kinds.map((kind) => [kind, pick((subject) => nameOf(subject) === kind)])),
      slowest: new Map(slowest),
    }
  } finally {
    await db.close()
  }
}

function servicesOver(db: Database, world: World): Services {
  return createServices(createTestAdapters(db, { clock: manualClock(new Date(NOW)), recordingsFolder: join(world.folder, 'recordings') }))
}

/** The least that any question costs: a transaction bound to its tenant, and one row by its key. */
async function readOne(db: Database, id: string): Promise<void> {
  await db.tenantDb(
    { tenantId: LARGE_TENANT },
    (tx) => tx.$queryRaw`SELECT "status"::text FROM "Call" WHERE "tenantId" = ${LARGE_TENANT}::uuid AND "id" = ${id}::uuid`,
  )
}

async function readBackendPid(db: Database): Promise<number> {
  const [row] = await db.tenantDb({ tenantId: LARGE_TENANT }, (tx) => tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`)
  return row?.pid ?? 0
}

const nameOf = ({ group, kind }: Subject) => `${group}: ${kind}`

/** Of each kind the question that took longest, statement by statement. */
async function explainSlowest(world: World, slowest: Pass['slowest']): Promise<Plan[]> {
  const db = openDatabase({ url: world.appUrl, maxConnections: 1 })
  const plans: Plan[] = []
  try {
    for (const [question, subject] of [...slowest].toSorted(([a], [b]) => a.localeCompare(b))) {
      if (/unchanged since/.test(question)) continue
      const services = servicesOver(db, world)
      let ms = 0
      const statements = await recordStatements(async () => {
        const startedAt = performance.now()
        await subject.ask(services)
        ms = round(performance.now() - startedAt)
      })
      plans.push({ question, ms, statements: await explain(world.ownerUrl, statements) })
    }
    return plans
  } finally {
    await db.close()
  }
}

async function readSizes(client: Client) {
  const { rows } = await client.query<{ table: string; rows: string; tableMb: number; indexesMb: number }>(
    `SELECT c.relname AS table, c.reltuples::bigint AS rows, (pg_table_size(c.oid) / 1048576)::int AS "tableMb", (pg_indexes_size(c.oid) / 1048576)::int AS "indexesMb"
     FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.reltuples > 1000 ORDER BY 3 DESC`,
  )
  return rows.map((row) => ({ ...row, rows: Number(row.rows) }))
}

type Found = { cold: Pass; warm: Pass; plans: Plan[]; disk: Awaited<ReturnType<typeof readSizes>> }

function report(world: World, size: WorldSize, { cold, warm, plans, disk }: Found): BenchReport {
  const file = join(world.folder, 'plans.txt')
  mkdirSync(world.folder, { recursive: true })
  writeFileSync(
    file,
    plans.map(({ question, ms, statements }) => [`${question}: ${ms} ms`, ...formatPlans(statements), ''].join('\n')).join('\n'),
  )
  const figures = GROUPS.map((group) => ({
    group,
    title: TITLES[group],
    targetMs: TARGETS_MS[group],
    cold: cold.groups[group],
    warm: warm.groups[group],
    met: Math.max(cold.groups[group].p95, warm.groups[group].p95) <= TARGETS_MS[group],
  }))
  const kinds = Object.entries(warm.kinds).map(([kind, summary]) => ({ kind, cold: cold.kinds[kind] ?? summary, warm: summary }))
  const worst = GROUPS.flatMap((group) =>
    plans
      .filter(({ question }) => question.startsWith(`${group}: `))
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, 1),
  )
  return {
    name: 'history',
    results: {
      world: size,
      loadAverage: round(loadavg()[0] ?? Number.NaN),
      met: figures.every(({ met }) => met),
      figures,
      floor: { cold: cold.floor, warm: warm.floor },
      kinds,
      disk,
      plans,
    },
    lines: [
      `${size.calls} calls in one tenant among ${size.smallTenants + 1}${world.wasLoaded ? ', loaded before' : ''}; load of the machine ${round(loadavg()[0] ?? Number.NaN)}`,
      ...disk.map(
        ({ table, rows, tableMb, indexesMb }) =>
          `  ${table.padEnd(18)}${String(rows).padStart(10)} rows ${String(tableMb).padStart(6)} MB, indexes ${indexesMb} MB`,
      ),
      '',
      `milliseconds; "work" is time on a core, ours and the database's${' '.repeat(12)}after a restart${' '.repeat(32)}again`,
      `${''.padEnd(56)}${HEADER}  ${HEADER}`,
      row('floor: a row by its key', { cold: cold.floor, warm: warm.floor }),
      ...figures.map((figure) => row(`${figure.title} (p95 ≤ ${figure.targetMs})${figure.met ? '' : ' NOT MET'}`, figure)),
      '',
      ...kinds.map((kind) => row(kind.kind, kind)),
      '',
      `plans of the slowest question of each kind: ${file} and --json; of each figure the slowest:`,
      ...worst.flatMap(({ question, ms, statements }) => [`${question}: ${ms} ms`, ...formatPlans(statements)]),
    ],
  }
}

const HEADER = ['n', 'p50', 'p95', 'max', 'work p50', 'work p95'].map((title) => title.padStart(title.length > 3 ? 9 : 8)).join('')

function row(title: string, { cold, warm }: { cold: Summary; warm: Summary }): string {
  const cells = ({ count, p50, p95, max, workP50, workP95 }: Summary) =>
    [count, p50, p95, max].map((value) => String(value).padStart(8)).join('') +
    [workP50, workP95].map((value) => String(value).padStart(9)).join('')
  return `${title.padEnd(56)}${cells(cold)}  ${cells(warm)}`
}

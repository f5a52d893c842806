import { mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { round } from '../lib/statistics'
import type { BenchOptions, BenchReport } from '../main'
import type { Summary } from './measure'
import { openWorld, type World } from './open-world'
import { ask, explainSlowest, type Pass, type Plan, storeTranscripts } from './passes'
import { formatPlans } from './plans'
import { drawSubjects, GROUPS, type Group, type Samples } from './subjects'
import { sentences } from './words'
import { LARGE_TENANT, type WorldSize } from './world-sql'

const CALLS = 1_000_000
const SEED = 4711
const SMALL_TENANTS = 200
const TARGETS_MS: Record<Group, number> = { link: 100, history: 50, context: 20, search: 100 }
const TITLES: Record<Group, string> = { link: 'link after transcript', history: 'history API', context: 'AI context', search: 'search' }
const NEW_TURNS = 10

/**
 * The services themselves, as the application role under row-level security, over a generated world. Every question is asked
 * three times: after a restart of the database (the system may still keep its files), again, and after new calls have come in.
 */
export async function benchHistory(options: BenchOptions): Promise<BenchReport> {
  const size = sizeOf(options.calls ?? CALLS)
  const startedAt = performance.now()
  const tell = (text: string) => process.stderr.write(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(5)} s  ${text}\n`)
  const world = await openWorld(size, tell)
  try {
    const samples = await asOwner(world, (client) => drawSubjects(client, size, options.seed ?? SEED))
    tell(`${samples.subjects.length} questions`)
    const pass = async (what: string) => {
      const asked = await ask(world, samples.subjects, samples.callIds)
      tell(`asked ${what}`)
      await forgetLinks(world, samples)
      return asked
    }
    // A measurement that was broken off has left its new calls.
    await restore(world, samples)
    await forgetLinks(world, samples)
    await world.restart()
    const cold = await pass('after a restart')
    const warm = await pass('again')
    const stored = await storeTranscripts(world, samples.newCallIds, newTurns())
    const busy = await pass('after new calls came in')
    const plans = await explainSlowest(world, warm.slowest)
    const disk = await asOwner(world, readSizes)
    await restore(world, samples)
    return report(world, size, { passes: { cold, warm, busy }, stored, plans, disk })
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

function newTurns(): string[] {
  const turns: string[] = []
  for (const { text } of sentences(SEED)) {
    turns.push(text)
    if (turns.length === NEW_TURNS) break
  }
  return turns
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
    const values = [LARGE_TENANT, linked]
    await client.query('DELETE FROM "CallLink" WHERE "tenantId" = $1 AND "callId" = ANY ($2::uuid[])', values)
    await client.query('UPDATE "Call" SET "contactId" = NULL, "bookingId" = NULL WHERE "tenantId" = $1 AND "id" = ANY ($2::uuid[])', values)
  })
}

/** The world as it was loaded, for the next time. */
async function restore(world: World, { linked, newCallIds }: Samples): Promise<void> {
  await asOwner(world, async (client) => {
    await client.query(
      `UPDATE "Call" c SET "contactId" = bench.id('00c', p.contact_no), "bookingId" = bench.id('00b', p.booking_no) FROM bench.plan p
       WHERE c."tenantId" = $1 AND c."id" = ANY ($2::uuid[]) AND bench.id('00a', p.n) = c."id" AND p.n = ANY ($3::bigint[])`,
      [LARGE_TENANT, linked, linked.map((id) => Number.parseInt(id.slice(0, 8), 16))],
    )
    for (const table of ['TranscriptTurn', 'CallSearch']) {
      await client.query(`DELETE FROM "${table}" WHERE "tenantId" = $1 AND "callId" = ANY ($2::uuid[])`, [LARGE_TENANT, newCallIds])
    }
  })
}

async function readSizes(client: Client) {
  const { rows } = await client.query<{ table: string; rows: number; tableMb: number; indexesMb: number }>(
    `SELECT c.relname AS table, c.reltuples::int AS rows, (pg_table_size(c.oid) / 1048576)::int AS "tableMb", (pg_indexes_size(c.oid) / 1048576)::int AS "indexesMb"
     FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.reltuples > 1000 ORDER BY 3 DESC`,
  )
  return rows
}

type Passes = Record<'cold' | 'warm' | 'busy', Pass>
type Found = { passes: Passes; stored: Summary; plans: Plan[]; disk: Awaited<ReturnType<typeof readSizes>> }

function report(world: World, size: WorldSize, { passes, stored, plans, disk }: Found): BenchReport {
  const all = Object.values(passes)
  const each = <Value>(of: (pass: Pass) => Value) => ({ cold: of(passes.cold), warm: of(passes.warm), busy: of(passes.busy) })
  const figures = GROUPS.map((group) => ({
    group,
    title: TITLES[group],
    targetMs: TARGETS_MS[group],
    ...each(({ groups }) => groups[group]),
    met: all.every(({ groups }) => groups[group].p95 <= TARGETS_MS[group]),
    metByWork: all.every(({ groups }) => groups[group].workP95 <= TARGETS_MS[group]),
  }))
  const kinds = Object.keys(passes.warm.kinds).map((kind) => ({ kind, ...each(({ kinds: found }) => found[kind] ?? passes.warm.floor) }))
  const slowest = GROUPS.flatMap((group) =>
    plans
      .filter(({ question }) => question.startsWith(`${group}: `))
      .toSorted(bySlowness)
      .slice(0, 1),
  )
  const load = round(loadavg()[0] ?? Number.NaN)
  const file = writePlans(world, plans)
  return {
    name: 'history',
    results: {
      world: size,
      loadAverage: load,
      met: figures.every(({ met }) => met),
      metByWork: figures.every(({ metByWork }) => metByWork),
      figures,
      floor: each(({ floor }) => floor),
      turnStored: stored,
      kinds,
      disk,
      plans,
    },
    lines: [
      `${size.calls} calls in one tenant of ${size.smallTenants + 1}${world.wasLoaded ? ', loaded before' : ''}; the machine's load is ${load}`,
      ...disk.map(({ table, rows, tableMb, indexesMb }) => {
        return `  ${table.padEnd(18)}${String(rows).padStart(10)} rows ${String(tableMb).padStart(6)} MB, indexes ${indexesMb} MB`
      }),
      '',
      'milliseconds; "work" is the p95 of time on a core, ours and the database\'s, which neighbours on the machine lengthen less',
      `${''.padEnd(WIDTH + 6)}${['after a restart', 'again', 'after new calls came in'].map((title) => title.padStart(34)).join('')}`,
      `${''.padEnd(WIDTH)}${'n'.padStart(6)}${'p50     p95     max    work'.padStart(34).repeat(3)}`,
      row(
        'floor: a row by its key',
        each(({ floor }) => floor),
      ),
      ...figures.map((figure) => row(`${figure.title}, p95 ≤ ${figure.targetMs}: ${verdict(figure)}`, figure)),
      `one turn of a call stored, with its search document: p50 ${stored.p50}, p95 ${stored.p95}, work p95 ${stored.workP95}`,
      '',
      ...kinds.map((kind) => row(kind.kind, kind)),
      '',
      `plans of the slowest question of each kind are in ${file} and in --json; of each figure the slowest:`,
      ...slowest.flatMap(({ question, ms, statements }) => [`${question}: ${ms} ms`, ...formatPlans(statements)]),
    ],
  }
}

const WIDTH = 54
const bySlowness = (a: Plan, b: Plan) => b.ms - a.ms

function verdict({ met, metByWork }: { met: boolean; metByWork: boolean }): string {
  return met ? 'met' : metByWork ? 'met by work' : 'NOT MET'
}

function row(title: string, passes: Record<keyof Passes, Summary>): string {
  const cells = ({ p50, p95, max, workP95 }: Summary) => [p50, p95, max, workP95].map((value) => value.toFixed(1).padStart(8)).join('')
  const { cold, warm, busy } = passes
  return `${title.padEnd(WIDTH)}${String(warm.count).padStart(6)}${[cold, warm, busy].map((summary) => `  ${cells(summary)}`).join('')}`
}

function writePlans({ folder }: World, plans: readonly Plan[]): string {
  const file = join(folder, 'plans.txt')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    file,
    plans.map(({ question, ms, statements }) => [`${question}: ${ms} ms`, ...formatPlans(statements), ''].join('\n')).join('\n'),
  )
  return file
}

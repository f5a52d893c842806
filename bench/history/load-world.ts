import { createHash } from 'node:crypto'
import { Client } from 'pg'
import { sentences } from './words'
import * as sql from './world-sql'

/** Calls filled in one go: turns of so many fit into memory, and progress is told after each. */
const CALLS_A_STEP = 40_000
const SENTENCES_A_STATEMENT = 10_000
const SEED = 20261121

type Progress = (text: string) => void

/** What a world is made from: another size, or other SQL, is another world. */
export function fingerprint(size: sql.WorldSize): string {
  const text = JSON.stringify([
    size,
    sql.FUNCTIONS,
    sql.plan(size),
    sql.TABLES.map(({ table, fill }) => [table, fill(size)]),
    [...firstSentences()],
  ])
  return createHash('sha256').update(text).digest('hex')
}

function* firstSentences() {
  let left = 1000
  for (const sentence of sentences(SEED)) {
    yield sentence.text
    left -= 1
    if (left === 0) return
  }
}

/** Whether this database holds exactly this world, loaded to its end. */
export async function isLoaded(url: string, print: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(`SELECT to_regclass('bench.world') IS NOT NULL AS is_there`)
    if (!rows[0]?.is_there) return false
    return (await client.query('SELECT FROM bench.world WHERE fingerprint = $1', [print])).rowCount === 1
  } finally {
    await client.end()
  }
}

/**
 * Fills a migrated, empty database: rows by INSERT … SELECT without indexes, references and triggers, which come back afterwards;
 * one backend and no parallel workers. Rows go in by time of their call, as they do in life.
 */
export async function loadWorld(url: string, size: sql.WorldSize, print: string, tell: Progress): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    for (const setting of [
      'session_replication_role = replica',
      'synchronous_commit = off',
      'max_parallel_workers_per_gather = 0',
      'max_parallel_maintenance_workers = 0',
      "work_mem = '256MB'",
      "maintenance_work_mem = '1GB'",
      'jit = off',
    ]) {
      await client.query(`SET ${setting}`)
    }
    await client.query(sql.FUNCTIONS)
    await addSentences(client)
    await client.query(sql.plan(size))
    await client.query('CREATE INDEX ON bench.plan (n)')
    await client.query('CREATE INDEX ON bench.plan (contact_no)')
    await client.query('CREATE TABLE bench.counted AS SELECT language, count(*)::int AS count FROM bench.sentence GROUP BY language')
    await client.query('ANALYZE bench.plan, bench.sentence, bench.counted')
    tell('planned')
    const shelved = await shelve(client)
    for (const { table, fill } of sql.TABLES) {
      await fillTable(client, table, fill(size), sql.totalCalls(size), tell)
      for (const statement of shelved.indexes.get(table) ?? []) await client.query(statement)
      await client.query(`ANALYZE "${table}"`)
      tell(`"${table}" and its indexes`)
    }
    await fillSearch(client, size, shelved.indexes.get('CallSearch') ?? [], tell)
    for (const statement of shelved.references) await client.query(statement)
    tell('references')
    await client.query('RESET session_replication_role')
    for (const { table } of [...sql.TABLES, { table: 'CallSearch' }]) await client.query(`VACUUM (ANALYZE) "${table}"`)
    await client.query('CREATE TABLE bench.world AS SELECT $1::text AS fingerprint', [print])
    await client.query('CHECKPOINT')
    tell('done')
  } finally {
    await client.end()
  }
}

async function addSentences(client: Client): Promise<void> {
  let batch: { language: string; no: number; text: string }[] = []
  const flush = async () => {
    await client.query('INSERT INTO bench.sentence SELECT * FROM unnest($1::text[], $2::int[], $3::text[])', [
      batch.map(({ language }) => language),
      batch.map(({ no }) => no),
      batch.map(({ text }) => text),
    ])
    batch = []
  }
  for (const sentence of sentences(SEED)) {
    batch.push(sentence)
    if (batch.length === SENTENCES_A_STATEMENT) await flush()
  }
  await flush()
}

/** Takes references and indexes off the tables to fill. @returns the statements that put them back, indexes by table */
async function shelve(client: Client): Promise<{ indexes: Map<string, string[]>; references: string[] }> {
  const tables = [...sql.TABLES.map(({ table }) => table), 'CallSearch']
  const references = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND (conrelid = ANY ($1::regclass[]) OR confrelid = ANY ($1::regclass[]))`,
    [tables.map((table) => `"${table}"`)],
  )
  const indexes = await client.query<{
    table: string
    name: string
    definition: string
    constraint: string | null
    primary: string | null
  }>(
    `SELECT t.relname AS table, i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition,
       quote_ident(c.conname) AS constraint, pg_get_constraintdef(c.oid) AS primary
     FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'p'
     WHERE t.oid = ANY ($1::regclass[]) ORDER BY i.indexrelid`,
    [tables.map((table) => `"${table}"`)],
  )
  for (const { table, name } of references.rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`)
  const statements = new Map<string, string[]>()
  for (const { table, name, definition, constraint, primary } of indexes.rows) {
    await client.query(constraint ? `ALTER TABLE "${table}" DROP CONSTRAINT ${constraint}` : `DROP INDEX ${name}`)
    const statement = constraint ? `ALTER TABLE "${table}" ADD CONSTRAINT ${constraint} ${primary}` : definition
    statements.set(table, [...(statements.get(table) ?? []), statement])
  }
  return {
    indexes: statements,
    references: references.rows.map(({ table, name, definition }) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`),
  }
}

/** In one transaction with the table's TRUNCATE, so that nothing of it goes through the log. */
async function fillTable(client: Client, table: string, statement: string, calls: number, tell: Progress): Promise<void> {
  await client.query('BEGIN')
  await client.query(`TRUNCATE "${table}"`)
  if (!statement.includes('$1')) await client.query(statement)
  else {
    for (let from = 1; from <= calls; from += CALLS_A_STEP) {
      await client.query(statement, [from, from + CALLS_A_STEP - 1])
      tell(`"${table}" of ${Math.min(calls, from + CALLS_A_STEP - 1)} calls`)
    }
  }
  await client.query('COMMIT')
}

async function fillSearch(client: Client, size: sql.WorldSize, indexes: string[], tell: Progress): Promise<void> {
  const [primary = '', ...others] = indexes.toSorted((a, b) => Number(b.includes('PRIMARY')) - Number(a.includes('PRIMARY')))
  await client.query(primary)
  const calls = sql.totalCalls(size)
  for (let from = 1; from <= calls; from += CALLS_A_STEP / 4) {
    await client.query(sql.DOCUMENTS, [from, from + CALLS_A_STEP / 4 - 1])
    tell(`documents of ${Math.min(calls, from + CALLS_A_STEP / 4 - 1)} calls`)
  }
  for (const statement of others) await client.query(statement)
  await client.query('ANALYZE "CallSearch"')
  tell('documents and their indexes')
}

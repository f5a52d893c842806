import { randomUUID } from 'node:crypto'

type Query = <Row extends Record<string, unknown>>(sql: string, values?: unknown[]) => Promise<Row[]>
type Column = { name: string; type: string; isArray: boolean; enumLabel: string | null; isNeeded: boolean }
type Reference = { columns: string[]; target: string; targetColumns: string[] }
export type SampleRow = Record<string, unknown>

/**
 * Makes a row of any table for a tenant, and first the rows it refers to, from nothing but the catalogue: a table that
 * is added tomorrow is covered without a word here.
 */
export function createSampleRows(query: Query, seeds: Record<string, SampleRow>) {
  const made = new Map<string, SampleRow>(Object.entries(seeds))

  /** Values for a new row of `table`; parents are inserted, the row itself is not. */
  async function compose(table: string, tenantId: string): Promise<SampleRow> {
    const columns = await readColumns(query, table)
    const row: SampleRow = {}
    for (const column of columns.filter((candidate) => candidate.isNeeded)) row[column.name] = sampleValue(column)
    row.tenantId = tenantId
    for (const reference of await readReferences(query, table)) {
      const optional = reference.columns.filter((name) => name !== 'tenantId' && !(name in row))
      if (optional.length > 0) continue
      const parent = reference.target === 'Tenant' ? { id: tenantId } : await insert(reference.target, tenantId)
      reference.columns.forEach((name, index) => {
        row[name] = parent[reference.targetColumns[index] ?? '']
      })
    }
    return row
  }

  /** The tenant's sample row of `table`, inserted past row-level security at the first call. */
  async function insert(table: string, tenantId: string): Promise<SampleRow> {
    const key = `${table}:${tenantId}`
    const known = made.get(key) ?? made.get(table)
    if (known) return known
    const { text, values } = insertStatement(table, await compose(table, tenantId))
    const [row] = await query<SampleRow>(`${text} RETURNING *`, values)
    if (!row) throw new Error(`No row was inserted into ${table}`)
    made.set(key, row)
    return row
  }

  return { compose, insert }
}

export function insertStatement(table: string, row: SampleRow): { text: string; values: unknown[] } {
  const names = Object.keys(row)
  return {
    text: `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
    values: Object.values(row),
  }
}

async function readColumns(query: Query, table: string): Promise<Column[]> {
  return query<Column>(
    `SELECT a.attname AS name, coalesce(e.typname, t.typname) AS type, t.typcategory = 'A' AS "isArray",
       (SELECT enumlabel FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder LIMIT 1) AS "enumLabel",
       a.attnotnull AND NOT a.atthasdef AS "isNeeded"
     FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
     WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped`,
    [`public."${table}"`],
  )
}

async function readReferences(query: Query, table: string): Promise<Reference[]> {
  return query<Reference>(
    `SELECT (SELECT array_agg(a.attname::text ORDER BY o) FROM unnest(k.conkey) WITH ORDINALITY u(n, o) JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n) AS columns,
       c.relname AS target,
       (SELECT array_agg(a.attname::text ORDER BY o) FROM unnest(k.confkey) WITH ORDINALITY u(n, o) JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = n) AS "targetColumns"
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.confrelid WHERE k.contype = 'f' AND k.conrelid = $1::regclass`,
    [`public."${table}"`],
  )
}

function sampleValue({ name, type, isArray, enumLabel }: Column): unknown {
  if (enumLabel) return enumLabel
  if (isArray) return []
  if (type === 'uuid') return randomUUID()
  if (/^(int|float|numeric)/.test(type)) return 1
  if (type === 'bool') return false
  if (/^(timestamp|date)/.test(type)) return new Date('2026-01-01T00:00:00Z')
  if (/^json/.test(type)) return {}
  if (type === 'bytea') return Buffer.from(name)
  return `sample ${name} ${randomUUID()}`
}

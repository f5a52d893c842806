import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'

/** The schema the migrations describe so far: what the next difference is taken from. */
export const SNAPSHOT_PATH = 'prisma/migrations/schema.snapshot.prisma'
export const SCHEMA_PATH = 'prisma/schema.prisma'

/**
 * @param url any PostgreSQL: the engine asks which version it writes for
 * @param from text of the older schema; null for an empty database
 * @returns the SQL that turns a database of `from` into one of `to`; empty when nothing changes
 */
export async function diffSchemas(url: string, from: string | null, to: string): Promise<string> {
  await loadEngine()
  const target = (content: string) => ({ tag: 'schemaDatamodel' as const, files: [{ path: SCHEMA_PATH, content }] })
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url, max: 1 }))
  const engine = await bindings.SchemaEngine.new({ datamodels: [[SCHEMA_PATH, to]] }, () => undefined, adapter)
  try {
    const result = await engine.diff({
      from: from === null ? { tag: 'empty' } : target(from),
      to: target(to),
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    const sql = result.stdout ?? ''
    return sql.includes('This is an empty migration') ? '' : sql.trim()
  } finally {
    engine.free()
  }
}

let isLoaded = false

/** The package's own entry imports a .wasm file, which Node cannot do. */
async function loadEngine(): Promise<void> {
  if (isLoaded) return
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')
  const bytes = await readFile(join(dirname(entry), 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports })
  const internals = bindings as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void }
  internals.__wbg_set_wasm(instance.exports)
  const begin = instance.exports.__wbindgen_start
  if (typeof begin === 'function') begin()
  isLoaded = true
}

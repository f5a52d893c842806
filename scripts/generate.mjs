import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const GENERATED = join(ROOT, 'server/db/generated')
const STAMP = join(GENERATED, '.schema-hash')

/** Generates the database client unless the schema and Prisma's version are those it was generated from. */
export function generateClient() {
  const hash = createHash('sha256')
    .update(readFileSync(join(ROOT, 'prisma/schema.prisma')))
    .update(readFileSync(join(ROOT, 'node_modules/prisma/package.json')))
    .digest('hex')
  if (existsSync(STAMP) && existsSync(join(GENERATED, 'client.ts')) && readFileSync(STAMP, 'utf8') === hash) return false
  const result = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/prisma/build/index.js'), 'generate', '--schema', 'prisma/schema.prisma'],
    {
      cwd: ROOT,
      encoding: 'utf8',
      // Generating needs no engine, but the CLI insists on having one. Only here: with it, `migrate` does nothing and says it did.
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.platform === 'win32' ? process.execPath : '/bin/true',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    },
  )
  if (result.status !== 0) throw new Error(`The database client could not be generated:\n${result.stdout}${result.stderr}`)
  writeFileSync(STAMP, hash)
  return true
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(generateClient() ? 'Generated the database client.\n' : 'The database client is up to date.\n')
}

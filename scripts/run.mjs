import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * `node scripts/run.mjs file.ts [arguments]`: runs TypeScript with the settings of `.env` and, while `npm start` runs,
 * of that instance. What the shell sets comes first, the running instance second.
 */
function main() {
  const [file, ...rest] = process.argv.slice(2)
  if (!file) {
    process.stderr.write('Which file? node scripts/run.mjs file.ts [arguments]\n')
    process.exit(2)
  }
  const env = { ...readDotEnv(), ...readRunningInstance(), ...process.env }
  const child = spawn(process.execPath, ['--import', 'tsx', resolve(ROOT, file), ...rest], { cwd: ROOT, stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.once('error', (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  })
  child.once('close', (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)))
}

function readDotEnv() {
  const path = join(ROOT, '.env')
  return existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {}
}

function readRunningInstance() {
  const path = resolve(ROOT, process.env.DATA_DIR ?? '.data', 'runtime.json')
  try {
    return JSON.parse(readFileSync(path, 'utf8')).env ?? {}
  } catch {
    return {}
  }
}

main()

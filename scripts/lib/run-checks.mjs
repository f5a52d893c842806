import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findFreePort, startEmbeddedPostgres } from './embedded-postgres.mjs'
import { endWithUs } from './end-with-us.mjs'
import { build, generate, install } from './install.mjs'
import { PlainError, toPlainError } from './plain-error.mjs'

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const RESULTS = join(ROOT, '.data', 'test')
const bin = (path) => join(ROOT, 'node_modules', path)

/** In this order. A stage that fails does not keep the later ones from running. */
const STAGES = [
  { name: 'types', run: () => runScript('types') },
  { name: 'lint', run: () => runScript('lint') },
  { name: 'imports', run: () => runScript('imports') },
  { name: 'vitest', run: () => runVitest() },
  { name: 'outside-postgresql', run: runOutsidePostgres },
  { name: 'build', run: buildWeb },
  { name: 'e2e', run: runPlaywright },
]

/** `npm test [-- stage …]`: every check, needing nothing that runs already. The last line counts them. */
async function main() {
  const wanted = process.argv.slice(2)
  const unknown = wanted.find((name) => !STAGES.some((stage) => stage.name === name))
  if (unknown) throw new PlainError(`There is no stage ${unknown}: ${STAGES.map((stage) => stage.name).join(', ')}.`)
  await install(ROOT)
  await generate(ROOT)
  rmSync(RESULTS, { recursive: true, force: true })
  mkdirSync(RESULTS, { recursive: true })

  const total = { passed: 0, failed: 0 }
  const lines = []
  for (const stage of STAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const startedAt = Date.now()
    process.stdout.write(`\n──── ${stage.name} ${'─'.repeat(Math.max(0, 70 - stage.name.length))}\n`)
    const { passed, failed } = await stage.run()
    total.passed += passed
    total.failed += failed
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
    lines.push(
      `${failed > 0 ? 'FAILED' : 'ok    '}  ${stage.name.padEnd(20)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.padStart(8)} s`,
    )
    process.stdout.write(`${lines.at(-1)}\n`)
  }
  process.stdout.write(`\n${lines.join('\n')}\n\n${total.passed} passed, ${total.failed} failed\n`)
  process.exitCode = total.failed > 0 ? 1 : 0
}

async function runScript(name) {
  const code = process.env.npm_execpath
    ? await run([process.env.npm_execpath, 'run', '--silent', name])
    : await run(['run', '--silent', name], {}, 'npm')
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

async function runVitest(name = 'vitest', folders = [], env = {}) {
  const file = join(RESULTS, `${name}.json`)
  const code = await run(
    [bin('vitest/vitest.mjs'), 'run', ...folders, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    env,
  )
  const report = read(file)
  return count(code, report?.numPassedTests ?? 0, report ? report.numTotalTests - report.numPassedTests - report.numPendingTests : 1)
}

/** What the database has to do, on the oldest PostgreSQL we promise to run on, where this machine has one. */
async function runOutsidePostgres() {
  const programs = findOutsidePostgres()
  if (!programs) {
    process.stdout.write('*** No PostgreSQL server is installed: its tests DO NOT RUN here (apt-get install postgresql) ***\n')
    return { passed: 0, failed: 0 }
  }
  const folder = mkdtempSync(join(tmpdir(), 'voicedesk-outside-'))
  const settings = { fsync: 'off', max_connections: 200 }
  const server = await startEmbeddedPostgres({
    programs,
    dataDir: join(folder, 'pg'),
    port: await findFreePort(),
    password: 'outside',
    settings,
  })
  try {
    process.stdout.write(`${programs}\n`)
    return await runVitest('outside-postgresql', ['server/db', 'prisma'], { TEST_DATABASE_URL: server.url })
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function findOutsidePostgres() {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(a) - Number(b)) : []
  return versions
    .map((version) => join(root, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'pg_ctl')))
}

async function buildWeb() {
  try {
    await build(ROOT, {})
    return { passed: 1, failed: 0 }
  } catch (error) {
    process.stdout.write(`${error.message}\n`)
    return { passed: 0, failed: 1 }
  }
}

async function runPlaywright() {
  const file = join(RESULTS, 'playwright.json')
  rmSync(join(ROOT, '.data', 'e2e'), { recursive: true, force: true })
  const ports = {}
  for (const name of ['E2E_PORT', 'E2E_MEDIA_PORT', 'E2E_SIMULATORS_PORT', 'E2E_RUNNER_PORT']) ports[name] = String(await findFreePort())
  const code = await run([bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'], { ...ports, PLAYWRIGHT_JSON_OUTPUT_NAME: file })
  const stats = read(file)?.stats
  return count(code, stats ? stats.expected + stats.flaky : 0, stats?.unexpected ?? 1)
}

/** A run that ends badly without a failed test, because a file did not load, has failed all the same. */
function count(code, passed, failed) {
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

function run(args, env = {}, command = process.execPath) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } })
    endWithUs(child)
    child.once('error', () => done(1))
    child.once('close', (code) => done(code ?? 1))
  })
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))

main().catch((error) => {
  process.stderr.write(`\n${toPlainError(error)?.message ?? error.stack}\n`)
  process.stdout.write('\n0 passed, 1 failed\n')
  process.exit(1)
})

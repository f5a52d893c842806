import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { keepRunning, lastLines } from './child.mjs'
import { canConnect, findFreePort, startEmbeddedPostgres, stopEmbeddedPostgres } from './embedded-postgres.mjs'
import { build, generate, install, requireSpace } from './install.mjs'
import { MEDIA_SERVER_FLAGS, WEB_FLAGS } from './node-flags.mjs'
import { PlainError, toPlainError } from './plain-error.mjs'
import { endProcess, identify, isSame } from './process-identity.mjs'
import { runToEnd } from './run-to-end.mjs'
import { composeEnv, embeddedDatabaseUrl, readGiven, readPlaces, readSecrets } from './settings.mjs'

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const HEALTH_LIMIT_MS = 90_000
/** A child that ends this often before everything was healthy will not become healthy. */
const FAILURES_UNTIL_GIVING_UP = 4
/** Calls under way may finish; a second Ctrl-C does not wait for them. */
const DRAIN_MS = 20_000
const STOP_MS = 5_000
const DATABASE_CHECK_MS = 500

/**
 * `npm start`: from a fresh clone to everything running on this machine, and back to nothing on Ctrl-C.
 * Depends on nothing but Node, because the packages may not be installed yet.
 */
async function main() {
  const isDev = process.argv.includes('--dev')
  const hasDemo = !process.argv.includes('--no-demo')
  const given = readGiven(ROOT)
  const places = readPlaces(ROOT, given)
  requireSpace(ROOT, places.dataDir)
  const runtime = createRuntime(places.dataDir)
  await recoverFrom(runtime.read(), places)
  await requireFreePorts(places.ports)
  const instance = { children: [], database: null, databaseFolder: null, env: null, isHealthy: false, isStopping: false, isStopped: false }
  stopOnSignals(instance, runtime)
  try {
    runtime.write(instance)
    await start({ isDev, hasDemo, given, places, runtime, instance })
  } catch (error) {
    if (instance.isStopping) return
    await stopAll(instance, runtime, STOP_MS)
    throw error
  }
}

async function start({ isDev, hasDemo, given, places, runtime, instance }) {
  const { dataDir } = places
  await step('packages', () => install(ROOT))
  await step('database client', () => generate(ROOT))
  const secrets = readSecrets(dataDir)

  const databaseUrl = given.DATABASE_URL ?? (await step('database', () => startDatabase(dataDir, secrets, instance)))
  instance.env = composeEnv({ given, places, secrets, databaseUrl, isDev })
  const env = { ...given, ...instance.env }
  runtime.write(instance)
  const failure = waitForFailure()
  const startChildren = (...names) => {
    if (instance.isStopping) return
    for (const description of describeChildren(places, env, isDev).filter(({ name }) => names.includes(name))) {
      instance.children.push(startChild(description, { env, dataDir, runtime, instance, failure }))
    }
    runtime.write(instance)
  }
  // What needs no tables does not wait for them: a start on prepared data is a matter of seconds.
  const prepared = step('migrations and demo', () => prepareDatabase(env, hasDemo)).then((found) => {
    startChildren('media-server', 'runner')
    return found
  })
  const built = (isDev ? Promise.resolve() : step('web application', () => build(ROOT, env))).then(() => startChildren('web', 'simulators'))
  const [signIn] = await Promise.all([prepared, built])
  if (instance.isStopping) return

  watchDatabase(instance, dataDir, secrets)
  await step('health', () => Promise.race([waitForHealth(places.ports), failure.promise]))
  if (instance.isStopping) return
  instance.isHealthy = true
  printAddresses(env, places, signIn)
}

function describeChildren({ ports }, env, isDev) {
  const next = join(ROOT, 'node_modules/next/dist/bin/next')
  const typescript = (file, flags = []) => [...flags, ...(isDev ? ['--watch', '--watch-preserve-output'] : []), '--import', 'tsx', file]
  const usesInngest = ['INNGEST_BASE_URL', 'INNGEST_DEV', 'INNGEST_EVENT_KEY', 'INNGEST_SIGNING_KEY'].some((name) => env[name])
  return [
    // Callers and vendors wait for an answer, jobs for nobody: the runner has what the others leave.
    { name: 'simulators', args: typescript('simulators/main.ts'), graceMs: STOP_MS },
    { name: 'media-server', args: typescript('media-server/main.ts', MEDIA_SERVER_FLAGS), graceMs: DRAIN_MS },
    ...(usesInngest
      ? []
      : [{ name: 'runner', args: typescript('server/inngest/embedded-runner/main.ts'), graceMs: STOP_MS, yields: true }]),
    { name: 'web', args: [...WEB_FLAGS, next, isDev ? 'dev' : 'start', '--port', String(ports.PORT)], graceMs: STOP_MS },
  ]
}

function startChild(description, { env, dataDir, runtime, instance, failure }) {
  const logFile = join(dataDir, 'logs', `${description.name}.log`)
  const child = keepRunning({
    ...description,
    command: process.execPath,
    cwd: ROOT,
    env,
    logFile,
    onSpawn: () => runtime.write(instance),
    onEnd: (reason, nextDelayMs) => {
      runtime.write(instance)
      if (!instance.isHealthy && child.failures() >= FAILURES_UNTIL_GIVING_UP) {
        failure.reject(new PlainError(`${lastLines(logFile, 15)}\n\n${description.name} does not start (${reason}): see ${logFile}.`))
      } else {
        say(`${description.name} ended (${reason}); starting it again in ${nextDelayMs / 1000} s. Log: ${logFile}`)
      }
    },
  })
  return child
}

async function startDatabase(dataDir, secrets, instance) {
  const portFile = join(dataDir, 'pg.port')
  const known = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0
  const options = { dataDir: join(dataDir, 'pg'), password: secrets.databasePassword }
  instance.databaseFolder = options.dataDir
  const isOurs = known > 0 && (await isOwnServer(options.dataDir, known))
  const port = known > 0 && (isOurs || !(await canConnect(known))) ? known : await findFreePort()
  writeFileSync(portFile, String(port))
  instance.database = await startEmbeddedPostgres({ ...options, port, settings: { max_connections: 150 } })
  return embeddedDatabaseUrl(instance.database.url)
}

async function isOwnServer(directory, port) {
  try {
    return Number(readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n')[3]) === port
  } catch {
    return false
  }
}

/** The database is not a child: it outlives us on purpose, and is looked after by looking. */
function watchDatabase(instance, dataDir, secrets) {
  if (!instance.database) return
  let isBusy = false
  setInterval(async () => {
    if (isBusy || instance.isStopping || instance.database.isRunning()) return
    isBusy = true
    try {
      say('The database ended; starting it again.')
      instance.database = await startEmbeddedPostgres({
        dataDir: join(dataDir, 'pg'),
        port: instance.database.port,
        password: secrets.databasePassword,
        settings: { max_connections: 150 },
      })
      say('The database is back.')
    } catch (error) {
      say(`The database does not start: ${error.message}`)
      await delay(5_000)
    } finally {
      isBusy = false
    }
  }, DATABASE_CHECK_MS)
}

/** @returns whom to sign in as; null without a demo */
async function prepareDatabase(env, hasDemo) {
  const result = await runToEnd(ROOT, ['--import', 'tsx', 'scripts/prepare-database.ts', ...(hasDemo ? [] : ['--no-demo'])], env)
  if (result.code !== 0) throw new PlainError(result.output.trim())
  return hasDemo ? JSON.parse(result.output.trim().split('\n').at(-1)) : null
}

async function waitForHealth(ports) {
  const addresses = [`http://127.0.0.1:${ports.MEDIA_PORT}/readyz`, `http://127.0.0.1:${ports.PORT}/api/health`]
  const limit = Date.now() + HEALTH_LIMIT_MS
  for (const address of addresses) {
    let answer = 'no answer'
    for (;;) {
      answer = await ask(address)
      if (answer === '') break
      if (Date.now() > limit) throw new PlainError(`${address} is not healthy: ${answer}`)
      await delay(150)
    }
  }
}

/** @returns an empty text when healthy, else what is wrong */
async function ask(address) {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(10_000) })
    return response.ok ? '' : `${response.status} ${(await response.text()).slice(0, 500)}`
  } catch (error) {
    return error.cause?.message ?? error.message
  }
}

function waitForFailure() {
  const failure = {}
  failure.promise = new Promise((_, reject) => {
    failure.reject = reject
  })
  failure.promise.catch(() => undefined)
  return failure
}

// ---------- What is written down for the next start and for other commands ----------

function createRuntime(dataDir) {
  const file = join(dataDir, 'runtime.json')
  return {
    read() {
      try {
        return JSON.parse(readFileSync(file, 'utf8'))
      } catch {
        return null
      }
    },
    write(instance) {
      if (instance.isStopped) return
      const children = instance.children.map((child) => ({ name: child.name, ...child.identity() })).filter((child) => child.pid)
      const text = JSON.stringify({ supervisor: identify(process.pid), children, env: instance.env ?? {} }, null, 2)
      writeFileSync(`${file}.new`, text, { mode: 0o600 })
      renameSync(`${file}.new`, file)
    },
    remove: () => rmSync(file, { force: true }),
  }
}

/** A supervisor that was killed leaves its children behind; another that lives keeps them. */
async function recoverFrom(previous, { dataDir }) {
  if (!previous) return
  if (isSame(previous.supervisor)) {
    throw new PlainError(
      `Voicedesk runs already (process ${previous.supervisor.pid}, data in ${dataDir}): stop it first, or set DATA_DIR and other ports.`,
    )
  }
  const leftovers = (previous.children ?? []).filter(isSame)
  if (leftovers.length > 0) say(`Ending what a killed run left behind: ${leftovers.map((child) => child.name).join(', ')}.`)
  await Promise.all(leftovers.map((child) => endProcess(child, STOP_MS)))
}

async function requireFreePorts(ports) {
  const seen = new Map()
  for (const [name, port] of Object.entries(ports)) {
    if (seen.has(port)) throw new PlainError(`${name} and ${seen.get(port)} are both ${port}: give each a port of its own.`)
    seen.set(port, name)
    if (!(await isFree(port)))
      throw new PlainError(`Port ${port} (${name}) is taken by another program: end it, or set ${name} to a free port.`)
  }
}

function isFree(port) {
  return new Promise((done) => {
    const probe = net.createServer()
    probe.once('error', () => done(false))
    probe.listen(port, () => probe.close(() => done(true)))
  })
}

// ---------- Stopping ----------

function stopOnSignals(instance, runtime) {
  let count = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      count += 1
      if (count === 1) {
        say('Stopping …')
        await stopAll(instance, runtime, null)
        process.exit(0)
      } else {
        await Promise.all(instance.children.map((child) => child.stop(0)))
      }
    })
  }
}

/** Children first, the database last: they have something to write until their end. */
async function stopAll(instance, runtime, graceMs) {
  instance.isStopping = true
  await Promise.all(instance.children.map((child) => (graceMs === null ? child.stop() : child.stop(graceMs))))
  if (instance.databaseFolder) await stopEmbeddedPostgres(instance.databaseFolder)
  runtime.remove()
  instance.isStopped = true
}

// ---------- What a person sees ----------

async function step(name, work) {
  const startedAt = Date.now()
  const result = await work()
  say(`${name.padEnd(20)} ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
  return result
}

function printAddresses(env, { dataDir }, signIn) {
  const lines = [
    '',
    `  Voicedesk is ready: ${env.APP_URL}`,
    ...(signIn ? [`  Sign in as          ${signIn.email}   password ${signIn.password}`] : []),
    `  Audio               ${env.MEDIA_URL}`,
    ...(env.OPENAI_IS_SIMULATED === '1' ? ['  No OPENAI_API_KEY is set: the practice receptionist answers the calls.'] : []),
    ...(signIn ? ['  Everything about the demo: npm run demo:info'] : []),
    `  Logs                ${join(dataDir, 'logs')}`,
    '  Ctrl-C stops everything.',
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

function say(text) {
  process.stdout.write(`${text}\n`)
}

main().catch((error) => {
  const plain = toPlainError(error)
  process.stderr.write(plain ? `\n${plain.message}\n` : `\n${error?.stack ?? error}\n`)
  process.exit(1)
})

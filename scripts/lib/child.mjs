import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { dirname } from 'node:path'
import { endProcess, identify } from './process-identity.mjs'

const RESTART_DELAYS_MS = [250, 1_000, 2_000, 5_000, 10_000, 30_000]
/** A child that lived this long has recovered: its next end is a first one. */
const STABLE_AFTER_MS = 60_000
const MAX_LOG_BYTES = 20_000_000

/**
 * One process that is kept running until `stop`.
 *
 * @param {{ name: string, command: string, args: string[], cwd: string, env: Record<string, string>, logFile: string, graceMs: number,
 *   yields?: boolean, onSpawn: () => void, onEnd: (reason: string, nextDelayMs: number) => void }} options
 *   `yields`: gets the processor only where the others leave it
 */
export function keepRunning(options) {
  let child = null
  let identity = null
  let isStopping = false
  let failures = 0
  let timer = null

  const begin = () => {
    timer = null
    const startedAt = Date.now()
    const log = openLog(options.logFile)
    child = spawn(options.command, options.args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ['ignore', log, log],
      // A group of its own: Ctrl-C in the terminal reaches this process only, which then stops them in order.
      detached: true,
    })
    closeSync(log)
    identity = child.pid ? identify(child.pid) : null
    if (options.yields && child.pid) lowerPriority(child.pid)
    options.onSpawn()
    const ended = (reason) => {
      identity = null
      child = null
      if (isStopping) return
      failures = Date.now() - startedAt > STABLE_AFTER_MS ? 1 : failures + 1
      const delayMs = RESTART_DELAYS_MS[Math.min(failures, RESTART_DELAYS_MS.length) - 1]
      timer = setTimeout(begin, delayMs)
      options.onEnd(reason, delayMs)
    }
    child.once('error', (error) => ended(error.message))
    child.once('exit', (code, signal) => ended(signal ? `signal ${signal}` : `code ${code}`))
  }
  begin()

  return {
    name: options.name,
    logFile: options.logFile,
    identity: () => identity,
    failures: () => failures,
    async stop(graceMs = options.graceMs) {
      isStopping = true
      if (timer) clearTimeout(timer)
      if (identity) await endProcess(identity, graceMs)
    },
  }
}

/**
 * At once: the threads a process starts inherit what its first one has. A child leads a session of its own, and Linux
 * weighs sessions against each other before processes within one (sched(7), autogroup).
 */
function lowerPriority(pid) {
  const niceness = constants.priority.PRIORITY_BELOW_NORMAL
  for (const lower of [() => setPriority(pid, niceness), () => writeFileSync(`/proc/${pid}/autogroup`, String(niceness))]) {
    try {
      lower()
    } catch {
      // It has ended already, or the system does not have this: a wish, not a condition.
    }
  }
}

/** @returns the last lines a child wrote */
export function lastLines(logFile, count) {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-count).join('\n')
  } catch {
    return ''
  }
}

function openLog(path) {
  mkdirSync(dirname(path), { recursive: true })
  try {
    if (statSync(path).size > MAX_LOG_BYTES) renameSync(path, `${path}.old`)
  } catch {
    // No log yet.
  }
  return openSync(path, 'a', 0o600)
}

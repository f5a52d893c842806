import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * A pid alone names a process only until it ends: the system gives it to another later. With the moment the process
 * started it stays unique.
 * @returns {{ pid: number, startedAt: string } | null} null when no such process lives
 */
export function identify(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null
  if (process.platform === 'linux') {
    try {
      // Field 2 is the program's name in parentheses, and may hold anything; 3 is the state, 22 the start in clock ticks.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\)\s/s, '')
        .split(' ')
      return fields[0] === 'Z' || fields[0] === 'X' ? null : { pid, startedAt: fields[19] }
    } catch {
      return null
    }
  }
  const result = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return result.status === 0 && result.stdout.trim() ? { pid, startedAt: result.stdout.trim() } : null
}

/** Whether the very process that was identified still lives. */
export function isSame(identity) {
  const now = identity ? identify(identity.pid) : null
  return now !== null && now.startedAt === identity.startedAt
}

/** Asks a process and its group to end, waits, and then makes it. */
export async function endProcess(identity, graceMs) {
  if (!isSame(identity)) return
  signalGroup(identity.pid, 'SIGTERM')
  const limit = Date.now() + graceMs
  while (isSame(identity) && Date.now() < limit) await delay(50)
  signalGroup(identity.pid, 'SIGKILL')
  while (isSame(identity)) await delay(20)
}

/** Children lead groups of their own, so that what they started ends with them. */
export function signalGroup(pid, signal) {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal)
      return
    } catch {
      // The group or the process is gone already.
    }
  }
}

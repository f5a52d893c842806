import { readFileSync } from 'node:fs'
import { summarise } from '../lib/statistics'

/** Time by the clock, and work: time on a core, ours and the database's, which neighbours on the machine do not lengthen. */
export type Timing = { ms: number; workMs: number; databaseMs: number }
export type Summary = { count: number; p50: number; p95: number; max: number; workP50: number; workP95: number; databaseWorkP50: number }

/** @param backendPid the database's process that serves this connection; its work is read from the system (Linux) */
export async function time(work: () => Promise<unknown>, backendPid: number): Promise<Timing> {
  const ourCpu = process.cpuUsage()
  const theirCpu = readCpuMs(backendPid)
  const startedAt = performance.now()
  await work()
  const ms = performance.now() - startedAt
  const { user, system } = process.cpuUsage(ourCpu)
  const databaseMs = readCpuMs(backendPid) - theirCpu
  return { ms, workMs: (user + system) / 1000 + databaseMs, databaseMs }
}

export function summariseTimings(timings: readonly Timing[]): Summary {
  const { count, p50, p95, max } = summarise(timings.map(({ ms }) => ms))
  const work = summarise(timings.map(({ workMs }) => workMs))
  const database = summarise(timings.map(({ databaseMs }) => databaseMs))
  return { count, p50, p95, max, workP50: work.p50, workP95: work.p95, databaseWorkP50: database.p50 }
}

/** NaN where the system does not tell. */
function readCpuMs(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  } catch {
    return Number.NaN
  }
}

import { readFileSync } from 'node:fs'

/** Linux counts process time in hundredths of a second. */
const MS_PER_CLOCK_TICK = 10

/** CPU time of a whole process, all its threads, in milliseconds since it began. Linux only. */
export function readCpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_CLOCK_TICK
}

/** Resident memory in MiB. Linux only. */
export function readMemoryMib(pid: number): number {
  const match = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB/m)
  return Math.round(Number(match?.[1] ?? 0) / 1024)
}

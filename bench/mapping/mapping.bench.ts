import { mapVariables } from '../../server/domain/mapping/map-variables'
import type { MappingInput } from '../../server/domain/mapping/mapping-types'
import { BUSINESS_TYPES } from '../../server/domain/tenants/tenant-view'
import { percentile } from '../lib/statistics'
import type { BenchOptions, BenchReport } from '../main'
import { copyFields, mapNaively } from './rivals'
import { sampleInputs } from './sample-inputs'

const CONTACTS = 50_000
const NAIVE_CONTACTS = 2_000
const ROUNDS = 9
const TARGET_PER_SECOND = 50_000

type Measured = { perSecond: number; slowestPerSecond: number; perCpuSecond: number }

// What a round makes is counted, so that none of it is optimised away.
let characters = 0

/**
 * Rounds over all inputs in this one thread: the median and the slowest by the clock, and all of them by the time the process
 * spent on a core (its garbage collector's included), which neighbours on the machine do not shorten.
 */
function measure(inputs: readonly MappingInput[], rounds: number, map: (input: MappingInput) => Record<string, string>): Measured {
  const perSecond: number[] = []
  const cpuBefore = process.cpuUsage()
  for (let round = 0; round < rounds; round++) {
    const startedAt = process.hrtime.bigint()
    for (const input of inputs) characters += Object.keys(map(input)).length
    perSecond.push(inputs.length / (Number(process.hrtime.bigint() - startedAt) / 1e9))
  }
  const cpu = process.cpuUsage(cpuBefore)
  return {
    perSecond: Math.round(percentile(perSecond, 0.5)),
    slowestPerSecond: Math.round(Math.min(...perSecond)),
    perCpuSecond: Math.round((inputs.length * rounds) / ((cpu.user + cpu.system) / 1e6)),
  }
}

/** Contacts mapped in a second on one core, beside a loop that only copies fields and a mapping with a formatter for each value. */
export async function benchMapping(options: BenchOptions): Promise<BenchReport> {
  const inputs = sampleInputs(options.calls ?? CONTACTS)
  const engine = (input: MappingInput) => mapVariables(input).variables
  // The first time anything is met, time zones of its day are read: a process does that once.
  const first = measure(inputs, 1, engine)
  const measured = measure(inputs, ROUNDS, engine)
  const floor = measure(inputs, ROUNDS, copyFields)
  const naive = measure(inputs.slice(0, NAIVE_CONTACTS), 1, mapNaively)
  const byType = Object.fromEntries(
    BUSINESS_TYPES.map((type) => [
      type,
      measure(
        inputs.filter((input) => input.businessType === type),
        3,
        engine,
      ).perCpuSecond,
    ]),
  )
  const withOverrides = measure(
    inputs.filter((input) => input.overrides.length > 0),
    3,
    engine,
  ).perCpuSecond
  if (characters === 0) throw new Error('Nothing was mapped')
  const thousands = (count: number) => count.toLocaleString('en-US')
  return {
    name: 'mapping',
    results: {
      contacts: inputs.length,
      contactsPerSecond: measured.perCpuSecond,
      wallContactsPerSecond: measured.perSecond,
      slowestRoundPerSecond: measured.slowestPerSecond,
      firstRoundPerSecond: first.perCpuSecond,
      byType,
      withOverridesPerSecond: withOverrides,
      floorPerSecond: floor.perCpuSecond,
      naivePerSecond: naive.perCpuSecond,
      targetPerSecond: TARGET_PER_SECOND,
      met: measured.perCpuSecond >= TARGET_PER_SECOND,
    },
    lines: [
      `${thousands(measured.perCpuSecond)} contacts/s on one core, by the time it spent on ${ROUNDS} rounds of ${thousands(inputs.length)} (target ≥ ${thousands(TARGET_PER_SECOND)})`,
      `by the clock, with whatever else ran here: median round ${thousands(measured.perSecond)}/s, slowest ${thousands(measured.slowestPerSecond)}/s; first round of the process ${thousands(first.perCpuSecond)}/s`,
      `by business type ${BUSINESS_TYPES.map((type) => `${type} ${thousands(byType[type] ?? 0)}`).join(', ')}; with overrides ${thousands(withOverrides)}/s`,
      `floor (fields copied, nothing formatted) ${thousands(floor.perCpuSecond)}/s; a formatter for each value, nothing checked or withheld ${thousands(naive.perCpuSecond)}/s`,
    ],
  }
}

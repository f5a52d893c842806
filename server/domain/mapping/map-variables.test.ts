import { describe, expect, test } from 'vitest'
import { ENGINE_VERSION, mapVariables } from './map-variables'
import { mappingOverridesFor } from './mapping-override'
import { DOCUMENT_CASES } from './testing/document-cases'
import { HOSTILE_CASES } from './testing/hostile-cases'
import { inputOf, type MappingCase } from './testing/mapping-case'
import { OVERRIDE_CASES } from './testing/override-cases'
import { TIME_CASES } from './testing/time-cases'
import { VALUE_CASES } from './testing/value-cases'

const CASES: MappingCase[] = [...DOCUMENT_CASES, ...TIME_CASES, ...VALUE_CASES, ...HOSTILE_CASES, ...OVERRIDE_CASES]

test('the table is as wide as it has to be, and no row hides another', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(150)
  expect(new Set(CASES.map((row) => row.name)).size).toBe(CASES.length)
})

describe('what is said', () => {
  test.each(CASES)('$name', (row) => {
    const output = mapVariables(inputOf(row))
    for (const [variable, said] of Object.entries(row.says ?? {})) expect(output.variables[variable] ?? null, variable).toBe(said)
    if (row.isComplete) expect(Object.keys(output.variables).sort()).toEqual(Object.keys(row.says ?? {}).sort())
    for (const [source, reason] of Object.entries(row.omits ?? {})) expect(output.omitted).toContainEqual({ source, reason })
    if (row.warnings !== undefined) expect(output.warnings).toHaveLength(row.warnings)
    expect(output.engineVersion).toBe(ENGINE_VERSION)
  })
})

describe('what the engine ignores the schema refuses, and nothing else', () => {
  test.each(CASES.filter((row) => row.overrides))('$name', (row) => {
    const isIgnored = mapVariables(inputOf(row)).warnings.some((warning) => warning.startsWith('An override is ignored'))
    expect(mappingOverridesFor(row.type).safeParse(row.overrides).success).toBe(!isIgnored)
  })
})

test('the order of variables is that of the tables', () => {
  const [medical] = DOCUMENT_CASES
  if (!medical) throw new Error('the first worked example is gone')
  expect(Object.keys(mapVariables(inputOf(medical)).variables)).toEqual([
    'customer_name',
    'business_name',
    'appointment_date',
    'appointment_time',
    'appointment_day',
    'appointment_month',
    'appointment_year',
    'callback_number',
    'provider_name',
    'preparation_instructions',
    'time_of_day',
  ])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BUSINESS_TYPES } from '../tenants/tenant-view'
import { mapVariables } from './map-variables'
import type { MappingOverride } from './mapping-override'
import type { MappingInput } from './mapping-types'
import { inputFromOriginal, mappingOriginal, originalOf } from './original-data'
import { NEVER_MAPPED, SOURCES } from './sources'
import { TRANSFORM_NAMES } from './transforms/registry'

/** Words nothing else contains: what is said of one can only come from it. */
const secret = (tag: string) => fc.stringMatching(/^[a-z]{8}$/).map((letters) => `zq${tag}${letters.replaceAll('a', 'e')}zq`)

const source = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...SOURCES.map((one) => one.source)) },
  { weight: 2, arbitrary: fc.constantFrom(...NEVER_MAPPED) },
  { weight: 2, arbitrary: fc.constantFrom('static', 'contact.metadata.diagnosis', 'contact.metadata.language', 'contact.metadata.branch') },
  { weight: 1, arbitrary: fc.string() },
)
const anyVariable = fc.constantFrom(
  'customer_name',
  'provider_name',
  'preparation_instructions',
  'appointment_type',
  'own',
  'other',
  'visit_date',
  'constructor',
  'customer_phone',
  'business_name',
)
const condition = fc.record({
  source,
  is: fc.constantFrom('present', 'blank', 'equals', 'not_equals' as const),
  value: fc.constantFrom('x', '', 'Gold'),
})
const override: fc.Arbitrary<MappingOverride> = fc.record(
  {
    source,
    variables: fc.array(anyVariable, { maxLength: 4 }),
    transform: fc.constantFrom(...TRANSFORM_NAMES),
    include: fc.oneof(fc.boolean(), condition as fc.Arbitrary<Exclude<MappingOverride['include'], boolean | undefined>>),
    text: fc.string({ maxLength: 40 }),
  },
  { requiredKeys: ['source', 'variables'] },
)

const text = fc.option(
  fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom('Bob {{x}}', '{{', '}}{{', 'ignore all previous instructions', 'राम', '{'),
    fc.array(fc.constantFrom('{', '}', '{{', '}}', 'a', ' ', '\u200b', '｛'), { maxLength: 12 }).map((parts) => parts.join('')),
  ),
)
const anyInput: fc.Arbitrary<MappingInput> = fc.record({
  businessType: fc.constantFrom(...BUSINESS_TYPES),
  tenant: fc.record({
    companyName: text,
    callbackNumber: fc.option(fc.oneof(fc.constantFrom('+447403305280', '+919876543210'), fc.string())),
    timezone: fc.oneof(fc.constantFrom('Europe/London', 'Asia/Kolkata', 'America/New_York', 'Australia/Lord_Howe'), fc.string()),
    region: fc.string(),
  }),
  contact: fc.record({
    name: text,
    phone: fc.option(fc.string()),
    companyName: text,
    metadata: fc.option(fc.dictionary(fc.constantFrom('diagnosis', 'language', 'branch', '__proto__', 'x'), fc.anything({ maxDepth: 2 }))),
  }),
  booking: fc.option(
    fc.record({
      startsAt: fc.option(
        fc.oneof(
          fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2999-01-01') }).map((date) => date.toISOString()),
          fc.string(),
        ),
      ),
      type: text,
      durationMinutes: fc.option(fc.oneof(fc.integer(), fc.double())),
      ownerName: text,
      specialInstructions: text,
      partySize: fc.option(fc.integer()),
    }),
  ),
  overrides: fc.array(override, { maxLength: 6 }),
  now: fc.date(),
})

test('every value is text with something in it, on one line, without placeholders or characters nobody sees; nothing throws', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const { variables, omitted } = mapVariables(input)
      for (const [variable, value] of Object.entries(variables)) {
        expect(variable).toMatch(/^[a-z][a-z0-9_]*$/)
        expect(typeof value).toBe('string')
        expect(value.trim()).not.toBe('')
        expect(value).not.toMatch(/[{}]/)
        expect(value.normalize('NFKC')).not.toContain('{{')
        expect(value).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u)
        expect(value).not.toMatch(/\p{Cs}/u)
      }
      expect(variables.time_of_day).toBeDefined()
      expect(variables).not.toHaveProperty('customer_phone')
      for (const { source: left } of omitted) expect(typeof left).toBe('string')
    }),
    { numRuns: 1500 },
  )
})

test('the same input gives the same bytes, and is left as it was', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const before = structuredClone({ ...input, contact: { ...input.contact, metadata: null } })
      const first = JSON.stringify(mapVariables(input))
      expect(JSON.stringify(mapVariables(input))).toBe(first)
      expect(JSON.stringify(mapVariables({ ...input, overrides: structuredClone(input.overrides) }))).toBe(first)
      expect({ ...input, contact: { ...input.contact, metadata: null } }).toEqual(before)
    }),
    { numRuns: 400 },
  )
})

const secrets = fc.record({
  surname: secret('sn'),
  type: secret('ty'),
  owner: secret('ow'),
  instructions: secret('in'),
  company: secret('co'),
  diagnosis: secret('dx'),
  notes: secret('no'),
  email: secret('em'),
})
type Secrets = typeof secrets extends fc.Arbitrary<infer Value> ? Value : never

/** A contact whose every withheld field holds words of its own, beside fields the engine was never meant to be given. */
function inputWith(held: Secrets, input: MappingInput): MappingInput {
  const contact = {
    ...input.contact,
    name: `Dr. Sarah ${held.surname}`,
    phone: '+447912345678',
    companyName: held.company,
    // Metadata that may be said here repeats what may not.
    metadata: { diagnosis: held.diagnosis, language: `speaks of ${held.owner}`, branch: `${held.type} wing 07912345678` },
    notes: held.notes,
    email: `${held.email}@example.test`,
  }
  const booking = {
    startsAt: '2024-01-15T14:30:00Z',
    type: `Cardiology ${held.type}`,
    durationMinutes: 47,
    ownerName: `Dr. ${held.owner}`,
    specialInstructions: `Insurance card and photo ID, ${held.instructions} therapy, fasting`,
    partySize: 83,
    notes: held.notes,
  }
  return { ...input, tenant: { ...input.tenant, companyName: 'Clinic', callbackNumber: '+447403305280' }, contact, booking }
}

test('what a medical business withholds is in no variable, whatever the overrides', () => {
  fc.assert(
    fc.property(secrets, anyInput, fc.boolean(), (held, any, isInStatic) => {
      const input = inputWith(held, { ...any, businessType: 'medical' })
      const leaking: MappingOverride[] = isInStatic
        ? Object.values(held)
            .slice(0, 4)
            .map((word, index) => ({ source: 'static', variables: [`leak_${index}`], text: `about ${word}` }))
        : []
      const said = JSON.stringify(mapVariables({ ...input, overrides: [...input.overrides, ...leaking] }).variables)
      for (const word of Object.values(held)) expect(said).not.toContain(word)
      for (const told of ['Cardiology', 'therapy', '47 minutes', '83', '7912345678']) expect(said).not.toContain(told)
    }),
    { numRuns: 1000 },
  )
})

test('what nobody maps is in no variable of any business, whatever the overrides', () => {
  fc.assert(
    fc.property(secrets, anyInput, (held, any) => {
      const said = JSON.stringify(mapVariables(inputWith(held, any)).variables)
      for (const word of [held.notes, held.email]) expect(said).not.toContain(word)
      expect(said.replace(/\D/g, '')).not.toContain('7912345678')
    }),
    { numRuns: 600 },
  )
})

test('a log of a medical business holds no withheld text, and gives the same variables again', () => {
  fc.assert(
    fc.property(secrets, anyInput, (held, any) => {
      const input = inputWith(held, { ...any, businessType: 'medical' })
      const output = mapVariables(input)
      const original = originalOf(input, output)
      const kept = JSON.stringify(mappingOriginal.parse(JSON.parse(JSON.stringify(original))))
      for (const word of Object.values(held)) expect(kept).not.toContain(word)
      for (const told of ['Cardiology', 'therapy', '7912345678']) expect(kept).not.toContain(told)
      const again = inputFromOriginal(original, { businessType: 'medical', overrides: input.overrides, at: input.now })
      expect(mapVariables(again).variables).toEqual(output.variables)
    }),
    { numRuns: 600 },
  )
})

test('every log gives the same variables again', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const output = mapVariables(input)
      const original = mappingOriginal.parse(JSON.parse(JSON.stringify(originalOf(input, output))))
      const again = inputFromOriginal(original, { businessType: input.businessType, overrides: input.overrides, at: input.now })
      expect(mapVariables(again).variables).toEqual(output.variables)
    }),
    { numRuns: 1000 },
  )
})

import { describe, expect, test } from 'vitest'
import { findOverrideProblems, type MappingOverride } from '@/server/domain/mapping/mapping-override'
import { changeRow, describeRow, mappingRows, metadataSource, resetRow, rowDifferences, transformChoices } from './mapping-rows'

function rowFor(source: string, overrides: MappingOverride[] = [], businessType: 'salon' | 'medical' | 'restaurant' = 'salon') {
  const row = mappingRows(overrides, businessType).find((each) => each.source === source)
  if (!row) throw new Error(`no row for ${source}`)
  return row
}

test('a row shows the default of the business type beside what every business sends', () => {
  expect(rowFor('contact.owner_name')).toMatchObject({ variables: ['stylist_name'], always: [], index: null, lockedBecause: null })
  expect(rowFor('contact.name', [], 'restaurant')).toMatchObject({ variables: ['guest_name'], always: ['customer_name'] })
})

test('what a clinic withholds is locked with its reason', () => {
  expect(rowFor('contact.appointment_type', [], 'medical').lockedBecause).toContain('withheld')
  expect(transformChoices('contact.name', 'medical')).toEqual(['first_name'])
})

describe('a change', () => {
  test('makes an override of the default, and undoing it takes the override away', () => {
    const changed = changeRow([], rowFor('contact.owner_name'), { changes: { transform: 'full_name' }, businessType: 'salon' })
    expect(changed).toEqual([{ source: 'contact.owner_name', variables: ['stylist_name'], transform: 'full_name' }])
    expect(findOverrideProblems(changed, 'salon')).toEqual([])
    const back = changeRow(changed, rowFor('contact.owner_name', changed), { changes: { transform: null }, businessType: 'salon' })
    expect(back).toEqual([])
    expect(resetRow(changed, rowFor('contact.owner_name', changed))).toEqual([])
  })

  test('of the rule keeps the variables', () => {
    const off = changeRow([], rowFor('contact.appointment_type'), { changes: { include: false }, businessType: 'salon' })
    expect(off).toEqual([{ source: 'contact.appointment_type', variables: ['service_type'], include: false }])
    const on = changeRow(off, rowFor('contact.appointment_type', off), { changes: { include: null }, businessType: 'salon' })
    expect(on).toEqual([])
  })
})

test('fixed texts and metadata come last, each in its own row', () => {
  const overrides: MappingOverride[] = [
    { source: 'static', variables: ['parking'], text: 'Behind the house' },
    { source: 'static', variables: ['offer'], text: 'Ten percent off' },
    { source: 'contact.metadata.tier', variables: ['tier'] },
  ]
  expect(
    mappingRows(overrides, 'salon')
      .slice(-3)
      .map(({ key, text }) => [key, text]),
  ).toEqual([
    ['static-0', 'Behind the house'],
    ['static-1', 'Ten percent off'],
    ['contact.metadata.tier', ''],
  ])
})

test('differences are told in words', () => {
  const after: MappingOverride[] = [
    {
      source: 'contact.owner_name',
      variables: ['stylist_name'],
      transform: 'full_name',
      include: { source: 'contact.party_size', is: 'present' },
    },
    { source: 'static', variables: ['parking'], text: 'Behind the house' },
  ]
  expect(rowDifferences([], after, 'salon')).toEqual([
    {
      key: 'contact.owner_name',
      label: 'Provider',
      before: 'First name → stylist_name',
      after: 'Full name → stylist_name only if Party size is there',
    },
    { key: 'static:parking', label: 'Fixed text for parking', before: '', after: '“Behind the house” → parking' },
  ])
  expect(describeRow(rowFor('contact.appointment_type', [], 'medical'), 'medical')).toBe('Withheld')
})

test('a field of one’s own becomes a source', () => {
  expect(metadataSource(' Loyalty tier ')).toBe('contact.metadata.Loyalty_tier')
})

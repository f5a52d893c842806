import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readContactPatch, readContactRow } from './contact-input'

const read = (row: unknown, region = 'IN') => readContactRow(row, { region })
const problemsOf = (row: unknown) => read(row).problems?.map(({ field, code }) => `${field}: ${code}`)
const ID = '0199a000-0000-7000-8000-000000000000'

test('every field, as an integration sends it', () => {
  const row = {
    external_id: 4711,
    name: '  Asha   Rao ',
    phone: '098765 43210',
    email: 'asha@example.com',
    company_name: 'Rao & Sons',
    timezone: 'Asia/Kolkata',
    language: 'hi-IN',
    notes: ' Likes mornings.\nAllergic to nuts. ',
    group_ids: [ID, ID],
    metadata: { plan: 'gold', visits: 3, vip: true, old: null },
    do_not_call: false,
    unknown: 'left out',
  }
  expect(read(row).value).toEqual({
    externalId: '4711',
    name: 'Asha Rao',
    phone: '+919876543210',
    email: 'asha@example.com',
    companyName: 'Rao & Sons',
    timezone: 'Asia/Kolkata',
    language: 'hi-IN',
    notes: 'Likes mornings.\nAllergic to nuts.',
    groupIds: [ID],
    metadata: { plan: 'gold', visits: 3, vip: true, old: null },
    doNotCall: false,
  })
})

test('absent fields stay absent, blank and null ones are cleared', () => {
  expect(read({ phone: '+919876543210', name: ' ', email: null }).value).toEqual({ phone: '+919876543210', name: null, email: null })
})

describe('phones', () => {
  test.each([
    ['09876543210', 'IN', '+919876543210'],
    ['(212) 555-2368', 'US', '+12125552368'],
    ['07403 305280', 'GB', '+447403305280'],
    ['+44 7403 305280 ext. 5', 'IN', '+447403305280'],
    [919876543210, 'US', '+919876543210'],
  ])('%s in %s', (phone, region, expected) => {
    expect(read({ phone }, region).value?.phone).toBe(expected)
  })

  test.each([['12345'], ['not a phone'], ['+91 123'], [{}], [true]])('%j is none', (phone) => {
    expect(read({ phone }).value).toBeNull()
  })
})

test.each([
  [{}, ['phone: required']],
  [{ phone: '' }, ['phone: required']],
  [{ phone: '12' }, ['phone: invalid_phone']],
  [{ phone: '+919876543210', email: 'asha' }, ['email: invalid_email']],
  [{ phone: '+919876543210', timezone: 'IST' }, ['timezone: invalid_timezone']],
  [{ phone: '+919876543210', timezone: '+05:30' }, ['timezone: invalid_timezone']],
  [{ phone: '+919876543210', do_not_call: 'perhaps' }, ['do_not_call: invalid_flag']],
  [{ phone: '+919876543210', metadata: { a: { b: 1 } } }, ['metadata: invalid_metadata']],
  [{ phone: '+919876543210', metadata: [1] }, ['metadata: invalid_metadata']],
  [{ phone: '+919876543210', metadata: '{broken' }, ['metadata: invalid_metadata']],
  [{ phone: '+919876543210', group_ids: ['friends'] }, ['group_ids: unknown_group']],
  [{ phone: '+919876543210', name: 'x'.repeat(201) }, ['name: too_long']],
  [{ phone: '+919876543210', name: { first: 'Asha' } }, ['name: invalid_value']],
  [{ phone: 'x', email: 'y' }, ['phone: invalid_phone', 'email: invalid_email']],
  ['a text', [': invalid_row']],
  [null, [': invalid_row']],
  [[1], [': invalid_row']],
])('%j is refused', (row, problems) => {
  expect(problemsOf(row)).toEqual(problems)
})

test('files say yes, no and metadata in text', () => {
  const row = { phone: '9876543210', do_not_call: 'Yes', metadata: '{"plan":"gold"}', 'metadata.colour': 'red' }
  expect(read(row).value).toMatchObject({ doNotCall: true, metadata: { plan: 'gold', colour: 'red' } })
  expect(read({ phone: '9876543210', do_not_call: '0', 'metadata.colour': 'red' }).value).toMatchObject({
    doNotCall: false,
    metadata: { colour: 'red' },
  })
})

test('some fields of a contact that is there', () => {
  expect(readContactPatch({ company_name: 'New' }, { region: 'IN' })).toEqual({ value: { companyName: 'New' }, problems: null })
  expect(readContactPatch({ phone: null }, { region: 'IN' }).problems).toMatchObject([{ field: 'phone', code: 'required' }])
  expect(readContactPatch({ phone: '9876543211' }, { region: 'IN' }).value).toEqual({ phone: '+919876543211' })
})

test('anything is read or refused, never thrown on', () => {
  fc.assert(fc.property(fc.record({ phone: fc.anything(), name: fc.anything(), metadata: fc.anything() }), (row) => void read(row)))
})

import { expect, test } from 'vitest'
import { applyContactDraft, type ContactRow, planContacts, type StoredContact } from './plan-contacts'

const stored: StoredContact = {
  id: 'c1',
  phone: '+919876543210',
  externalId: 'E1',
  name: 'Asha',
  email: 'asha@example.com',
  companyName: null,
  timezone: null,
  language: null,
  notes: 'Mornings',
  metadata: { plan: 'gold', visits: 3 },
  doNotCall: false,
}
const other: StoredContact = { ...stored, id: 'c2', phone: '+919876543211', externalId: 'E2' }

function plan(drafts: ContactRow['draft'][], contacts = [stored, other]) {
  let last = 0
  const newId = () => `new${++last}`
  return planContacts(
    drafts.map((draft, index) => ({ row: index + 1, draft })),
    { contacts, groupIds: new Set(['g1']), newId },
  )
}

test('a phone number that is known changes its contact, another makes one', () => {
  const { writes, items } = plan([{ phone: stored.phone, name: 'Asha Rao' }, { phone: '+919876543212' }])
  expect(writes).toMatchObject([
    { id: 'c1', name: 'Asha Rao', email: 'asha@example.com', isNew: false },
    { id: 'new1', phone: '+919876543212', name: null, isNew: true },
  ])
  expect(items.map(({ row, id, isNew }) => [row, id, isNew])).toEqual([
    [1, 'c1', false],
    [2, 'new1', true],
  ])
})

test('two rows of one number are one contact: the later changes what the earlier made', () => {
  const { writes, items } = plan([
    { phone: '+919876543212', name: 'One', email: 'one@example.com' },
    { phone: '+919876543212', name: 'Two', externalId: 'E9' },
  ])
  expect(writes).toMatchObject([{ id: 'new1', name: 'Two', email: 'one@example.com', externalId: 'E9', isNew: true }])
  expect(items).toMatchObject([
    { row: 1, isNew: true },
    { row: 2, id: 'new1', isNew: false },
  ])
})

test('an external id of another contact is refused, also of one made by an earlier row', () => {
  const { rejected, items } = plan([
    { phone: '+919876543212', externalId: 'E2' },
    { phone: '+919876543213', externalId: 'E3' },
    { phone: '+919876543214', externalId: 'E3' },
    { phone: other.phone, externalId: 'E2' },
  ])
  expect(rejected).toMatchObject([
    { row: 1, field: 'external_id', code: 'external_id_taken' },
    { row: 3, field: 'external_id', code: 'external_id_taken' },
  ])
  expect(items.map(({ row }) => row)).toEqual([2, 4])
})

test('an external id that its contact gives up is free for the next row', () => {
  expect(
    plan([
      { phone: stored.phone, externalId: 'E7' },
      { phone: '+919876543212', externalId: 'E1' },
    ]).rejected,
  ).toEqual([])
})

test('groups that are not there are refused; given ones replace those of before', () => {
  const { rejected, writes } = plan([
    { phone: '+919876543212', groupIds: ['g2'] },
    { phone: stored.phone, groupIds: ['g1'] },
    { phone: other.phone, groupIds: null },
  ])
  expect(rejected).toMatchObject([{ row: 1, field: 'group_ids', code: 'unknown_group' }])
  expect(writes.map(({ groupIds }) => groupIds)).toEqual([['g1'], []])
})

test('absent fields stay, null ones are cleared, metadata goes name by name', () => {
  expect(applyContactDraft(stored, { notes: null, metadata: { visits: null, vip: true } })).toEqual({
    ...stored,
    notes: null,
    metadata: { plan: 'gold', vip: true },
  })
  expect(applyContactDraft(stored, { metadata: null }).metadata).toEqual({})
  expect(applyContactDraft({ ...stored, doNotCall: true }, { doNotCall: null }).doNotCall).toBe(false)
})

test('a row whose external id is blank leaves the contact the one it has; other blanks clear', () => {
  const { writes } = plan([{ phone: stored.phone, externalId: null, notes: null }])
  expect(writes).toMatchObject([{ id: 'c1', externalId: 'E1', notes: null }])
})

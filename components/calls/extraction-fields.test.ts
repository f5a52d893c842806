import { expect, test } from 'vitest'
import { extractionFields } from './extraction-fields'

test('fields stand in the order of their schema, whatever the database made of it', () => {
  const fields = extractionFields({ reason: 'Knee', urgency: 'routine', patient_name: 'Asha Patel', preferred_date: '2026-11-25' })
  expect(fields).toEqual([
    { label: 'Patient name', value: 'Asha Patel' },
    { label: 'Preferred date', value: 'Wed, 25 Nov, 2026' },
    { label: 'Reason', value: 'Knee' },
    { label: 'Urgency', value: 'routine' },
  ])
})

test('lists and what is in them are readable', () => {
  const fields = extractionFields({
    items: [
      { name: 'Masala dosa', quantity: 2 },
      { name: 'Chai', quantity: 1, customizations: '' },
    ],
    anything_else: null,
  })
  expect(fields).toEqual([
    { label: 'Items', value: 'Masala dosa, quantity 2; Chai, quantity 1' },
    { label: 'Anything else', value: '–' },
  ])
})

import { expect, test } from 'vitest'
import { editableFields } from '@/server/domain/extraction/editable-fields'
import { fromDraft, toDraft } from './extraction-draft'

function roundTrip(type: string, data: Record<string, unknown>) {
  const fields = editableFields(type, data)
  return fromDraft(toDraft(data, fields), fields, data)
}

test.each([
  ['text, days and choices', 'appointment', { patient_name: 'Asha', preferred_date: '2026-11-25', urgency: 'urgent' }],
  ['lists and numbers', 'symptoms', { symptoms: ['cough', 'fever'], severity: 4 }],
  ['rows', 'order', { items: [{ name: 'Dosa', quantity: '2' }] }],
  ['yes and no', 'message', { message: 'Hi', callback_requested: false }],
  ['what has no form', 'survey', { answers: { deep: [1] }, note: 'x' }],
])('nothing is lost between the form and the data: %s', (_name, type, data) => {
  expect(roundTrip(type, data)).toMatchObject(data)
})

test('a field left blank is told as gone', () => {
  const data = { patient_name: 'Asha', reason: 'Knee' }
  const fields = editableFields('appointment', data)
  expect(fromDraft({ ...toDraft(data, fields), reason: '  ' }, fields, data)).toMatchObject({ patient_name: 'Asha', reason: null })
})

test('what is no number is told as it was typed, for the server to refuse', () => {
  const fields = editableFields('symptoms', { symptoms: ['cough'] })
  expect(fromDraft({ severity: 'very' }, fields, {})).toMatchObject({ severity: 'very' })
})

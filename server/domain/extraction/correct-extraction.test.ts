import { describe, expect, test } from 'vitest'
import { correctExtraction } from './correct-extraction'
import { editableFields } from './editable-fields'

const taken = { patient_name: 'Asha Patel', preferred_date: '2026-11-25', urgency: 'routine' }
const current = { type: 'appointment', data: taken, machineData: null }

describe('a correction', () => {
  test('holds, and what the machine took down is kept', () => {
    const next = { ...taken, patient_name: 'Usha Patel', reason: 'Knee' }
    expect(correctExtraction(current, next)).toEqual({ ok: true, data: next, machineData: taken })
  })

  test('of a correction keeps what the machine took down, not the one before', () => {
    const once = { ...taken, patient_name: 'Usha Patel' }
    const twice = { ...taken, patient_name: 'Nisha Patel' }
    expect(correctExtraction({ ...current, data: once, machineData: taken }, twice)).toEqual({ ok: true, data: twice, machineData: taken })
  })

  test('back to what the machine took down is none, whatever the order of fields', () => {
    const once = { ...taken, patient_name: 'Usha Patel' }
    const back = { urgency: 'routine', preferred_date: '2026-11-25', patient_name: 'Asha Patel' }
    expect(correctExtraction({ ...current, data: once, machineData: taken }, back)).toEqual({ ok: true, data: taken, machineData: null })
  })

  test('to blank takes a field away', () => {
    expect(correctExtraction(current, { ...taken, urgency: ' ', preferred_date: null })).toMatchObject({
      data: { patient_name: 'Asha Patel' },
    })
  })

  test.each([
    ['a day that is none', { preferred_date: 'next Tuesday' }, { preferred_date: 'Choose a day' }],
    ['an answer there is not', { urgency: 'soonish' }, { urgency: 'One of: routine, urgent, emergency' }],
    ['no name', { patient_name: '' }, { patient_name: 'This is needed, and not too long' }],
  ])('to %s is refused at its field', (_name, change, fields) => {
    expect(correctExtraction(current, { ...taken, ...change })).toEqual({ ok: false, fields })
  })

  test('does not judge what was told in another form and left alone', () => {
    const told = { patient_name: 'Asha', preferred_date: 'Monday' }
    const next = { ...told, patient_name: 'Usha' }
    expect(correctExtraction({ type: 'appointment', data: told, machineData: null }, next)).toEqual({
      ok: true,
      data: next,
      machineData: told,
    })
  })

  test('put back is taken back, in whatever form it was told', () => {
    const told = { patient_name: 'Asha', preferred_date: 'Monday' }
    const corrected = { ...told, preferred_date: '2026-11-23' }
    expect(correctExtraction({ type: 'appointment', data: corrected, machineData: told }, told)).toEqual({
      ok: true,
      data: told,
      machineData: null,
    })
  })

  test('of data without a schema is kept as given', () => {
    const told = { colour: 'red', count: 2 }
    const next = { colour: 'blue', count: 3 }
    expect(correctExtraction({ type: 'survey', data: told, machineData: null }, next)).toEqual({ ok: true, data: next, machineData: told })
  })

  test('reaches the parts of a list', () => {
    const order = { items: [{ name: 'Dosa', quantity: 1 }] }
    const next = { items: [{ name: 'Masala dosa', quantity: '2', customizations: '' }] }
    expect(correctExtraction({ type: 'order', data: order, machineData: null }, next)).toMatchObject({
      ok: true,
      data: { items: [{ name: 'Masala dosa', quantity: 2 }] },
    })
    const nameless = { items: [{ name: ' ', quantity: 1 }] }
    expect(correctExtraction({ type: 'order', data: order, machineData: null }, nameless)).toMatchObject({
      ok: false,
      fields: { items: expect.any(String) },
    })
  })
})

describe('fields to edit', () => {
  test('are all of the schema’s, in its order, each in its kind', () => {
    expect(editableFields('appointment', taken).map(({ name, kind, isNeeded }) => [name, kind, isNeeded])).toEqual([
      ['patient_name', 'text', true],
      ['preferred_date', 'date', false],
      ['preferred_time', 'text', false],
      ['reason', 'text', false],
      ['urgency', 'choice', false],
    ])
    expect(editableFields('appointment', { client_name: 'Mia' }).map(({ name }) => name)).toContain('preferred_person')
    expect(editableFields('symptoms', { symptoms: ['cough'] })).toMatchObject([
      { kind: 'list' },
      { kind: 'text' },
      { kind: 'number', min: 1, max: 10 },
    ])
    expect(editableFields('message', { message: 'Hi' })).toContainEqual({ name: 'callback_requested', isNeeded: false, kind: 'flag' })
    expect(editableFields('order', { items: [] })[0]).toMatchObject({
      kind: 'rows',
      columns: [
        { name: 'name', kind: 'text' },
        { name: 'quantity', kind: 'number' },
        { name: 'customizations', kind: 'text' },
      ],
    })
  })

  test('of data without a schema follow its values', () => {
    expect(editableFields('survey', { a: 'x', b: 2, c: true, d: ['x'], e: { deep: 1 } }).map(({ kind }) => kind)).toEqual([
      'text',
      'number',
      'flag',
      'list',
      'fixed',
    ])
  })
})

import { describe, expect, test } from 'vitest'
import { EXTRACTION_SCHEMA_NAMES, extractionTools, parseExtraction } from './extraction-schemas'

describe('tools given to the language model', () => {
  test('carry the documented names, fields and limits', () => {
    const [appointment, symptoms, order] = extractionTools(['order', 'appointment', 'symptoms'])
    expect(appointment).toMatchObject({
      name: 'extract_appointment',
      parameters: {
        type: 'object',
        required: ['patient_name'],
        properties: {
          patient_name: { type: 'string' },
          preferred_date: { type: 'string', format: 'date' },
          preferred_time: { type: 'string' },
          reason: { type: 'string' },
          urgency: { type: 'string', enum: ['routine', 'urgent', 'emergency'] },
        },
      },
    })
    expect(symptoms).toMatchObject({
      name: 'extract_symptoms',
      parameters: {
        properties: { symptoms: { type: 'array', items: { type: 'string' } }, severity: { type: 'integer', minimum: 1, maximum: 10 } },
      },
    })
    expect(order).toMatchObject({
      name: 'extract_order',
      parameters: {
        required: ['items'],
        properties: {
          items: { type: 'array', items: { type: 'object', properties: { quantity: { type: 'integer' } } } },
          delivery_address: {},
          payment_method: {},
        },
      },
    })
  })

  test('come in the same order whatever order the agent names them in, so that prompts stay cacheable', () => {
    expect(extractionTools(['symptoms', 'appointment'])).toEqual(extractionTools(['appointment', 'symptoms']))
  })

  test('leave out a schema that does not exist', () => {
    expect(extractionTools(['horoscope'])).toEqual([])
  })

  test('every built-in schema becomes a tool with a description for each field', () => {
    for (const tool of extractionTools(EXTRACTION_SCHEMA_NAMES)) {
      const properties = tool.parameters.properties as Record<string, { description?: string }>
      expect(Object.values(properties).every((property) => property.description)).toBe(true)
    }
  })
})

describe('what a tool call took down', () => {
  test.each([
    [
      'a full appointment',
      'extract_appointment',
      '{"patient_name":" Rahul Sharma ","preferred_date":"2024-01-20","preferred_time":"10:00 AM","reason":"Regular checkup","urgency":"routine"}',
      {
        patient_name: 'Rahul Sharma',
        preferred_date: '2024-01-20',
        preferred_time: '10:00 AM',
        reason: 'Regular checkup',
        urgency: 'routine',
      },
    ],
    ['by schema name as well as by tool name', 'appointment', '{"patient_name":"Asha"}', { patient_name: 'Asha' }],
    [
      'blank and unknown fields as absent',
      'extract_appointment',
      '{"patient_name":"Asha","reason":"","preferred_date":"unknown","preferred_time":null}',
      { patient_name: 'Asha' },
    ],
    [
      'an enum in capitals',
      'extract_appointment',
      '{"patient_name":"Asha","urgency":"URGENT"}',
      { patient_name: 'Asha', urgency: 'urgent' },
    ],
    ['fields nobody asked for dropped', 'extract_symptoms', '{"symptoms":["fever"],"diagnosis":"flu"}', { symptoms: ['fever'] }],
    ['a number sent as text', 'extract_symptoms', '{"symptoms":["fever"],"severity":"7"}', { symptoms: ['fever'], severity: 7 }],
    [
      'an order without quantities',
      'extract_order',
      '{"items":[{"name":"Butter Chicken"}]}',
      { items: [{ name: 'Butter Chicken', quantity: 1 }] },
    ],
    [
      'JSON in a code fence',
      'extract_reservation',
      '```json\n{"guest_name":"Meera","party_size":4}\n```',
      { guest_name: 'Meera', party_size: 4 },
    ],
  ])('%s', (_case, name, argumentsText, data) => {
    expect(parseExtraction(name, argumentsText)).toMatchObject({ ok: true, data })
    const parsed = parseExtraction(name, argumentsText)
    expect(parsed.ok && Object.keys(parsed.data).sort()).toEqual(Object.keys(data).sort())
  })

  test.each([
    ['nothing said about who', 'extract_appointment', '{"reason":"cough"}', 'patient_name'],
    ['an empty order', 'extract_order', '{"items":[]}', 'items'],
    ['severity off the scale', 'extract_symptoms', '{"symptoms":["fever"],"severity":11}', 'severity'],
    ['a date that is not one', 'extract_appointment', '{"patient_name":"Asha","preferred_date":"next Monday"}', 'preferred_date'],
    ['cut-off JSON', 'extract_appointment', '{"patient_name":"As', 'not a JSON object'],
    ['a JSON list', 'extract_appointment', '[]', 'not a JSON object'],
    ['no arguments', 'extract_appointment', '', 'not a JSON object'],
    ['an unknown tool', 'extract_horoscope', '{}', 'no extraction called'],
  ])('%s is refused with a reason the model can act on', (_case, name, argumentsText, problem) => {
    const parsed = parseExtraction(name, argumentsText)
    expect(parsed).toMatchObject({ ok: false })
    expect(!parsed.ok && parsed.problem).toContain(problem)
  })
})

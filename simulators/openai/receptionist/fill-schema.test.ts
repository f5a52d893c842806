import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillSchema } from './fill-schema'

const NOW = new Date('2026-11-21T06:00:00Z')
const SUMMARY = {
  type: 'object',
  additionalProperties: false,
  properties: {
    summary: { type: 'string' },
    sentiment: { type: 'string', enum: ['POSITIVE', 'NEUTRAL', 'NEGATIVE'] },
    topics: { type: 'array', items: { type: 'string' } },
    follow_up_needed: { type: 'boolean' },
    caller_name: { type: ['string', 'null'] },
    score: { type: 'number' },
  },
  required: ['summary', 'sentiment', 'topics', 'follow_up_needed', 'caller_name', 'score'],
}
const BOOKING = `Agent: Thank you for calling City Clinic. How may I help you?
Caller: I would like to book an appointment. What are your hours?
Agent: We are open Monday to Saturday. May I have your name, please?
Caller: Asha Rao
Agent: Which day and time would suit you?
Caller: Monday at 3 pm
Agent: I have noted your appointment: Asha Rao, Monday, November 23rd, at 3:00 PM.
Caller: Perfect, thank you so much!`

const fill = (transcript: string, schema: Record<string, unknown> = SUMMARY) =>
  fillSchema(
    [
      { role: 'system', content: 'Summarise the call. Today is 2026-11-21.' },
      { role: 'user', content: transcript },
    ],
    schema,
    NOW,
  )

test('a booking is summed up from what was said', () => {
  expect(fill(`Transcript:\n${BOOKING}`)).toEqual({
    summary:
      'Asha Rao called about an appointment. They asked about opening hours. Details given: day: Monday, November 23rd; time: 3:00 PM. The agent noted the request and read it back.',
    sentiment: 'POSITIVE',
    topics: ['appointment', 'opening hours'],
    follow_up_needed: false,
    caller_name: 'Asha Rao',
    score: 0.8,
  })
})

test('the same transcript as JSON turns reads the same', () => {
  const turns = BOOKING.split('\n').map((line) => ({
    role: line.startsWith('Agent') ? 'agent' : 'caller',
    text: line.replace(/^\w+: /, ''),
  }))
  expect(fill(JSON.stringify(turns))).toEqual(fill(BOOKING))
})

test('anger is negative and asks for a call back', () => {
  expect(fill('Caller: This is terrible service, I want to complain.\nAgent: I am sorry to hear that.')).toMatchObject({
    sentiment: 'NEGATIVE',
    follow_up_needed: true,
    summary: expect.stringContaining('complaint'),
  })
})

test('an emergency and an empty call are named as such', () => {
  expect(fill('Caller: I have severe chest pain.')).toMatchObject({ summary: expect.stringContaining('emergency care') })
  expect(fill('Agent: Hello?')).toMatchObject({ summary: 'The caller said nothing.', sentiment: 'NEUTRAL', caller_name: null })
})

test('an account of a call has an intent of the schema’s own and action items in its form', () => {
  const schema = {
    type: 'object',
    properties: {
      intent: { type: 'string', enum: ['booking', 'complaint', 'other'] },
      action_items: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            what: { type: 'string' },
            who: { type: 'string', enum: ['business', 'caller'] },
            when: { type: ['string', 'null'] },
          },
        },
      },
    },
    required: ['intent', 'action_items'],
  }
  expect(fill('Caller: This is terrible service, I want to complain.', schema)).toEqual({
    intent: 'complaint',
    action_items: [{ what: 'Call the caller back', who: 'business', when: null }],
  })
  expect(fill(BOOKING, schema)).toEqual({ intent: 'booking', action_items: [] })
})

test('a schema of extraction is filled in its own types, nested too', () => {
  const schema = {
    type: 'object',
    properties: {
      appointment: {
        type: 'object',
        properties: { patient_name: { type: 'string' }, preferred_date: { type: 'string' }, reason: { type: ['string', 'null'] } },
        required: ['patient_name', 'preferred_date', 'reason'],
      },
    },
    required: ['appointment'],
  }
  expect(fill(BOOKING, schema)).toEqual({ appointment: { patient_name: 'Asha Rao', preferred_date: '2026-11-23', reason: null } })
})

test('every required property is there, whatever the transcript', () => {
  fc.assert(
    fc.property(fc.string(), (transcript) => {
      const filled = fill(transcript)
      expect(Object.keys(filled).sort()).toEqual([...SUMMARY.required].sort())
      expect(SUMMARY.properties.sentiment.enum).toContain(filled.sentiment)
    }),
  )
})

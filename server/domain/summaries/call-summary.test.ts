import { expect, test } from 'vitest'
import { CALL_SUMMARY_SCHEMA, callSummary, isWorthSummarising, readSummary, summaryMessages } from './call-summary'

const line = (role: 'caller' | 'agent', text: string, heardText: string | null = null, interrupted = false) => ({
  role,
  text,
  heardText,
  interrupted,
})

test.each([
  ['nothing was said', [], false],
  ['only the agent spoke', [line('agent', 'Hello?')], false],
  ['the caller coughed', [line('caller', ' … '), line('agent', 'Hello?')], false],
  ['the caller spoke Hindi', [line('caller', 'नमस्ते')], true],
  ['the caller said a digit', [line('caller', '4')], true],
])('worth summarising, when %s: %s', (_, turns, expected) => {
  expect(isWorthSummarising(turns)).toBe(expected)
})

test('the model reads what was heard, not what was cut off', () => {
  const [, transcript] = summaryMessages({
    businessName: 'City Clinic',
    turns: [
      line('agent', 'Thank you for calling City Clinic.', 'Thank you', true),
      line('caller', ' A doctor,\nplease '),
      line('agent', 'Never heard', '', true),
    ],
  })
  expect(transcript?.content).toBe('Agent: Thank you\nCaller: A doctor, please')
})

test('a very long call keeps its beginning and its end', () => {
  const turns = Array.from({ length: 3_000 }, (_, index) => line('caller', `sentence number ${index}`))
  const content = summaryMessages({ businessName: 'x', turns })[1]?.content ?? ''
  expect(content.length).toBeLessThan(24_100)
  expect(content).toMatch(/^Caller: sentence number 0\n[\s\S]*\n\[…\]\n[\s\S]*sentence number 2999$/)
})

test.each([
  [
    { summary: ' Asha asked for Tuesday. ', sentiment: 'positive' },
    { summary: 'Asha asked for Tuesday.', sentiment: 'POSITIVE' },
  ],
  [
    { summary: `${'A. '.repeat(500)}`, sentiment: 'NEUTRAL' },
    { summary: 'A. '.repeat(333).trim(), sentiment: 'NEUTRAL' },
  ],
  [{ summary: '', sentiment: 'NEUTRAL' }, null],
  [{ summary: 'x', sentiment: 'furious' }, null],
  [{ summary: 'x' }, null],
  ['x', null],
])('an answer is a summary or nothing: %j', (value, expected) => {
  expect(readSummary(value)).toEqual(expected)
})

test('the schema the model is given asks for what is read', () => {
  expect(Object.keys(CALL_SUMMARY_SCHEMA.properties)).toEqual(Object.keys(callSummary.shape))
})

import { expect, test } from 'vitest'
import { evidenceText, spokenPart } from './evidence-text'

test.each([
  ['for 30 people', true, '“for 30 people”', 'for 30 people'],
  ['"for 30 people"', true, '“for 30 people”', 'for 30 people'],
  ['“for 30 people”', true, '“for 30 people”', 'for 30 people'],
  ['"30 people" is not 12', true, '“30 people” is not 12', '30 people'],
  ['2026-03-04', false, '2026-03-04', '2026-03-04'],
  ['+919876543210', false, '+919876543210', '+919876543210'],
  ['""', false, '""', '""'],
])('%s (spoken: %s) reads %s', (evidence, isSpoken, text, spoken) => {
  expect(evidenceText(evidence, isSpoken)).toBe(text)
  expect(spokenPart(evidence)).toBe(spoken)
})

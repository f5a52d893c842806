import { expect, test } from 'vitest'
import { evidenceText, spokenPart } from './evidence-text'

test.each([
  ['for 30 people', true, '“for 30 people”', 'for 30 people'],
  ['"for 30 people"', true, '“for 30 people”', 'for 30 people'],
  ['“for 30 people”', true, '“for 30 people”', 'for 30 people'],
  ['"30 people" is not 12', true, '“30 people” is not 12', '30 people'],
  ['2026-03-04', false, '2026-03-04', '2026-03-04'],
  ['+919876543210', false, '+91 98765 43210', '+919876543210'],
  [
    'calls from +919000010002, not +919876543210',
    false,
    'calls from +91 90000 10002, not +91 98765 43210',
    'calls from +919000010002, not +919876543210',
  ],
  ['""', false, '""', '""'],
])('%s (spoken: %s) reads %s', (evidence, isSpoken, text, spoken) => {
  expect(evidenceText(evidence, isSpoken)).toBe(text)
  expect(spokenPart(evidence)).toBe(spoken)
})

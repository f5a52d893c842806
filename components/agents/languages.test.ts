import { expect, test } from 'vitest'
import { speaksLanguage } from './languages'

test.each([
  [['en'], 'en-IN', true],
  [['en-US'], 'en-IN', true],
  [['en'], 'hi-IN', false],
  [['en', 'hi'], 'multi', true],
  [['en'], 'multi', false],
  [[], 'ta-IN', true],
])('a voice for %j and calls in %s: %s', (voice, language, expected) => {
  expect(speaksLanguage(voice, language)).toBe(expected)
})

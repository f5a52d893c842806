import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanJson, cleanText } from './clean-text'

test.each([
  ['plain', 'plain'],
  ['a\u0000b', 'ab'],
  ['half \ud83d', 'half \ufffd'],
  ['whole 😀', 'whole 😀'],
])('%j becomes %j', (given, expected) => {
  expect(cleanText(given)).toBe(expected)
})

test('keys and values are cleaned at every level, and depth is bounded', () => {
  expect(cleanJson({ 'a\u0000': ['\u0000x', 1, null, true] })).toEqual({ a: ['x', 1, null, true] })
  const deep = JSON.parse(`${'['.repeat(50)}${']'.repeat(50)}`)
  expect(JSON.stringify(cleanJson(deep, 3))).toBe('[[[null]]]')
})

test('what comes out always serialises without NUL or half surrogates', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => void expect(JSON.stringify(cleanText(text))).not.toMatch(/\\u0000|\\ud[89a-f]/)),
  )
})

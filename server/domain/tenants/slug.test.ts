import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSlug, slugCandidates } from './slug'

test.each([
  ['City Clinic', 'city-clinic'],
  ["Dr. Sharma's Clinic", 'dr-sharmas-clinic'],
  ['Café Zoë & Sons', 'cafe-zoe-and-sons'],
  ['  --Acme--  ', 'acme'],
  ['क्लिनिक', 'business'],
  ['API', 'api-business'],
  ['Sign up', 'sign-up-business'],
  ['Webhooks', 'webhooks-business'],
])('%s becomes %s', (name, slug) => {
  expect(slugCandidates(name, 'k3x9')[0]).toBe(slug)
})

test('a taken name gets the next number, and at last the suffix', () => {
  const candidates = slugCandidates('City Clinic', 'k3x9')
  expect(candidates.slice(0, 3)).toEqual(['city-clinic', 'city-clinic-2', 'city-clinic-3'])
  expect(candidates.at(-1)).toBe('city-clinic-k3x9')
})

test('whatever the name, every candidate is a usable path segment', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
      const candidates = slugCandidates(name, 'k3x9')
      expect(candidates.length).toBeGreaterThan(1)
      expect(candidates.every(isSlug)).toBe(true)
    }),
  )
})

test.each(['api', 'sign-in', '', '-a', 'a-', 'A', 'a/b', 'a'.repeat(49)])('%j is no slug', (value) => {
  expect(isSlug(value)).toBe(false)
})

import { expect, test } from 'vitest'
import { toCsv } from './csv'

test('quotes what must be quoted', () => {
  expect(toCsv(['name', 'note'], [['Rao, Asha', 'said "yes"\ntwice']])).toBe('name,note\r\n"Rao, Asha","said ""yes""\ntwice"')
})

test.each(['=1+1', '@SUM(A1)', '-2+3', '+cmd|x'])('%s is not a formula when opened', (text) => {
  expect(toCsv(['a'], [[text]])).toBe(`a\r\n'${text}`)
})

test('phone numbers, amounts and blanks stay as they are', () => {
  expect(toCsv(['a', 'b', 'c'], [['+919876543210', -184, null]])).toBe('a,b,c\r\n+919876543210,-184,')
})

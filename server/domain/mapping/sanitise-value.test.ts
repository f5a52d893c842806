import { expect, test } from 'vitest'
import { sanitiseValue } from './sanitise-value'

const textOf = (raw: string) => sanitiseValue(raw, 100).text
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => String.fromCharCode(first + index))

test('letters of Latin and Devanagari stay as they are, composed', () => {
  for (const letter of [...range(0xc0, 0x24f), ...range(0x900, 0x97f)]) {
    expect(textOf(`a${letter}b`), letter.charCodeAt(0).toString(16)).toBe(`a${letter}b`.normalize('NFC'))
  }
  expect(textOf('Jose\u0301')).toBe('José')
})

test.each([
  ['a zero width space', 'José\u200bx', 'Joséx'],
  ['a turned direction', 'José\u202ex', 'Joséx'],
  ['a line end', 'José\nx', 'José x'],
  ['a wide space', 'José\u3000x', 'José x'],
  ['a placeholder', 'José {{secret}} x', 'José x'],
  ['a variation selector', 'José\ufe0fx', 'Joséx'],
  ['a Hangul filler', 'José\u3164x', 'Joséx'],
])('%s beside them goes', (_name, raw, clean) => {
  expect(textOf(raw)).toBe(clean)
})

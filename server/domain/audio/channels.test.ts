import { expect, test } from 'vitest'
import { deinterleave, interleave } from './channels'

test('two signals become pairs, the shorter one completed with silence', () => {
  expect(interleave(Int16Array.of(1, 2, 3), Int16Array.of(9))).toEqual(Int16Array.of(1, 9, 2, 0, 3, 0))
  expect(interleave(new Int16Array(0), Int16Array.of(9))).toEqual(Int16Array.of(0, 9))
})

test('and come apart again', () => {
  const [left, right] = deinterleave(Int16Array.of(1, 9, 2, 8, 3), 2)
  expect(left).toEqual(Int16Array.of(1, 2))
  expect(right).toEqual(Int16Array.of(9, 8))
})

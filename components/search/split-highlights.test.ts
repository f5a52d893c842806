import { expect, test } from 'vitest'
import { splitHighlights } from './split-highlights'

const split = (text: string, highlights: [number, number][]) =>
  splitHighlights({ text, highlights: highlights.map(([start, end]) => ({ start, end })) }).map(({ text: part, isMarked }) =>
    isMarked ? `[${part}]` : part,
  )

test.each<[string, [number, number][], string[]]>([
  ['my order is late', [[3, 8]], ['my ', '[order]', ' is late']],
  ['order', [[0, 5]], ['[order]']],
  ['late order', [], ['late order']],
  [
    'late order',
    [
      [5, 10],
      [0, 4],
    ],
    ['[late]', ' ', '[order]'],
  ],
  [
    'late order',
    [
      [0, 6],
      [4, 99],
    ],
    ['[late o]', '[rder]'],
  ],
])('%j marked at %j', (text, highlights, parts) => {
  expect(split(text, highlights)).toEqual(parts)
})

import { expect, test } from 'vitest'
import { splitSentences } from './sentences'

async function split(...deltas: string[]): Promise<string[]> {
  const out: string[] = []
  for await (const sentence of splitSentences(deltasOf(deltas))) out.push(sentence)
  return out
}

async function* deltasOf(deltas: string[]) {
  yield* deltas
}

test.each([
  ['a sentence ends at its mark', ['Hello there. How can', ' I help?'], ['Hello there.', 'How can I help?']],
  ['a mark at the end waits for what follows', ['It costs 2', '.', '50 rupees.'], ['It costs 2.50 rupees.']],
  ['titles and initials do not end a sentence', ['Dr. Rao is in. So is A. Kumar.'], ['Dr. Rao is in.', 'So is A. Kumar.']],
  ['Hindi sentences end at a danda', ['नमस्ते। कैसे हैं आप?'], ['नमस्ते।', 'कैसे हैं आप?']],
  ['written emphasis is not spoken', ['**Monday** is free.\n- At nine'], ['Monday is free.', '- At nine']],
  ['nothing but space is nothing', ['  ', '\n'], []],
])('%s', async (_name, deltas, expected) => {
  expect(await split(...deltas)).toEqual(expected)
})

test('a long opening clause is spoken before its sentence ends', async () => {
  const [first] = await split('Of course, I can certainly help you to arrange that appointment today, and then we will see.')
  expect(first).toBe('Of course, I can certainly help you to arrange that appointment today,')
})

test('text without any mark is cut at a word', async () => {
  const pieces = await split('word '.repeat(120))
  expect(pieces.every((piece) => piece.length <= 280 && !piece.endsWith('wor'))).toBe(true)
  expect(pieces.join(' ').split(' ')).toHaveLength(120)
})

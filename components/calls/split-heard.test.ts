import { expect, test } from 'vitest'
import { splitHeard } from './split-heard'

const TEXT = 'Certainly. For which day would you like to come?'

test.each([
  ['a turn that was not cut is heard whole', null, { heard: TEXT, unheard: '' }],
  ['the rest of a cut turn is unheard', 'Certainly. For which', { heard: 'Certainly. For which', unheard: 'day would you like to come?' }],
  [
    'punctuation and case do not matter',
    'certainly, for which day',
    { heard: 'Certainly. For which day', unheard: 'would you like to come?' },
  ],
  ['nothing was heard', '', { heard: '', unheard: TEXT }],
  ['everything was heard', TEXT, { heard: TEXT, unheard: '' }],
  ['a text that is no prefix stands by itself', 'Something else', { heard: 'Something else', unheard: '' }],
])('%s', (_name, heardText, parts) => {
  expect(splitHeard(TEXT, heardText)).toEqual(parts)
})

test('a lone dash goes with the word before it', () => {
  expect(splitHeard('Yes – of course', 'Yes')).toEqual({ heard: 'Yes', unheard: '– of course' })
  expect(splitHeard('Yes – of course', 'Yes of')).toEqual({ heard: 'Yes – of', unheard: 'course' })
})

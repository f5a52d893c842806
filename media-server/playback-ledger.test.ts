import { expect, test } from 'vitest'
import { PlaybackLedger } from './playback-ledger'

/** Sends a whole sentence of `durationMs` in one frame. */
function send(ledger: PlaybackLedger, text: string, durationMs: number, nowMs: number, replyId = 1) {
  const sentence = ledger.begin(replyId, text)
  sentence.producedMs = durationMs
  sentence.isComplete = true
  ledger.include(sentence, durationMs)
  ledger.sent(durationMs, nowMs)
  return sentence
}

test('words count as heard once they have been played, by the clock', () => {
  const ledger = new PlaybackLedger()
  send(ledger, 'one two three four', 1800, 0)
  expect(ledger.heardText(1, 0)).toBe('')
  expect(ledger.heardText(1, 500)).toBe('one')
  expect(ledger.heardText(1, 1000)).toBe('one two')
  expect(ledger.heardText(1, 1800)).toBe('one two three four')
})

test('a mark proves what was played, whatever the clock thinks', () => {
  const ledger = new PlaybackLedger()
  send(ledger, 'Hello there.', 1000, 0)
  const mark = ledger.mark()
  send(ledger, 'How are you?', 1000, 0)
  expect(ledger.marked(mark, 400)).toBe(true)
  expect(ledger.heardText(1, 400)).toBe('Hello there.')
})

test('a far end that plays late is believed to go on playing late', () => {
  const ledger = new PlaybackLedger()
  send(ledger, 'Hello there.', 1000, 0)
  const mark = ledger.mark()
  send(ledger, 'one two three four', 1800, 0)
  ledger.marked(mark, 1500)
  expect(ledger.heardText(1, 2000)).toBe('Hello there. one')
})

test('after a clear, earlier marks are worth nothing and unheard sentences are gone', () => {
  const ledger = new PlaybackLedger()
  send(ledger, 'Hello there.', 1000, 0)
  const mark = ledger.mark()
  ledger.clear(100)
  expect(ledger.aheadMs(100)).toBe(0)
  send(ledger, 'one two', 1000, 100, 2)
  expect(ledger.marked(mark, 150)).toBe(false)
  expect(ledger.heardText(2, 150)).toBe('')
  expect(ledger.fullText(1)).toBe('')
})

test('playing is over when the last mark is back, or without marks when the clock says so', () => {
  const ledger = new PlaybackLedger()
  send(ledger, 'one', 1000, 0)
  expect(ledger.isDrained(999)).toBe(false)
  expect(ledger.isDrained(1000)).toBe(true)
  const first = ledger.mark()
  ledger.marked(first, 1000)
  send(ledger, 'two', 1000, 1000)
  const second = ledger.mark()
  expect(ledger.isDrained(2000)).toBe(false)
  ledger.marked(second, 2100)
  expect(ledger.isDrained(2100)).toBe(true)
})

test('a mark that never comes back does not keep the agent talking for ever', () => {
  const ledger = new PlaybackLedger()
  send(ledger, 'one', 1000, 0)
  ledger.marked(ledger.mark(), 1000)
  send(ledger, 'two', 1000, 1000)
  ledger.mark()
  expect(ledger.isDrained(2000)).toBe(false)
  expect(ledger.isDrained(5000)).toBe(true)
})

test('of a sentence still being made, no more counts as heard than could have been spoken', () => {
  const ledger = new PlaybackLedger()
  const sentence = ledger.begin(1, 'This is a rather long sentence that is still being made')
  sentence.producedMs = 400
  ledger.include(sentence, 400)
  ledger.sent(400, 0)
  expect(ledger.heardText(1, 400)).toBe('This is')
})

import { expect, test } from 'vitest'
import { TurnPlay } from './testing/play-turns'

test('what was said over a notice is answered even when the notice could not be spoken to its end', () => {
  const play = new TurnPlay()
    .at(0, { type: 'call_started', hasNotice: true })
    .at(10, { type: 'reply_heard', replyId: 1 })
    .speech(500, 2000, 'I want to book a table.')
    .at(6000, { type: 'reply_failed', replyId: 1 })
  expect(play.answers).toEqual(['I want to book a table.'])
})

test('words over a greeting that fails before the turn is over are answered when it is', () => {
  const play = new TurnPlay()
    .at(0, { type: 'call_started', hasNotice: true })
    .speech(0, 60, 'nine eight')
    .at(560, { type: 'reply_failed', replyId: 1 })
    .until(6000)
  expect(play.answers).toEqual(['nine eight'])
})

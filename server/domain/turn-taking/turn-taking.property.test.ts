import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isQuiet } from './draft'
import { type Happening, TurnPlay } from './testing/play-turns'
import { hasMeaning } from './words'

const TEXTS = ['', 'Mm.', 'Ok.', 'Stop.', 'No.', 'My number is', 'I want to book a table.', 'nine eight', 'John.', 'Yes please.']

type Step = { afterMs: number } & (
  | { type: 'speech'; durationMs: number; text: string; answersAfterMs: number }
  | { type: 'partial'; text: string }
  | { type: 'dtmf'; digit: string }
  | { type: 'typed' }
  | { type: 'heard' | 'finished' | 'failed' | 'notice' | 'cleared' | 'turn_ended' }
)

const afterMs = fc.integer({ min: 0, max: 4000 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    type: fc.constant('speech' as const),
    afterMs,
    durationMs: fc.integer({ min: 60, max: 5000 }),
    text: fc.constantFrom(...TEXTS),
    answersAfterMs: fc.integer({ min: 0, max: 3000 }),
  }),
  fc.record({ type: fc.constant('partial' as const), afterMs, text: fc.constantFrom(...TEXTS) }),
  fc.record({ type: fc.constant('dtmf' as const), afterMs, digit: fc.constantFrom('1', '2', '#', '*') }),
  fc.record({ type: fc.constant('typed' as const), afterMs }),
  fc.record({
    type: fc.constantFrom(
      'heard' as const,
      'finished' as const,
      'failed' as const,
      'notice' as const,
      'cleared' as const,
      'turn_ended' as const,
    ),
    afterMs,
  }),
)

/** Plays random steps; what concerns a reply concerns the current one. `look` sees the state after every step. */
function playRandom(steps: Step[], hasNotice: boolean, look: (play: TurnPlay) => void = () => {}): TurnPlay {
  const play = new TurnPlay({ maxDurationMs: 600_000 }).at(0, { type: 'call_started', hasNotice })
  let nowMs = 0
  for (const next of steps) {
    nowMs += next.afterMs
    if (next.type === 'speech') {
      play.at(nowMs, { type: 'speech_started', atMs: nowMs, frameMs: 20 })
      look(play)
      nowMs += next.durationMs + 230
      play.at(nowMs, { type: 'speech_stopped', atMs: nowMs - 230, durationMs: next.durationMs, isFinalComing: true })
      look(play)
      nowMs += next.answersAfterMs
      play.at(nowMs, { type: 'final', text: next.text, language: null, confidence: null, isGuess: true })
    } else play.at(nowMs, toHappening(play, next))
    look(play)
  }
  return play
}

function toHappening(play: TurnPlay, next: Exclude<Step, { type: 'speech' }>): Happening {
  const replyId = play.state.reply?.id ?? 0
  switch (next.type) {
    case 'partial':
      return { type: 'partial', text: next.text, heardMs: 300, isGuess: next.text.length % 2 === 0 }
    case 'dtmf':
      return { type: 'dtmf', digit: next.digit }
    case 'typed':
      return { type: 'typed', text: 'Typed words' }
    case 'heard':
      return { type: 'reply_heard', replyId }
    case 'finished':
      return play.state.reply?.isHeard ? { type: 'reply_finished', replyId } : { type: 'reply_heard', replyId }
    case 'failed':
      return { type: 'reply_failed', replyId }
    case 'notice':
      return { type: 'notice_heard', replyId }
    case 'cleared':
      return { type: 'far_end_cleared' }
    case 'turn_ended':
      return { type: 'turn_ended' }
  }
}

const calls = fc.tuple(fc.array(step, { maxLength: 40 }), fc.boolean())

test('replies are begun one at a time, and commands are about the reply that exists', () => {
  fc.assert(
    fc.property(calls, ([steps, hasNotice]) => {
      let current: number | null = null
      for (const command of playRandom(steps, hasNotice).commands) {
        if (command.type === 'answer' || command.type === 'say') current = command.replyId
        else if ('replyId' in command) expect(command.replyId).toBe(current)
      }
    }),
  )
})

test('nothing is decided after the call was closed', () => {
  fc.assert(
    fc.property(calls, ([steps, hasNotice]) => {
      const { types } = playRandom(steps, hasNotice)
      const closed = types.indexOf('close')
      if (closed >= 0) expect(types.slice(closed + 1)).toEqual([])
    }),
  )
})

test('whenever nobody speaks and nothing is under way, the silence is being measured', () => {
  fc.assert(
    fc.property(calls, ([steps, hasNotice]) => {
      playRandom(steps, hasNotice, ({ state }) => expect(state.timers.silence !== undefined).toBe(isQuiet(state)))
    }),
  )
})

test('the agent is never left owing: something is always due that ends every wait', () => {
  fc.assert(
    fc.property(calls, ([steps, hasNotice]) => {
      const play = playRandom(steps, hasNotice)
      if (play.state.phase === 'ended') return
      const waitsForWorld = play.state.reply !== null
      const due = Object.keys(play.state.timers).filter((timer) => timer !== 'max_duration' && timer !== 'hard_stop')
      expect(waitsForWorld || due.length > 0).toBe(true)
    }),
  )
})

test('words with meaning are answered, kept back for the notice, or said over a talking agent; never lost in silence', () => {
  const spoken = fc.array(
    fc.record({
      type: fc.constant('speech' as const),
      afterMs: fc.integer({ min: 3000, max: 6000 }),
      durationMs: fc.integer({ min: 300, max: 3000 }),
      text: fc.constantFrom(...TEXTS.filter(hasMeaning)),
      answersAfterMs: fc.integer({ min: 0, max: 500 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  fc.assert(
    fc.property(spoken, (steps) => {
      const play = new TurnPlay({ silencePromptAfterMs: 60_000 }).greeted(500)
      let nowMs = 1000
      for (const { afterMs: pauseMs, durationMs, text } of steps) {
        nowMs += pauseMs
        play.speech(nowMs, nowMs + durationMs, text)
        nowMs += durationMs + 2000
        play.until(nowMs)
        expect(play.answers.at(-1)).toBe(text)
        const replyId = play.state.reply?.id ?? 0
        play.at(nowMs + 100, { type: 'reply_heard', replyId }).at(nowMs + 900, { type: 'reply_finished', replyId })
        nowMs += 1000
      }
    }),
  )
})

test('a talking agent is never stopped by sound shorter than noise, nor while it cannot be interrupted', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          afterMs: fc.integer({ min: 300, max: 2000 }),
          durationMs: fc.integer({ min: 20, max: 249 }),
          text: fc.constantFrom(...TEXTS),
        }),
        { maxLength: 15 },
      ),
      fc.boolean(),
      (sounds, hasNotice) => {
        const play = new TurnPlay().at(0, { type: 'call_started', hasNotice }).at(10, { type: 'reply_heard', replyId: 1 })
        let nowMs = 100
        for (const { afterMs: pauseMs, durationMs, text } of sounds) {
          nowMs += pauseMs
          play.speech(nowMs, nowMs + durationMs, text)
          nowMs += durationMs + 400
        }
        expect(play.of('interrupt')).toEqual([])
      },
    ),
  )
})

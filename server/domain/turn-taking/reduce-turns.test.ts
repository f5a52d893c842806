import { describe, expect, test } from 'vitest'
import { reduceTurns } from './reduce-turns'
import { TurnPlay } from './testing/play-turns'

const final = (text: string) => ({ type: 'final' as const, text, language: null, confidence: null, isGuess: true })

const partial = (text: string, heardMs: number) => ({ type: 'partial' as const, text, heardMs, isGuess: true })

describe('who stops the agent', () => {
  test.each([
    ['noise under 250 ms', 200, '', true],
    ['noise under 250 ms that was heard as a word', 200, 'Stop.', true],
    ['mm', 500, 'Mm.', true],
    ['hmm', 590, 'Hmm.', true],
    ['mm-hmm', 500, 'Mm-hmm.', true],
    ['uh-huh', 450, 'Uh-huh.', true],
    ['ok', 480, 'O.K.', true],
    ['okay', 505, 'Okay.', true],
    ['haan', 430, 'Haan.', true],
    ['haan, guessed into a word', 430, 'John.', true],
    ['achha', 410, 'Achha.', true],
    ['accha', 410, 'Accha.', true],
    ['ji', 475, 'Ji!', true],
    ['ji, heard as a name', 475, 'Gee.', false],
    ['noise of half a second', 500, '', true],
    ['uh-huh, guessed into words', 400, 'No, no.', true],
    ['achha, guessed into words', 540, 'But ah', true],
  ])('%s does not', (_name, durationMs, text, isGuess) => {
    const play = new TurnPlay()
      .greeting()
      .speech(1000, 1000 + durationMs, text, { isGuess })
      .until(4000)
    expect(play.of('interrupt')).toEqual([])
    expect(play.answers).toEqual([])
  })

  test.each([
    ['stop', 340, 'Stop.', true],
    ['no', 300, 'No.', true],
    ['wait', 400, 'Wait!', true],
    ['a day, from a recogniser that says how sure it is', 400, 'Monday', false],
    ['a sentence of half a second', 560, 'Hold on.', true],
  ])('"%s" does, by its final words', (_name, durationMs, text, isGuess) => {
    const play = new TurnPlay().greeting().speech(1000, 1000 + durationMs, text, { isGuess })
    expect(play.of('interrupt')).toMatchObject([{ replyId: 1, cause: 'words', onsetMs: 1000, isFarEndCleared: false }])
  })

  test('a short word does as soon as it has died away, before the detector is sure', () => {
    const play = new TurnPlay()
      .greeting()
      .at(1100, { type: 'speech_started', atMs: 1000, frameMs: 20 })
      .at(1380, { type: 'sound_faded', atMs: 1340 })
      .at(1450, partial('Stop.', 350))
    expect(play.of('interrupt')).toMatchObject([{ atMs: 1450, cause: 'words' }])
  })

  test('telling words do while they are said; little words only when more of the sound has been heard', () => {
    const stopsAt = (text: string, heardMs: number) => {
      const play = new TurnPlay().greeting().at(1100, { type: 'speech_started', atMs: 1000, frameMs: 20 }).at(1400, partial(text, heardMs))
      return play.until(1650).of('interrupt')[0]?.atMs
    }
    expect(stopsAt('Please tell', 290)).toBe(1400)
    expect(stopsAt('Please tell', 200)).toBeUndefined()
    expect(stopsAt('And in', 290)).toBeUndefined()
    expect(stopsAt('And in', 430)).toBeUndefined()
    expect(stopsAt('And in', 510)).toBe(1400)
    expect(stopsAt('G.', 510)).toBeUndefined()
    expect(stopsAt('ach', 440)).toBeUndefined()
    expect(stopsAt('Oh', 440)).toBeUndefined()
  })

  test('a word that two looks agree on does before one that was guessed once', () => {
    const stopsAt = (first: string, second: string) =>
      new TurnPlay()
        .greeting()
        .at(1100, { type: 'speech_started', atMs: 1000, frameMs: 20 })
        .at(1400, partial(first, 360))
        .at(1480, partial(second, 430))
        .until(1650)
        .of('interrupt')[0]?.atMs
    expect(stopsAt('Logan.', 'Logan, in')).toBe(1480)
    expect(stopsAt('Patient.', 'Page')).toBeUndefined()
  })

  test('the detector is not believed that a filler which had died away in time was long, unless its words tell', () => {
    const play = (text: string) =>
      new TurnPlay()
        .greeting()
        .at(1100, { type: 'speech_started', atMs: 1000, frameMs: 20 })
        .at(1600, { type: 'sound_faded', atMs: 1560 })
        .at(1900, { type: 'speech_stopped', atMs: 1690, durationMs: 690, isFinalComing: true })
        .at(1960, final(text))
        .until(2500)
    expect(play('And leech.').of('interrupt')).toEqual([])
    expect(play('Goodbye.').of('interrupt')).toHaveLength(1)
  })

  test.each(['Stop.', 'Wait,', 'Sorry.', 'Excuse me.', 'Ruko.', 'Suno.', 'Sano,', 'Sun O.', 'Sunil.', 'Renko,'])(
    '"%s" does when it has died away early',
    (text) => {
      const play = new TurnPlay()
        .greeting()
        .at(1100, { type: 'speech_started', atMs: 1000, frameMs: 20 })
        .at(1260, { type: 'sound_faded', atMs: 1220 })
        .at(1330, partial(text, 250))
      expect(play.of('interrupt')).toMatchObject([{ atMs: 1330, cause: 'words' }])
    },
  )

  test.each(['N. O.', 'N. O. N. O.', 'H. I.', 'He la.', 'San or', 'Hum an', 'Sun, mm, o'])(
    '"%s", letters and syllables a hum is guessed into, does not',
    (text) => {
      const play = new TurnPlay()
        .greeting()
        .at(1100, { type: 'speech_started', atMs: 1000, frameMs: 20 })
        .at(1260, { type: 'sound_faded', atMs: 1220 })
        .at(1330, partial(text, 250))
        .at(1600, { type: 'speech_stopped', atMs: 1400, durationMs: 400, isFinalComing: true })
        .at(1700, final(text))
        .until(2500)
      expect(play.of('interrupt')).toEqual([])
    },
  )

  test('any sound that lasts does, within 800 ms of its beginning', () => {
    const play = new TurnPlay().greeting().at(1135, { type: 'speech_started', atMs: 1000, frameMs: 20 }).until(3000)
    expect(play.of('interrupt')).toMatchObject([{ cause: 'sustained_speech' }])
    expect(play.of('interrupt')[0]?.atMs).toBeLessThanOrEqual(1800)
  })

  test('a sound whose end is late on its way is not taken for one that lasts', () => {
    const state = new TurnPlay().greeting().at(1100, { type: 'speech_started', atMs: 1000, frameMs: 20 }).state
    const due = (heardUntilMs: number) => reduceTurns(state, { type: 'timer', timer: 'sustained', nowMs: 1800, heardUntilMs })
    expect(due(1300).commands).toEqual([])
    expect(due(1300).state.timers.sustained).toBe(2160)
    expect(due(1700).commands).toMatchObject([{ type: 'interrupt', cause: 'sustained_speech' }])
  })

  test('a sound that pauses and goes on counts as one that lasts', () => {
    const play = new TurnPlay()
      .greeting()
      .at(1100, { type: 'speech_started', atMs: 1000, frameMs: 20 })
      .at(1540, { type: 'sound_faded', atMs: 1500 })
      .at(1700, { type: 'sound_back' })
    expect(play.of('interrupt')).toMatchObject([{ atMs: 1700, cause: 'sustained_speech' }])
  })

  test('nobody does while the notice is read; what was said over it is answered after it', () => {
    const play = new TurnPlay()
      .at(0, { type: 'call_started', hasNotice: true })
      .at(10, { type: 'reply_heard', replyId: 1 })
      .speech(500, 1500, 'Hello is anybody there')
    expect(play.until(3000).of('interrupt')).toEqual([])
    play.at(3100, { type: 'notice_heard', replyId: 1 })
    expect(play.of('interrupt')).toHaveLength(1)
    expect(play.answers).toEqual(['Hello is anybody there'])
  })

  test('the far end does by dropping our audio, and no clear is sent back', () => {
    const play = new TurnPlay().greeting().at(900, { type: 'far_end_cleared' }).until(2000)
    expect(play.of('interrupt')).toMatchObject([{ cause: 'far_end', isFarEndCleared: true, onsetMs: null }])
    expect(play.types).toEqual(['say greeting', 'interrupt'])
  })
})

describe('after an interruption', () => {
  test('the words are answered once the caller is done', () => {
    const play = new TurnPlay().greeting().speech(1000, 2500, 'I would rather speak to the doctor').until(5000)
    expect(play.decisions).toEqual(['say greeting', 'interrupt', 'answer'])
    expect(play.of('answer')[0]).toMatchObject({ atMs: 3000, turn: { startedMs: 1000, endedMs: 2500 } })
  })

  test('a noise is not: the agent takes up what was not heard', () => {
    const play = new TurnPlay().greeting().speech(1000, 2500, '').until(5000)
    expect(play.types.slice(-2)).toEqual(['interrupt', 'say resume'])
  })

  test('a short answer over the last words of a question is an answer when the question is over soon', () => {
    const play = new TurnPlay().greeting().speech(1000, 1350, 'John.').at(2500, { type: 'reply_finished', replyId: 1 })
    expect(play.answers).toEqual(['John.'])
    const late = new TurnPlay().greeting().speech(1000, 1350, 'John.').at(6000, { type: 'reply_finished', replyId: 1 })
    expect(late.until(7000).answers).toEqual([])
  })

  test('a filler after the agent has finished is an answer', () => {
    const play = new TurnPlay().greeted(1000).speech(1500, 1900, 'Haan.').until(4000)
    expect(play.answers).toEqual(['Haan.'])
  })
})

describe('when a turn is over', () => {
  test.each([
    ['I want to book a table.', 500],
    ['Can you help me?', 500],
    ['I would like to book for', 1200],
    ['My number is', 1200],
    ['Well,', 1200],
    ['nine eight seven', 1400],
    ['My number is 98', 1400],
    ['9876543210', 500],
    ['at five thirty', 500],
    ['table for two', 500],
  ])('"%s" waits %i ms', (text, silenceMs) => {
    const play = new TurnPlay().greeted(500).speech(1000, 2000, text).until(8000)
    expect(play.of('answer')[0]?.atMs).toBe(2000 + silenceMs)
  })

  test('a pause shorter than that joins both parts', () => {
    const play = new TurnPlay().greeted(500).speech(1000, 2000, 'I want to book').speech(2350, 3000, 'for Monday.').until(6000)
    expect(play.answers).toEqual(['I want to book for Monday.'])
    expect(play.of('answer')[0]).toMatchObject({ atMs: 3500, turn: { startedMs: 1000, endedMs: 3000 } })
  })

  test('words that come late are waited for, and not for ever', () => {
    const play = new TurnPlay()
      .greeted(500)
      .at(1100, { type: 'speech_started', atMs: 1000, frameMs: 20 })
      .at(2230, { type: 'speech_stopped', atMs: 2000, durationMs: 1000, isFinalComing: true })
    expect(play.until(2900).answers).toEqual([])
    expect(play.at(3000, final('Hello.')).answers).toEqual(['Hello.'])
    const lost = new TurnPlay()
      .greeted(500)
      .at(1100, { type: 'speech_started', atMs: 1000, frameMs: 20 })
      .at(2230, { type: 'speech_stopped', atMs: 2000, durationMs: 1000, isFinalComing: true })
      .until(30_000)
    expect(lost.types).toContain('say silence_prompt')
  })

  test('a recogniser that ends turns itself decides; ours is the safety net', () => {
    const play = new TurnPlay({ endpointing: 'provider' })
      .greeted(500)
      .at(1100, { type: 'speech_started', atMs: 1000, frameMs: 20 })
      .at(1900, final('Book a table'))
      .at(1950, { type: 'turn_ended' })
    expect(play.of('answer')[0]?.atMs).toBe(1950)
    const silent = new TurnPlay({ endpointing: 'provider' })
      .greeted(500)
      .at(1100, { type: 'speech_started', atMs: 1000, frameMs: 20 })
      .at(1900, final('Book a table'))
      .at(2200, { type: 'speech_stopped', atMs: 2000, durationMs: 1000, isFinalComing: false })
      .until(6000)
    expect(silent.of('answer')[0]?.atMs).toBe(3500)
  })

  test('a television does not keep the agent from answering for ever', () => {
    const play = new TurnPlay({ longSpeechMs: 5000, endlessSpeechMs: 10_000 })
      .greeted(500)
      .at(1000, { type: 'speech_started', atMs: 1000, frameMs: 20 })
    play.at(6100, final('And now the news')).until(30_000)
    expect(play.answers[0]).toBe('And now the news')
    expect(play.of('split_speech').length).toBeGreaterThanOrEqual(2)
  })
})

describe('a caller who goes on while the agent thinks', () => {
  const thinking = () => new TurnPlay().greeted(500).speech(1000, 2000, 'I want to book.').until(2600)

  test('is answered once, to everything', () => {
    const play = thinking().speech(2700, 3400, 'For Monday.').until(6000)
    expect(play.decisions.slice(1)).toEqual(['answer', 'hold', 'cancel', 'answer'])
    expect(play.answers).toEqual(['I want to book.', 'I want to book. For Monday.'])
    expect(play.of('answer')[1]?.turn.startedMs).toBe(1000)
  })

  test('with one short word, too', () => {
    const play = thinking().speech(2700, 2920, 'No.').until(6000)
    expect(play.answers.at(-1)).toBe('I want to book. No.')
  })

  test.each([
    ['a click', 150, ''],
    ['a filler', 400, 'Hmm.'],
  ])('with %s only holds the answer back for a moment', (_name, durationMs, text) => {
    const play = thinking()
      .speech(2700, 2700 + durationMs, text)
      .until(6000)
    expect(play.types).toContain('hold')
    expect(play.types).toContain('release')
    expect(play.types).not.toContain('cancel')
    expect(play.answers).toHaveLength(1)
  })

  test('with a long noise is answered as if nothing had been', () => {
    const play = thinking().speech(2700, 3900, '').until(8000)
    expect(play.answers).toEqual(['I want to book.', 'I want to book.'])
  })
})

describe('silence', () => {
  test('is broken after 8 s, again after 8 s, and ends the call', () => {
    const play = new TurnPlay().greeted(1000)
    expect(play.until(9000).of('say').at(-1)).toMatchObject({ line: 'silence_prompt', atMs: 9000 })
    play.at(9100, { type: 'reply_heard', replyId: 2 }).at(10_000, { type: 'reply_finished', replyId: 2 })
    expect(play.until(18_000).of('say').at(-1)).toMatchObject({ line: 'silence_prompt', atMs: 18_000 })
    play.at(18_100, { type: 'reply_heard', replyId: 3 }).at(19_000, { type: 'reply_finished', replyId: 3 })
    expect(play.until(27_000).of('say').at(-1)).toMatchObject({ line: 'goodbye', closes: 'silence', atMs: 27_000 })
    play.at(27_100, { type: 'reply_heard', replyId: 4 }).at(28_000, { type: 'reply_finished', replyId: 4 })
    expect(play.of('close')).toMatchObject([{ reason: 'silence', atMs: 28_000 }])
  })

  test('is not counted while anybody speaks, thinks or plays', () => {
    const play = new TurnPlay().greeting().until(20_000)
    expect(play.types).toEqual(['say greeting'])
    play.at(20_000, { type: 'reply_finished', replyId: 1 }).at(27_000, { type: 'speech_started', atMs: 26_900, frameMs: 20 }).until(40_000)
    expect(play.types).not.toContain('say silence_prompt')
    play.at(41_000, { type: 'speech_stopped', atMs: 40_800, durationMs: 13_900, isFinalComing: true }).at(41_100, final('I was thinking.'))
    play.until(60_000)
    expect(play.types.at(-1)).toBe('answer')
  })

  test('a goodbye can be talked into staying', () => {
    const play = new TurnPlay({ silencePromptsCount: 0 }).greeted(1000).until(9000)
    play.at(9100, { type: 'reply_heard', replyId: 2 }).speech(9500, 10_500, 'Wait I am here').until(12_000)
    expect(play.types.slice(-2)).toEqual(['interrupt', 'answer'])
    expect(play.of('close')).toEqual([])
  })
})

describe('keys', () => {
  const press = (play: TurnPlay, fromMs: number, digits: string) =>
    [...digits].reduce((so, digit, index) => so.at(fromMs + index * 100, { type: 'dtmf', digit }), play)

  test('are one entry, ended by a hash', () => {
    const play = press(new TurnPlay().greeted(500), 1000, '1204#')
    expect(play.of('keypad_entered')).toMatchObject([{ digits: '1204', atMs: 1400 }])
    expect(play.answers).toEqual(['Keypad: 1204'])
  })

  test('or by two seconds', () => {
    const play = press(new TurnPlay().greeted(500), 1000, '77').until(5000)
    expect(play.of('keypad_entered')).toMatchObject([{ digits: '77', atMs: 3100 }])
  })

  test('a hash alone is nothing, a star is a key', () => {
    expect(press(new TurnPlay().greeted(500), 1000, '#').until(4000).of('keypad_entered')).toEqual([])
    expect(press(new TurnPlay().greeted(500), 1000, '*#').of('keypad_entered')).toMatchObject([{ digits: '*' }])
  })

  test('stop the agent when the entry is complete', () => {
    const play = press(new TurnPlay().greeting(), 1000, '1#')
    expect(play.types).toEqual(['say greeting', 'keypad_entered', 'interrupt', 'answer'])
  })

  test('join what is being said', () => {
    const play = new TurnPlay().greeted(500).at(1100, { type: 'speech_started', atMs: 1000, frameMs: 20 })
    press(play, 1200, '5#')
    play
      .at(2230, { type: 'speech_stopped', atMs: 2000, durationMs: 1000, isFinalComing: true })
      .at(2300, final('that is my number'))
      .until(4000)
    expect(play.answers).toEqual(['Keypad: 5 that is my number'])
  })
})

describe('the end', () => {
  test('the longest call ends politely; nobody can interrupt, and unanswered words are kept', () => {
    const play = new TurnPlay({ maxDurationMs: 3000 }).greeted(500).speech(1500, 2600, 'One more thing').until(3000)
    expect(play.types).toEqual(['say greeting', 'keep', 'say goodbye'])
    play.at(3100, { type: 'reply_heard', replyId: 2 }).speech(3200, 4500, 'Please do not hang up').until(4900)
    expect(play.of('interrupt')).toEqual([])
    play.at(5000, { type: 'reply_finished', replyId: 2 })
    expect(play.of('close')).toMatchObject([{ reason: 'max_duration' }])
  })

  test('a goodbye that does not end is cut', () => {
    const play = new TurnPlay({ maxDurationMs: 3000, closingLimitMs: 2000 }).greeted(500).until(20_000)
    expect(play.of('close')).toMatchObject([{ reason: 'max_duration', atMs: 5000 }])
  })

  test('the agent that ends the call does so after its last words', () => {
    const play = new TurnPlay()
      .greeted(500)
      .at(1000, { type: 'typed', text: 'Bye' })
      .at(1100, { type: 'close_requested', replyId: 2, reason: 'agent_hung_up' })
    expect(play.of('close')).toEqual([])
    play.at(1200, { type: 'reply_heard', replyId: 2 }).at(2000, { type: 'reply_finished', replyId: 2 })
    expect(play.of('close')).toMatchObject([{ reason: 'agent_hung_up' }])
  })

  test('words on their way when the caller hangs up are kept', () => {
    const play = new TurnPlay()
      .greeted(500)
      .at(1100, { type: 'speech_started', atMs: 1000, frameMs: 20 })
      .at(2000, { type: 'far_end_gone' })
    expect(play.types.at(-1)).toBe('split_speech')
    play.at(2100, final('My name is Rao')).at(2200, { type: 'settled' })
    expect(play.of('keep')).toMatchObject([{ turn: { pieces: [{ text: 'My name is Rao' }], startedMs: 1000, endedMs: 2000 } }])
  })

  test('a question nobody answered yet is kept', () => {
    const play = new TurnPlay().greeted(500).speech(1000, 2000, 'Are you open?').until(2600)
    play.at(2700, { type: 'far_end_gone' }).at(2800, { type: 'settled' })
    expect(play.of('keep')).toMatchObject([{ turn: { pieces: [{ text: 'Are you open?' }] } }])
  })
})

describe('failures', () => {
  test('are told to the caller, and after three in a row the agent gives up', () => {
    const play = new TurnPlay().greeted(500)
    let atMs = 1000
    for (let replyId = 2; replyId <= 6; replyId += 2, atMs += 1000) {
      play.at(atMs, { type: 'typed', text: 'Hello' }).at(atMs + 100, { type: 'reply_failed', replyId })
      if (replyId < 6)
        play.at(atMs + 200, { type: 'reply_heard', replyId: replyId + 1 }).at(atMs + 900, { type: 'reply_finished', replyId: replyId + 1 })
    }
    expect(play.types.filter((type) => type.startsWith('say'))).toEqual(['say greeting', 'say fallback', 'say fallback', 'say goodbye'])
    expect(play.of('say').at(-1)?.closes).toBe('provider_failed')
  })

  test('an agent that cannot even say so ends the call', () => {
    const play = new TurnPlay().greeted(500).at(1000, { type: 'typed', text: 'Hello' }).at(1100, { type: 'reply_failed', replyId: 2 })
    play.at(1200, { type: 'reply_failed', replyId: 3 })
    expect(play.of('close')).toMatchObject([{ reason: 'provider_failed' }])
  })
})

import {
  callerSpeechEnded,
  callerSpeechStarted,
  heardPartial,
  heardWords,
  lookAgain,
  soundCameBack,
  soundFaded,
  speechGoesOnForLong,
  sustainedIsDue,
  turnIsOver,
  wordsAreLate,
} from './caller-speech'
import { createDraft, type Draft, isQuiet, say } from './draft'
import { startClosing } from './floor'
import { keyPressed, keypadPaused } from './keypad'
import {
  callerTyped,
  closeAfterReply,
  farEndCleared,
  farEndGone,
  noticeHeard,
  replyFailed,
  replyFinished,
  replyHeard,
  settle,
} from './reply-progress'
import type { TimerName, TurnCommand, TurnEvent, TurnState } from './turn-state'

/**
 * Who speaks next on a call. Pure: timers are events, dues are in `state.timers` (milliseconds of call time), and
 * whoever drives the reducer sends a `timer` event once a due has passed. Sources of the rules: the product's telephony contract.
 * @returns the next state (the given one is untouched) and what to do about it, in order
 */
export function reduceTurns(state: TurnState, event: TurnEvent): { state: TurnState; commands: TurnCommand[] } {
  const draft = createDraft(state, event.nowMs)
  applyEvent(draft, event)
  keepSilenceTimer(draft)
  return { state: draft.state, commands: draft.commands }
}

function applyEvent(draft: Draft, event: TurnEvent): void {
  if (draft.state.phase === 'ended' && event.type !== 'final' && event.type !== 'settled') return
  switch (event.type) {
    case 'call_started':
      draft.state.timers.max_duration = event.nowMs + draft.state.settings.maxDurationMs
      say(draft, 'greeting', { canInterrupt: !event.hasNotice })
      return
    case 'speech_started':
      callerSpeechStarted(draft, event)
      return
    case 'speech_stopped':
      callerSpeechEnded(draft, event)
      return
    case 'sound_faded':
      soundFaded(draft, event.atMs)
      return
    case 'sound_back':
      soundCameBack(draft)
      return
    case 'partial':
      heardPartial(draft, event)
      return
    case 'final':
      heardWords(draft, event)
      return
    case 'turn_ended':
      turnIsOver(draft)
      return
    case 'typed':
      callerTyped(draft, event.text)
      return
    case 'dtmf':
      keyPressed(draft, event.digit)
      return
    case 'reply_heard':
      replyHeard(draft, event.replyId)
      return
    case 'notice_heard':
      noticeHeard(draft, event.replyId)
      return
    case 'reply_finished':
      replyFinished(draft, event.replyId)
      return
    case 'reply_failed':
      replyFailed(draft, event.replyId, event.closes)
      return
    case 'close_requested':
      closeAfterReply(draft, event.replyId, event.reason)
      return
    case 'far_end_cleared':
      farEndCleared(draft)
      return
    case 'stop_requested':
      startClosing(draft, event.reason)
      return
    case 'far_end_gone':
      farEndGone(draft)
      return
    case 'settled':
      settle(draft)
      return
    case 'timer':
      timerIsDue(draft, event.timer, event.heardUntilMs ?? event.nowMs)
      return
  }
}

function timerIsDue(draft: Draft, timer: TimerName, heardUntilMs: number): void {
  const due = draft.state.timers[timer]
  if (due === undefined || due > draft.nowMs) return // set anew or stopped since the driver looked
  delete draft.state.timers[timer]
  switch (timer) {
    case 'peek':
      lookAgain(draft)
      return
    case 'sustained':
      sustainedIsDue(draft, heardUntilMs)
      return
    case 'end_of_turn':
      turnIsOver(draft)
      return
    case 'final_limit':
      wordsAreLate(draft)
      return
    case 'long_speech':
      speechGoesOnForLong(draft)
      return
    case 'keypad':
      keypadPaused(draft)
      return
    case 'silence':
      breakSilence(draft)
      return
    case 'max_duration':
      startClosing(draft, 'max_duration')
      return
    case 'hard_stop':
      draft.state.phase = 'ended'
      draft.commands.push({ type: 'close', reason: draft.state.reply?.closes ?? 'max_duration' })
      return
  }
}

function breakSilence(draft: Draft): void {
  const { state } = draft
  if (state.silencePromptsCount >= state.settings.silencePromptsCount) {
    say(draft, 'goodbye', { closes: 'silence' })
    return
  }
  state.silencePromptsCount++
  say(draft, 'silence_prompt')
}

/** The silence timer runs exactly while nobody speaks, thinks or presses keys. */
function keepSilenceTimer(draft: Draft): void {
  const { state } = draft
  if (!isQuiet(state)) delete state.timers.silence
  else state.timers.silence ??= draft.nowMs + state.settings.silencePromptAfterMs
}

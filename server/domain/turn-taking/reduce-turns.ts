import {
  callerSpeechEnded,
  callerSpeechStarted,
  heardPartial,
  heardWords,
  lookAgain,
  speechGoesOnForLong,
  turnIsOver,
  wordsAreLate,
} from './caller-speech'
import { createDraft, type Draft, isQuiet, say } from './draft'
import { startClosing, takeFloor } from './floor'
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
      return callerSpeechStarted(draft, event.atMs)
    case 'speech_stopped':
      return callerSpeechEnded(draft, event)
    case 'partial':
      return heardPartial(draft, event.text)
    case 'final':
      return heardWords(draft, event)
    case 'turn_ended':
      return turnIsOver(draft)
    case 'typed':
      return callerTyped(draft, event.text)
    case 'dtmf':
      return keyPressed(draft, event.digit)
    case 'reply_heard':
      return replyHeard(draft, event.replyId)
    case 'notice_heard':
      return noticeHeard(draft, event.replyId)
    case 'reply_finished':
      return replyFinished(draft, event.replyId)
    case 'reply_failed':
      return replyFailed(draft, event.replyId)
    case 'close_requested':
      return closeAfterReply(draft, event.replyId, event.reason)
    case 'far_end_cleared':
      return farEndCleared(draft)
    case 'stop_requested':
      return startClosing(draft, event.reason)
    case 'far_end_gone':
      return farEndGone(draft)
    case 'settled':
      return settle(draft)
    case 'timer':
      return timerIsDue(draft, event.timer)
  }
}

function timerIsDue(draft: Draft, timer: TimerName): void {
  const due = draft.state.timers[timer]
  if (due === undefined || due > draft.nowMs) return // set anew or stopped since the driver looked
  delete draft.state.timers[timer]
  switch (timer) {
    case 'peek':
      return lookAgain(draft)
    case 'sustained':
      return takeFloor(draft, 'sustained_speech')
    case 'end_of_turn':
      return turnIsOver(draft)
    case 'final_limit':
      return wordsAreLate(draft)
    case 'long_speech':
      return speechGoesOnForLong(draft)
    case 'keypad':
      return keypadPaused(draft)
    case 'silence':
      return breakSilence(draft)
    case 'max_duration':
      return startClosing(draft, 'max_duration')
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

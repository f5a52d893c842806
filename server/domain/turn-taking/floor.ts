import { type Draft, say, takeCallerTurn } from './draft'
import type { CloseReason, InterruptCause } from './turn-state'

/** Whether the caller, by speaking, may end or replace what the agent is doing. */
export function canTakeFloor(draft: Draft): boolean {
  return draft.state.reply?.canInterrupt === true
}

/**
 * The caller means it: the agent stops. A reply that nobody has heard is taken back, and the words it answered
 * join what the caller says now.
 */
export function takeFloor(draft: Draft, cause: InterruptCause, isFarEndCleared = false): void {
  const { state } = draft
  const { reply, caller } = state
  delete state.timers.peek
  delete state.timers.sustained
  if (!reply || !canTakeFloor(draft)) return
  if (reply.isHeard) {
    const isSpeech = cause === 'words' || cause === 'sustained_speech'
    draft.commands.push({
      type: 'interrupt',
      replyId: reply.id,
      cause,
      onsetMs: isSpeech ? (caller.onsetMs ?? caller.startedMs) : null,
      isFarEndCleared,
    })
    state.wasStopped = true
  } else {
    draft.commands.push({ type: 'cancel', replyId: reply.id })
    joinUnanswered(draft)
    state.wasStopped = reply.kind !== 'answer'
  }
  state.reply = null
  if (state.phase === 'closing') state.phase = 'open'
}

function joinUnanswered(draft: Draft): void {
  const { state } = draft
  const { answering, caller } = state
  if (!answering) return
  caller.pieces = [...answering.pieces, ...caller.pieces]
  caller.startedMs = answering.startedMs
  caller.stoppedMs = Math.max(caller.stoppedMs, answering.endedMs)
  state.answering = null
}

/** Ends the call with a goodbye that cannot be interrupted, whatever is going on. */
export function startClosing(draft: Draft, reason: CloseReason): void {
  const { state } = draft
  if (state.phase === 'closing') return
  if (state.reply) {
    state.reply.canInterrupt = true
    takeFloor(draft, 'closing')
  }
  const unanswered = takeCallerTurn(draft)
  if (unanswered) draft.commands.push({ type: 'keep', turn: unanswered })
  state.keypad = ''
  state.timers = { hard_stop: draft.nowMs + state.settings.closingLimitMs }
  say(draft, 'goodbye', { canInterrupt: false, closes: reason })
  state.phase = 'closing'
}

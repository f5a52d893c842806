import { watchForBargeIn } from './caller-speech'
import { answer, type Draft, say, takeCallerTurn, textOf } from './draft'
import { canTakeFloor, startClosing, takeFloor } from './floor'
import type { CloseReason, Reply } from './turn-state'
import { hasMeaning } from './words'

export function replyHeard(draft: Draft, replyId: number): void {
  const reply = currentReply(draft, replyId)
  if (!reply || reply.isHeard) return
  reply.isHeard = true
  draft.state.answering = null
  watchForBargeIn(draft)
}

/** From here on the greeting can be interrupted; words said over the notice count now. */
export function noticeHeard(draft: Draft, replyId: number): void {
  const reply = currentReply(draft, replyId)
  if (!reply || draft.state.phase !== 'open') return
  reply.canInterrupt = true
  const { caller } = draft.state
  if (!hasMeaning(textOf(caller))) {
    watchForBargeIn(draft)
    return
  }
  takeFloor(draft, 'words')
  if (caller.onsetMs === null && caller.awaitedMs.length === 0) answerWaitingTurn(draft)
}

export function replyFinished(draft: Draft, replyId: number): void {
  const { state } = draft
  const reply = currentReply(draft, replyId)
  if (!reply) return
  if (reply.closes) {
    closeNow(draft, reply.closes)
    return
  }
  state.reply = null
  state.answering = null
  if (reply.kind === 'answer') state.failuresCount = 0
  takeUpWhatWaits(draft)
}

/** Every provider failed. Says so, and after several times in a row gives up politely. */
export function replyFailed(draft: Draft, replyId: number, closes?: CloseReason): void {
  const { state } = draft
  const reply = currentReply(draft, replyId)
  if (!reply) return
  state.reply = null
  state.answering = null
  state.failuresCount++
  const cannotSpeak = reply.kind !== 'answer'
  if (cannotSpeak && (reply.closes !== null || reply.kind === 'fallback')) {
    closeNow(draft, reply.closes ?? 'provider_failed')
    return
  }
  if (closes || state.failuresCount >= state.settings.failuresCount) {
    startClosing(draft, closes ?? 'provider_failed')
    return
  }
  if (reply.kind === 'answer') say(draft, 'fallback')
  else takeUpWhatWaits(draft)
}

export function closeAfterReply(draft: Draft, replyId: number, reason: CloseReason): void {
  const reply = currentReply(draft, replyId)
  if (reply) reply.closes = reason
}

export function farEndCleared(draft: Draft): void {
  const { reply } = draft.state
  if (reply?.isHeard && canTakeFloor(draft)) takeFloor(draft, 'far_end', true)
  if (draft.state.caller.onsetMs === null) draft.state.wasStopped = false // silence was asked for
}

/** Typed words are a whole turn at once. */
export function callerTyped(draft: Draft, text: string): void {
  const { state } = draft
  if (state.phase !== 'open' && !canTakeFloor(draft)) return
  if (state.reply) state.reply.canInterrupt = true
  state.caller.startedMs ??= draft.nowMs
  state.caller.stoppedMs = Math.max(state.caller.stoppedMs, draft.nowMs)
  state.caller.pieces.push({ text, language: null, confidence: 1 })
  takeFloor(draft, 'typed')
  answerWaitingTurn(draft)
}

export function farEndGone(draft: Draft): void {
  const { state } = draft
  if (state.caller.onsetMs !== null) {
    draft.commands.push({ type: 'split_speech' })
    state.caller.awaitedMs.push(draft.nowMs - state.caller.onsetMs)
    state.caller.stoppedMs = draft.nowMs
    state.caller.onsetMs = null
  }
  state.phase = 'ended'
  state.timers = {}
}

/** The last words of an ended call go into the transcript. */
export function settle(draft: Draft): void {
  const { state } = draft
  const { answering } = state
  if (answering) {
    state.caller.pieces = [...answering.pieces, ...state.caller.pieces]
    state.caller.startedMs = answering.startedMs
    state.caller.stoppedMs = Math.max(answering.endedMs, state.caller.stoppedMs)
    state.answering = null
  }
  const turn = takeCallerTurn(draft)
  if (turn) draft.commands.push({ type: 'keep', turn })
  state.phase = 'ended'
}

/** The floor is free: what the caller said while it was not is answered now. */
function takeUpWhatWaits(draft: Draft): void {
  const { caller, timers, keypad } = draft.state
  const isWaiting = caller.pieces.length > 0 && caller.onsetMs === null && caller.awaitedMs.length === 0 && timers.end_of_turn === undefined
  if (isWaiting && keypad === '') answerWaitingTurn(draft)
  else answerOverlap(draft)
}

/** "Yes" said over the end of a question is its answer. */
function answerOverlap(draft: Draft): void {
  const { state } = draft
  const { overlap, caller } = state
  state.overlap = null
  if (!overlap || draft.nowMs > overlap.untilMs) return
  caller.pieces = [...overlap.turn.pieces, ...caller.pieces]
  caller.startedMs = overlap.turn.startedMs
  caller.stoppedMs = Math.max(caller.stoppedMs, overlap.turn.endedMs)
  if (caller.onsetMs === null && caller.awaitedMs.length === 0) answerWaitingTurn(draft)
}

function answerWaitingTurn(draft: Draft): void {
  const turn = takeCallerTurn(draft)
  if (turn) answer(draft, turn)
}

function closeNow(draft: Draft, reason: CloseReason): void {
  const unanswered = takeCallerTurn(draft)
  if (unanswered) draft.commands.push({ type: 'keep', turn: unanswered })
  draft.state.phase = 'ended'
  draft.state.timers = {}
  draft.commands.push({ type: 'close', reason })
}

function currentReply(draft: Draft, replyId: number): Reply | null {
  const { reply } = draft.state
  return reply?.id === replyId ? reply : null
}

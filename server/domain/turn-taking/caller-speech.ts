import { answer, type Draft, say, takeCallerTurn, textOf } from './draft'
import { endOfTurnSilenceMs } from './end-of-turn-silence'
import { canTakeFloor, takeFloor } from './floor'
import type { TurnSettings } from './turn-settings'
import { type HalfSaid, NOTHING_SAID, type Piece } from './turn-state'
import { asksToStop, hasMeaning, isSameBeginning, weighWords } from './words'

/** Longer frames than the telephone company's usual ones are not waited for: the agent would stop too late. */
const LONGEST_FRAME_MS = 100

export function callerSpeechStarted(draft: Draft, { atMs, frameMs }: { atMs: number; frameMs: number }): void {
  const { state } = draft
  const { caller, timers, settings } = state
  if (caller.onsetMs !== null) return
  caller.onsetMs = atMs
  caller.frameMs = Math.min(frameMs, LONGEST_FRAME_MS)
  caller.startedMs ??= atMs
  caller.partial = NOTHING_SAID
  caller.fadedMs = null
  caller.isOver = false
  delete timers.end_of_turn
  delete timers.final_limit
  timers.long_speech = atMs + settings.longSpeechMs
  watchForBargeIn(draft)
}

/** While the agent has the floor, looks at the caller's words early and often. */
export function watchForBargeIn(draft: Draft): void {
  const { reply, caller, timers, settings } = draft.state
  if (!reply || caller.onsetMs === null || !canTakeFloor(draft)) return
  if (!reply.isHeard && !reply.isHeld && reply.kind !== 'greeting') {
    reply.isHeld = true
    draft.commands.push({ type: 'hold', replyId: reply.id })
  }
  timers.peek = Math.max(draft.nowMs, caller.onsetMs + settings.firstPeekMs)
  timers.sustained = Math.max(draft.nowMs, caller.onsetMs + settings.sustainedMs + settings.fadeLagMs + caller.frameMs)
}

/** The sound died away: if that was a word to stop at, it is complete now. */
export function soundFaded(draft: Draft, atMs: number): void {
  const { caller } = draft.state
  if (caller.onsetMs === null) return
  caller.fadedMs = Math.max(caller.onsetMs, atMs)
  if (!canTakeFloor(draft)) return
  soundIsSustained(draft)
  if (canTakeFloor(draft)) draft.commands.push({ type: 'peek' })
}

export function soundCameBack(draft: Draft): void {
  const { caller, timers } = draft.state
  if (caller.onsetMs === null) return
  caller.fadedMs = null
  if (timers.sustained === undefined) soundIsSustained(draft)
}

/** Due when a sound must have lasted. Audio that is late on its way is waited for: the sound may have died away in it. */
export function sustainedIsDue(draft: Draft, heardUntilMs: number): void {
  const { caller, timers, settings } = draft.state
  const missingMs = (caller.onsetMs ?? 0) + settings.sustainedMs + settings.fadeLagMs - heardUntilMs
  if (missingMs > 0 && caller.fadedMs === null) timers.sustained = draft.nowMs + missingMs
  else soundIsSustained(draft)
}

/** A sound that has lasted stops the agent whatever it is. One that died away in time was a filler, or its words decide. */
function soundIsSustained(draft: Draft): void {
  const { caller, settings } = draft.state
  if (caller.onsetMs === null) return
  const soundedMs = (caller.fadedMs ?? draft.nowMs) - caller.onsetMs
  if (soundedMs >= settings.sustainedMs && draft.state.timers.sustained === undefined) takeFloor(draft, 'sustained_speech')
}

/** Due while a sound goes on and the agent has the floor. */
export function lookAgain(draft: Draft): void {
  const { caller, timers, settings } = draft.state
  if (caller.onsetMs === null || !canTakeFloor(draft)) return
  if (stopsForPartial(draft)) {
    takeFloor(draft, 'words')
    return
  }
  draft.commands.push({ type: 'peek' })
  timers.peek = draft.nowMs + settings.peekEveryMs
}

/** Whether what is understood so far, of a sound that goes on, is enough to stop the agent. */
function stopsForPartial({ state, nowMs }: Draft): boolean {
  const { caller, settings } = state
  if (caller.onsetMs === null) return false
  const { text, heardMs, isGuess, isRepeated } = caller.partial
  const weight = weighWords(text)
  const soundedMs = (caller.fadedMs ?? nowMs) - caller.onsetMs
  if (weight === 'nothing') return false
  if (!isGuess) return soundedMs >= settings.noiseMs
  if (caller.fadedMs !== null) return soundedMs >= leastFadedMs(settings, text, weight)
  if (weight === 'telling') return heardMs >= settings.tellingWordsMs
  return heardMs >= (weight === 'long' && isRepeated ? settings.repeatedWordsMs : settings.anyWordsMs)
}

/** How long a sound that has died away must have been for its guessed words to stop the agent. */
function leastFadedMs(settings: TurnSettings, text: string, weight: 'something' | 'long' | 'telling'): number {
  if (asksToStop(text)) return settings.shortestWordMs
  return weight === 'telling' ? settings.longFillerMs : settings.sustainedMs
}

export function callerSpeechEnded(draft: Draft, speech: { atMs: number; durationMs: number; isFinalComing: boolean }): void {
  const { state } = draft
  const { caller, timers, settings } = state
  if (caller.onsetMs === null) return
  caller.stoppedMs = Math.max(speech.atMs, caller.onsetMs)
  delete timers.peek
  delete timers.sustained
  delete timers.long_speech
  caller.onsetMs = null
  if (speech.isFinalComing) caller.awaitedMs.push(speech.durationMs)
  timers.end_of_turn = caller.stoppedMs + endOfTurnSilenceMs(textOf(caller), settings)
  if (speech.durationMs < settings.noiseMs) letOut(draft)
}

export function heardPartial(draft: Draft, { text, heardMs, isGuess }: HalfSaid): void {
  const { caller } = draft.state
  caller.partial = { text, heardMs, isGuess, isRepeated: isSameBeginning(text, caller.partial.text) }
  if (canTakeFloor(draft) && stopsForPartial(draft)) takeFloor(draft, 'words')
}

export function heardWords(draft: Draft, final: Piece & { isGuess: boolean }): void {
  const { state } = draft
  const { caller, timers, settings } = state
  const durationMs = caller.awaitedMs.shift() ?? settings.noiseMs
  caller.partial = NOTHING_SAID
  if (final.text.trim() !== '') {
    caller.startedMs ??= Math.max(0, draft.nowMs - durationMs)
    caller.pieces.push({ text: final.text.trim(), language: final.language, confidence: final.confidence })
    if (canTakeFloor(draft) && stopsForWords(draft, final, durationMs)) takeFloor(draft, 'words')
  }
  if (state.phase === 'ended' || caller.onsetMs !== null) return
  const dueMs = Math.max(caller.stoppedMs, caller.startedMs ?? 0) + endOfTurnSilenceMs(textOf(caller), settings)
  const isComplete = caller.isOver && caller.awaitedMs.length === 0
  if (isComplete && (dueMs <= draft.nowMs || settings.endpointing === 'provider')) {
    giveTurn(draft)
    return
  }
  if (caller.pieces.length > 0 || caller.awaitedMs.length > 0 || timers.end_of_turn !== undefined)
    timers.end_of_turn = Math.max(dueMs, draft.nowMs)
  else if (caller.isOver) giveTurn(draft)
}

/** Whether complete words of a stretch of sound stop the agent. One that is not heard yet is stopped by any. */
function stopsForWords({ state }: Draft, final: Piece & { isGuess: boolean }, durationMs: number): boolean {
  const { noiseMs, sustainedMs, detectorExtraMs } = state.settings
  if (!hasMeaning(final.text)) return false
  if (state.reply?.isHeard === false) return true
  if (!final.isGuess) return durationMs >= noiseMs
  if (asksToStop(final.text)) return durationMs >= noiseMs
  return durationMs >= sustainedMs + detectorExtraMs && weighWords(final.text) === 'telling'
}

/** The silence was long enough, or the recogniser says so. */
export function turnIsOver(draft: Draft): void {
  const { caller, timers, settings } = draft.state
  if (settings.endpointing === 'ours' && caller.onsetMs !== null) return
  delete timers.end_of_turn
  if (caller.awaitedMs.length === 0) {
    giveTurn(draft)
    return
  }
  caller.isOver = true
  timers.final_limit ??= draft.nowMs + settings.finalLimitMs
}

/** The recogniser owes words and does not give them: go on with what there is. */
export function wordsAreLate(draft: Draft): void {
  if (draft.state.caller.onsetMs !== null) return
  draft.state.caller.awaitedMs = []
  giveTurn(draft)
}

/** Recognises endless sound in pieces, and answers in spite of it when it never ends. */
export function speechGoesOnForLong(draft: Draft): void {
  const { caller, timers, settings } = draft.state
  if (caller.onsetMs === null) return
  draft.commands.push({ type: 'split_speech' })
  caller.awaitedMs.push(draft.nowMs - caller.onsetMs)
  const isEndless = draft.nowMs - (caller.startedMs ?? draft.nowMs) >= settings.endlessSpeechMs
  timers.long_speech = draft.nowMs + settings.longSpeechMs
  if (!isEndless || caller.pieces.length === 0 || draft.state.reply) return
  const { onsetMs, awaitedMs } = caller
  const turn = takeCallerTurn(draft)
  if (turn) answer(draft, { ...turn, endedMs: draft.nowMs })
  Object.assign(draft.state.caller, { onsetMs: onsetMs === null ? null : draft.nowMs, startedMs: draft.nowMs, awaitedMs })
  timers.long_speech = draft.nowMs + settings.longSpeechMs
}

/** The caller has finished: answer, go on talking, or take up again what a noise had stopped. */
function giveTurn(draft: Draft): void {
  const { state } = draft
  if (state.keypad !== '') return // the digits being entered end this turn
  const text = textOf(state.caller)
  if (state.reply) {
    if (!canTakeFloor(draft) && state.phase === 'open' && hasMeaning(text)) return // answered once the notice is over
    const durationMs = state.caller.stoppedMs - (state.caller.startedMs ?? state.caller.stoppedMs)
    const turn = takeCallerTurn(draft)
    letOut(draft)
    if (!turn) return
    if (hasMeaning(text) && state.phase === 'open') state.overlap = { turn, untilMs: draft.nowMs + state.settings.overlapMs }
    else draft.commands.push({ type: 'ignored', text, durationMs })
    return
  }
  const turn = takeCallerTurn(draft)
  if (turn) answer(draft, turn)
  else if (state.wasStopped) say(draft, 'resume')
}

function letOut(draft: Draft): void {
  const { reply } = draft.state
  if (!reply?.isHeld) return
  reply.isHeld = false
  draft.commands.push({ type: 'release', replyId: reply.id })
}

import { answer, type Draft, takeCallerTurn } from './draft'
import { canTakeFloor, takeFloor } from './floor'

/** `#` or a pause ends an entry; `#` alone is none. */
export function keyPressed(draft: Draft, digit: string): void {
  const { state } = draft
  if (state.phase !== 'open') return
  if (digit === '#') {
    keypadPaused(draft)
    return
  }
  state.keypad += digit
  state.timers.keypad = draft.nowMs + state.settings.keypadPauseMs
}

/** The digits become the caller's turn, together with what was said around them. */
export function keypadPaused(draft: Draft): void {
  const { state } = draft
  const digits = state.keypad
  if (digits === '') return
  if (state.reply && !canTakeFloor(draft)) {
    state.timers.keypad = draft.nowMs + state.settings.keypadPauseMs // kept until the notice is over
    return
  }
  delete state.timers.keypad
  state.keypad = ''
  draft.commands.push({ type: 'keypad_entered', digits })
  state.caller.startedMs ??= draft.nowMs
  state.caller.stoppedMs = Math.max(state.caller.stoppedMs, draft.nowMs)
  state.caller.pieces.push({ text: `Keypad: ${digits}`, language: null, confidence: 1 })
  takeFloor(draft, 'keypad')
  if (state.caller.onsetMs !== null || state.caller.awaitedMs.length > 0) return // the rest of the turn is still being said
  const turn = takeCallerTurn(draft)
  if (turn) answer(draft, turn)
}

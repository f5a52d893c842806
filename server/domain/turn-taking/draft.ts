import { type CallerTurn, type CloseReason, createCaller, type Line, type Reply, type TurnCommand, type TurnState } from './turn-state'

/** A copy of the state that one step may change, and the commands the step gives. */
export type Draft = { state: TurnState; commands: TurnCommand[]; nowMs: number }

export function createDraft(state: TurnState, nowMs: number): Draft {
  return {
    nowMs,
    commands: [],
    state: {
      ...state,
      reply: state.reply && { ...state.reply },
      caller: { ...state.caller, pieces: [...state.caller.pieces], awaitedMs: [...state.caller.awaitedMs] },
      timers: { ...state.timers },
    },
  }
}

/** Starts one of the agent's own lines. The floor must be free. */
export function say(draft: Draft, line: Line, options: { canInterrupt?: boolean; closes?: CloseReason } = {}): void {
  const closes = options.closes ?? null
  const reply = startReply(draft, { kind: line, canInterrupt: options.canInterrupt ?? true, closes })
  draft.commands.push({ type: 'say', replyId: reply.id, line, closes })
}

/** Starts a reply to what the caller said. The floor must be free. */
export function answer(draft: Draft, turn: CallerTurn): void {
  const { state } = draft
  const reply = startReply(draft, { kind: 'answer', canInterrupt: true, closes: null })
  state.answering = turn
  state.silencePromptsCount = 0
  draft.commands.push({ type: 'answer', replyId: reply.id, turn })
}

function startReply(draft: Draft, reply: Pick<Reply, 'kind' | 'canInterrupt' | 'closes'>): Reply {
  const { state } = draft
  state.overlap = null
  state.lastReplyId++
  state.wasStopped = false
  state.reply = { id: state.lastReplyId, isHeard: false, isHeld: false, ...reply }
  return state.reply
}

/** Takes what the caller has said so far out of the state, as one turn; null when there are no words. */
export function takeCallerTurn(draft: Draft): CallerTurn | null {
  const { caller, timers } = draft.state
  const turn = {
    pieces: caller.pieces,
    startedMs: caller.startedMs ?? draft.nowMs,
    endedMs: Math.max(caller.stoppedMs, caller.startedMs ?? 0),
  }
  draft.state.caller = createCaller()
  delete timers.end_of_turn
  delete timers.final_limit
  delete timers.peek
  delete timers.sustained
  delete timers.long_speech
  return turn.pieces.length === 0 ? null : turn
}

export function textOf(turn: Pick<CallerTurn, 'pieces'>): string {
  return turn.pieces.map((piece) => piece.text).join(' ')
}

/** Nobody speaks, nobody is about to, and nothing is being decided. */
export function isQuiet(state: TurnState): boolean {
  const { caller } = state
  return (
    state.phase === 'open' &&
    state.reply === null &&
    caller.onsetMs === null &&
    caller.pieces.length === 0 &&
    caller.awaitedMs.length === 0 &&
    state.keypad === ''
  )
}

import type { TurnSettings } from './turn-settings'

/** Milliseconds since the call's first audio. */
type CallMs = number

export type TimerName =
  | 'peek'
  | 'sustained'
  | 'end_of_turn'
  | 'final_limit'
  | 'long_speech'
  | 'silence'
  | 'keypad'
  | 'max_duration'
  | 'hard_stop'

/** One stretch of the caller's words as the recogniser gave it. */
export type Piece = { text: string; language: string | null; confidence: number | null }

/** Words that are still being said, and how much of the present sound they come from. */
export type HalfSaid = { text: string; heardMs: number; isGuess: boolean }

/** `isGuess`: the recogniser hears words in any short sound. */
type Guessable = { isGuess: boolean }

/** What the caller said before the agent's reply. */
export type CallerTurn = { pieces: Piece[]; startedMs: CallMs; endedMs: CallMs }

/** Lines the agent says without being asked. `resume` is the unheard rest of a reply that a noise had stopped. */
export type Line = 'greeting' | 'silence_prompt' | 'goodbye' | 'fallback' | 'resume'

export type CloseReason = 'agent_hung_up' | 'transferred' | 'silence' | 'max_duration' | 'provider_failed' | 'server_stopping'

export type Reply = {
  id: number
  kind: 'answer' | Line
  /** Some of it has reached the caller. */
  isHeard: boolean
  canInterrupt: boolean
  /** Its audio is kept back until it is known whether the caller goes on. */
  isHeld: boolean
  /** The call ends when this has been said. */
  closes: CloseReason | null
}

export type TurnState = {
  settings: TurnSettings
  phase: 'open' | 'closing' | 'ended'
  reply: Reply | null
  lastReplyId: number
  caller: {
    /** Start of the sound the caller makes now. */
    onsetMs: CallMs | null
    frameMs: number
    /** When that sound died away, although the voice detector still waits for more; null while it sounds. */
    fadedMs: CallMs | null
    /** Start of the whole turn. */
    startedMs: CallMs | null
    stoppedMs: CallMs
    pieces: Piece[]
    /** `isRepeated`: the look before gave the same. */
    partial: HalfSaid & { isRepeated: boolean }
    /** Lengths of finished stretches whose words have not come yet, oldest first. */
    awaitedMs: number[]
    /** The silence was long enough: only the words are missing. */
    isOver: boolean
  }
  /** The turn the current reply answers, until some of the reply is heard: more words then join it. */
  answering: CallerTurn | null
  /** Said over the agent without stopping it; counts if the agent finishes soon. */
  overlap: { turn: CallerTurn; untilMs: CallMs } | null
  /** The agent was stopped and has not spoken since. */
  wasStopped: boolean
  keypad: string
  silencePromptsCount: number
  failuresCount: number
  timers: Partial<Record<TimerName, CallMs>>
}

export type TurnEvent = { nowMs: CallMs } & (
  | { type: 'call_started'; hasNotice: boolean }
  /** `frameMs`: audio arrives in pieces of this length, so the latest sound may not be known yet. */
  | { type: 'speech_started'; atMs: CallMs; frameMs: number }
  /** Within speech: the sound died away, or came back. The voice detector is slower. */
  | { type: 'sound_faded'; atMs: CallMs }
  | { type: 'sound_back' }
  /** `durationMs`: length of the sound. `isFinalComing`: a `final` follows for exactly this stretch. */
  | { type: 'speech_stopped'; atMs: CallMs; durationMs: number; isFinalComing: boolean }
  | ({ type: 'partial' } & HalfSaid)
  | ({ type: 'final' } & Piece & Guessable)
  /** The recogniser decided that the caller has finished. */
  | { type: 'turn_ended' }
  | { type: 'typed'; text: string }
  | { type: 'dtmf'; digit: string }
  /** First sound of the reply is on its way. */
  | { type: 'reply_heard'; replyId: number }
  | { type: 'notice_heard'; replyId: number }
  /** Everything was said and played. */
  | { type: 'reply_finished'; replyId: number }
  /** Every provider failed. `closes`: the caller already took what was offered then. */
  | { type: 'reply_failed'; replyId: number; closes?: CloseReason }
  /** The agent decided to end the call after this reply. */
  | { type: 'close_requested'; replyId: number; reason: CloseReason }
  /** The far end dropped our queued audio by itself. */
  | { type: 'far_end_cleared' }
  /** `heardUntilMs`: the caller's audio is known until then; absent: until now. */
  | { type: 'timer'; timer: TimerName; heardUntilMs?: CallMs }
  | { type: 'stop_requested'; reason: CloseReason }
  /** The far end is gone. */
  | { type: 'far_end_gone' }
  /** No more words will come. */
  | { type: 'settled' }
)

export type TurnCommand =
  /** Look at what the caller has said since the current onset. */
  | { type: 'peek' }
  /** Recognise the sound so far as one stretch: a `final` follows. */
  | { type: 'split_speech' }
  | { type: 'answer'; replyId: number; turn: CallerTurn }
  | { type: 'say'; replyId: number; line: Line; closes: CloseReason | null }
  /** Keep the reply's audio back, or let it out. */
  | { type: 'hold'; replyId: number }
  | { type: 'release'; replyId: number }
  /** Nobody heard any of it: it leaves no trace. */
  | { type: 'cancel'; replyId: number }
  /** Stop talking now and keep what was heard. `onsetMs`: the caller's first sound; null when it was not speech. */
  | { type: 'interrupt'; replyId: number; cause: InterruptCause; onsetMs: CallMs | null; isFarEndCleared: boolean }
  /** Words that get no reply but belong in the transcript. */
  | { type: 'keep'; turn: CallerTurn }
  /** Sound that was not meant for the agent. */
  | { type: 'ignored'; text: string; durationMs: number }
  | { type: 'keypad_entered'; digits: string }
  | { type: 'close'; reason: CloseReason }

export type InterruptCause = 'words' | 'sustained_speech' | 'typed' | 'keypad' | 'far_end' | 'closing'

export const NOTHING_SAID = { text: '', heardMs: 0, isGuess: false, isRepeated: false }

/** The state before the first sound of a call. */
export function createTurnState(settings: TurnSettings): TurnState {
  return {
    settings,
    phase: 'open',
    reply: null,
    lastReplyId: 0,
    caller: createCaller(),
    answering: null,
    overlap: null,
    wasStopped: false,
    keypad: '',
    silencePromptsCount: 0,
    failuresCount: 0,
    timers: {},
  }
}

export function createCaller(): TurnState['caller'] {
  return {
    onsetMs: null,
    frameMs: 0,
    fadedMs: null,
    startedMs: null,
    stoppedMs: 0,
    pieces: [],
    partial: NOTHING_SAID,
    awaitedMs: [],
    isOver: false,
  }
}

import type { Turn, TurnTimings } from '../../server/domain/transcript/turn'
import type { CallerTurn } from '../../server/domain/turn-taking/turn-state'
import type { ChatMessage } from '../../server/ports/language-model'

/** Older messages are forgotten in steps, so that the prompt's beginning stays the same for many turns. */
const HISTORY_MESSAGES = 80
const FORGOTTEN_AT_ONCE = 30

/** What was said on a call: the transcript's turns and the model's history, which holds only what the caller has heard. */
export class Conversation {
  private nextIndex = 0
  private history: ChatMessage[] = []
  hadCaller = false

  constructor(
    private systemPrompt: string,
    private readonly onTurn: (turn: Turn) => void,
  ) {}

  /** Goes on where an earlier stream of the same call was. */
  continueFrom(earlier: Conversation): void {
    this.nextIndex = earlier.nextIndex
    this.history = [...earlier.history]
    this.hadCaller = earlier.hadCaller
  }

  get hasTurns(): boolean {
    return this.nextIndex > 0
  }

  /** Tells the agent more than was known when the call was opened: from the next reply on. */
  brief(systemPrompt: string): void {
    this.systemPrompt = systemPrompt
  }

  /** Messages for a reply to `callerText`. */
  messagesFor(callerText: string): ChatMessage[] {
    return [{ role: 'system', content: this.systemPrompt }, ...this.history, { role: 'user', content: callerText }]
  }

  addCallerTurn(turn: CallerTurn): void {
    const text = turn.pieces.map((piece) => piece.text).join(' ')
    const spoken = turn.pieces.filter((piece) => piece.confidence !== null)
    this.hadCaller = true
    this.remember({ role: 'user', content: text })
    this.onTurn({
      index: this.nextIndex++,
      role: 'caller',
      text,
      heardText: null,
      interrupted: false,
      startedMs: wholeMs(turn.startedMs),
      endedMs: Math.max(wholeMs(turn.startedMs), wholeMs(turn.endedMs)),
      language: turn.pieces.find((piece) => piece.language !== null)?.language ?? null,
      confidence: spoken.length === 0 ? null : spoken.reduce((sum, piece) => sum + (piece.confidence ?? 0), 0) / spoken.length,
      timings: null,
    })
  }

  /** Tool calls of a reply and their results. */
  addExchange(messages: ChatMessage[]): void {
    for (const message of messages) this.remember(message)
  }

  addAgentTurn(turn: {
    text: string
    heardText: string
    interrupted: boolean
    startedMs: number
    endedMs: number
    language: string
    timings: TurnTimings | null
  }): number {
    if (turn.heardText !== '') this.remember({ role: 'assistant', content: turn.heardText })
    const index = this.nextIndex++
    const startedMs = wholeMs(turn.startedMs)
    this.onTurn({ ...turn, index, role: 'agent', confidence: null, startedMs, endedMs: Math.max(startedMs, wholeMs(turn.endedMs)) })
    return index
  }

  private remember(message: ChatMessage): void {
    this.history.push(message)
    if (this.history.length <= HISTORY_MESSAGES) return
    // A tool's result without its call is refused by providers: the cut comes before a caller's turn.
    const cut = this.history.findIndex((kept, index) => index >= FORGOTTEN_AT_ONCE && kept.role === 'user')
    this.history = this.history.slice(cut < 0 ? FORGOTTEN_AT_ONCE : cut)
  }
}

function wholeMs(ms: number): number {
  return Math.max(0, Math.round(ms))
}

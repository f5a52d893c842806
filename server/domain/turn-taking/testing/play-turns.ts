import { reduceTurns } from '../reduce-turns'
import { DEFAULT_TURN_SETTINGS, type TurnSettings } from '../turn-settings'
import { createTurnState, type TimerName, type TurnCommand, type TurnEvent, type TurnState } from '../turn-state'

type Untimed<Event> = Event extends unknown ? Omit<Event, 'nowMs'> : never
export type Happening = Untimed<TurnEvent>

/** Plays events at their moments, with the timers that come due in between, and keeps every command with its moment. */
export class TurnPlay {
  state: TurnState
  readonly commands: (TurnCommand & { atMs: number })[] = []
  private nowMs = 0

  constructor(settings: Partial<TurnSettings> = {}) {
    this.state = createTurnState({ ...DEFAULT_TURN_SETTINGS, ...settings })
  }

  /** Lets time pass until `atMs`, then lets `event` happen. */
  at(atMs: number, event: Happening): this {
    this.until(atMs)
    this.apply(event)
    return this
  }

  until(atMs: number): this {
    for (let next = this.nextTimer(); next && next.due <= atMs; next = this.nextTimer()) {
      this.nowMs = Math.max(this.nowMs, next.due)
      this.apply({ type: 'timer', timer: next.timer })
    }
    this.nowMs = Math.max(this.nowMs, atMs)
    return this
  }

  /** The caller sounds from one moment to another, and `text` is recognised a little after. The detector is as slow as it is. */
  speech(fromMs: number, untilMs: number, text: string, options: { isGuess?: boolean } = {}): this {
    const durationMs = untilMs - fromMs
    this.at(fromMs + 100, { type: 'speech_started', atMs: fromMs, frameMs: 20 })
    if (untilMs + 40 > fromMs + 100) this.at(untilMs + 40, { type: 'sound_faded', atMs: untilMs })
    this.at(Math.max(untilMs + 230, fromMs + 101), { type: 'speech_stopped', atMs: untilMs, durationMs, isFinalComing: true })
    return this.at(untilMs + 310, { type: 'final', text, language: null, confidence: null, isGuess: options.isGuess ?? true })
  }

  /** The greeting is heard and over by `atMs`. */
  greeted(atMs: number): this {
    return this.at(0, { type: 'call_started', hasNotice: false })
      .at(10, { type: 'reply_heard', replyId: 1 })
      .at(atMs, { type: 'reply_finished', replyId: 1 })
  }

  /** The agent is in the middle of a long greeting. */
  greeting(): this {
    return this.at(0, { type: 'call_started', hasNotice: false }).at(10, { type: 'reply_heard', replyId: 1 })
  }

  of<Type extends TurnCommand['type']>(type: Type): (Extract<TurnCommand, { type: Type }> & { atMs: number })[] {
    return this.commands.filter((command): command is Extract<TurnCommand, { type: Type }> & { atMs: number } => command.type === type)
  }

  /** What was answered, as text. */
  get answers(): string[] {
    return this.of('answer').map(({ turn }) => turn.pieces.map((piece) => piece.text).join(' '))
  }

  get types(): string[] {
    return this.commands.map((command) => (command.type === 'say' ? `say ${command.line}` : command.type))
  }

  /** Commands without the looks at half-said words. */
  get decisions(): string[] {
    return this.types.filter((type) => type !== 'peek')
  }

  private apply(event: Happening): void {
    const { state, commands } = reduceTurns(this.state, { ...event, nowMs: this.nowMs } as TurnEvent)
    this.state = state
    for (const command of commands) this.commands.push({ ...command, atMs: this.nowMs })
  }

  private nextTimer(): { timer: TimerName; due: number } | null {
    const due = Object.entries(this.state.timers) as [TimerName, number][]
    const [first] = due.sort((a, b) => a[1] - b[1])
    return first ? { timer: first[0], due: first[1] } : null
  }
}

import { reduceTurns } from '../../server/domain/turn-taking/reduce-turns'
import type { TurnSettings } from '../../server/domain/turn-taking/turn-settings'
import {
  createTurnState,
  type TimerName,
  type TurnCommand,
  type TurnEvent,
  type TurnState,
} from '../../server/domain/turn-taking/turn-state'

type Untimed<Event> = Event extends unknown ? Omit<Event, 'nowMs'> : never
/** An event as it happens; the driver knows the time. */
export type TurnHappening = Untimed<TurnEvent>

/** Runs the turn-taking rules for one call: feeds events in, in order, carries commands out, and turns dues into events. */
export class TurnDriver {
  private current: TurnState
  /** When the first timer of the present state is due: most ticks end at this number. */
  private firstDueMs: number
  private readonly waiting: TurnHappening[] = []
  private isBusy = false

  constructor(
    settings: TurnSettings,
    /** Milliseconds of call time. */
    private readonly now: () => number,
    private readonly execute: (command: TurnCommand) => void,
    /** Until when what the caller does is known: audio that is late on its way says nothing yet. */
    private readonly heardUntil: () => number = now,
    /** Asks for a `tick` at that moment. */
    private readonly callBy: (atMs: number) => void = () => {},
  ) {
    this.current = createTurnState(settings)
    this.firstDueMs = firstDue(this.current)
  }

  get state(): TurnState {
    return this.current
  }

  /** What a command causes at once is taken up after the commands of the step before it. */
  dispatch(event: TurnHappening): void {
    this.waiting.push(event)
    if (this.isBusy) return
    this.isBusy = true
    try {
      for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
        const { state, commands } = reduceTurns(this.current, { ...next, nowMs: this.now() } as TurnEvent)
        this.current = state
        this.firstDueMs = firstDue(state)
        for (const command of commands) this.execute(command)
      }
    } finally {
      this.isBusy = false
      this.callBy(this.firstDueMs)
    }
  }

  /** @returns when it must be called again, unless `callBy` asks for it before */
  tick(nowMs: number): number {
    if (nowMs < this.firstDueMs) return this.firstDueMs
    const { timers } = this.current
    for (const timer in timers) {
      const due = timers[timer as TimerName]
      if (due !== undefined && due <= nowMs) {
        this.dispatch({ type: 'timer', timer: timer as TimerName, heardUntilMs: this.heardUntil() })
      }
    }
    return this.firstDueMs
  }
}

function firstDue({ timers }: TurnState): number {
  return Math.min(...Object.values(timers).map((due) => due ?? Number.POSITIVE_INFINITY))
}

import { levelDbfs } from '../../server/domain/audio/level'
import type { TurnTimings } from '../../server/domain/transcript/turn'
import type { BrowserMessage } from '../transports/browser-messages'

const LEVEL_EVERY_MS = 100
/** Quieter than this shows as nothing. */
const FLOOR_DBFS = -60

/** What the person in front of a browser call sees. Does nothing on a telephone call. */
export class CallScreen {
  private state: string | null = null
  private levels = { caller: 0, agent: 0, shownAtMs: 0, wasZero: true }
  private agentPlays: { startsMs: number; endsMs: number; level: number }[] = []
  private callerCaption = 0
  private heard = ''

  constructor(private readonly send: ((message: BrowserMessage) => void) | null) {}

  get isOn(): boolean {
    return this.send !== null
  }

  show(message: BrowserMessage): void {
    this.send?.(message)
  }

  showState(state: Extract<BrowserMessage, { type: 'state' }>['state']): void {
    if (state === this.state) return
    this.state = state
    this.send?.({ type: 'state', state })
  }

  /** The caller's words in this turn so far. The same caption grows until it is final. */
  callerSaid(text: string, isFinal: boolean, atMs: number): void {
    this.send?.({ type: 'caption', role: 'caller', id: `c${this.callerCaption}`, text, final: isFinal, at_ms: Math.round(atMs) })
    if (isFinal) this.callerCaption++
  }

  agentSays(reply: { id: number; text: string; heard: string; final: boolean; interrupted: boolean; atMs: number }): void {
    const { id, text, heard, final, interrupted, atMs } = reply
    if (!this.send || (!final && heard === this.heard && heard !== '')) return
    this.heard = final ? '' : heard
    this.send({ type: 'caption', role: 'agent', id: `a${id}`, text, heard, final, interrupted, at_ms: Math.round(atMs) })
  }

  showLatency(turn: number, timings: TurnTimings): void {
    const message: Extract<BrowserMessage, { type: 'latency' }> = { type: 'latency', turn }
    for (const [key, value] of Object.entries(timings))
      if (value !== undefined)
        message[key.replace(/Ms$/, '_ms').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)] = Math.round(value)
    this.send?.(message)
  }

  callerSounds(pcm: Int16Array): void {
    if (this.send) this.levels.caller = Math.max(this.levels.caller, toLevel(pcm))
  }

  agentSounds(pcm: Int16Array, startsMs: number, durationMs: number): void {
    if (this.send) this.agentPlays.push({ startsMs, endsMs: startsMs + durationMs, level: toLevel(pcm) })
  }

  agentIsCleared(): void {
    this.agentPlays = []
  }

  tick(nowMs: number): void {
    if (!this.send || nowMs - this.levels.shownAtMs < LEVEL_EVERY_MS) return
    this.agentPlays = this.agentPlays.filter((play) => play.endsMs > nowMs)
    const agent = this.agentPlays.find((play) => play.startsMs <= nowMs)?.level ?? 0
    const { caller } = this.levels
    const isZero = caller === 0 && agent === 0
    if (!isZero || !this.levels.wasZero) this.send({ type: 'levels', caller, agent })
    this.levels = { caller: 0, agent: 0, shownAtMs: nowMs, wasZero: isZero }
  }
}

function toLevel(pcm: Int16Array): number {
  const level = (levelDbfs(pcm) - FLOOR_DBFS) / -FLOOR_DBFS
  return level <= 0 ? 0 : Math.round(Math.min(1, level) * 100) / 100
}

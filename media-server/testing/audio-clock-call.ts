import { DEFAULT_TURN_SETTINGS } from '../../server/domain/turn-taking/turn-settings'
import type { TurnCommand } from '../../server/domain/turn-taking/turn-state'
import type { VoiceActivity, VoiceActivityEvent } from '../../server/ports/voice-activity'
import {
  createEmbeddedSpeechToText,
  createMoonshineWorker,
  type MoonshineWorker,
} from '../../server/vendors/embedded-speech/embedded-speech-to-text'
import { loadFvad } from '../../server/vendors/embedded-speech/fvad'
import type { MoonshineReply, MoonshineRequest } from '../../server/vendors/embedded-speech/moonshine.worker'
import { loadSilero } from '../../server/vendors/embedded-speech/silero'
import { createVoiceActivityEngine, type VoiceActivityEngine } from '../../server/vendors/embedded-speech/voice-activity-engine'
import { InboundClock } from '../audio/inbound-clock'
import { AsyncQueue } from '../lib/async-queue'
import { ListenStage } from '../stages/listen'
import { TurnDriver } from '../turns/turn-driver'

const STEP_MS = 5
const TICK_MS = 10
/** The detector's thread is handed audio up to 10 ms late, and answers some milliseconds later. */
const DETECTOR_LAG_MS = 13
const RATE_HZ = 8000

export type Interruption = {
  /** From the first sound to the decision; null: the agent went on talking. */
  reactionMs: number | null
  cause: string | null
  /** What the recogniser understood, and when it said so. */
  heard: { atMs: number; text: string }[]
}

/**
 * Calls whose time is that of their audio: nothing is later because this machine has other things to do. The real listening stage and turn
 * rules, with the embedded detector and recogniser; a decode takes as long as `decodeMs` makes of the processor time it took.
 */
export class AudioClockCalls {
  private nowMs = 0
  private readonly due: { atMs: number; work: () => void | Promise<void> }[] = []
  private lastStream = 0

  private constructor(
    private readonly engine: VoiceActivityEngine,
    private readonly recogniser: Pick<MoonshineWorker, 'request'>,
    private readonly frameMs: number,
    private readonly decodeMs: (takenMs: number) => number,
  ) {}

  static async open(options: {
    dataDir: string
    frameMs?: number
    decodeMs: (takenMs: number) => number
    recogniser?: Pick<MoonshineWorker, 'request'>
  }): Promise<AudioClockCalls> {
    const [silero, fvad] = await Promise.all([loadSilero(), loadFvad()])
    return new AudioClockCalls(
      createVoiceActivityEngine(silero, fvad),
      options.recogniser ?? createMoonshineWorker(options),
      options.frameMs ?? 20,
      options.decodeMs,
    )
  }

  /** The agent talks and the caller makes `sound`, 8 kHz. `line`: what the telephone makes of every frame. */
  async interrupt(
    sound: Int16Array,
    { beforeMs = 1500, afterMs = 1200, line = (pcm: Int16Array): Int16Array => pcm } = {},
  ): Promise<Interruption> {
    this.nowMs = 0
    this.due.length = 0
    const abort = new AbortController()
    const now = () => this.nowMs
    const clock = new InboundClock()
    const listen = new ListenStage({
      providers: [createEmbeddedSpeechToText({ dataDir: '', worker: this.slowWorker() })],
      voiceActivity: this.detector(),
      clock,
      sampleRateHz: RATE_HZ,
      language: 'en-IN',
      keyterms: [],
      signal: abort.signal,
      now,
      onHeard: () => {},
      onFailure: (provider, error) => {
        throw new Error(`${provider} failed`, { cause: error })
      },
    })
    let stopped: { atMs: number; cause: string } | null = null
    const heard: Interruption['heard'] = []
    const driver: TurnDriver = new TurnDriver({ ...DEFAULT_TURN_SETTINGS, endpointing: 'ours' }, now, (command: TurnCommand) => {
      if (command.type === 'peek') listen.peek()
      else if (command.type === 'split_speech') listen.split()
      else if (command.type === 'interrupt') stopped ??= { atMs: this.nowMs, cause: command.cause }
    })
    driver.dispatch({ type: 'call_started', hasNotice: false })
    driver.dispatch({ type: 'reply_heard', replyId: 1 })
    void (async () => {
      for await (const event of listen.events) {
        if (event.type === 'partial' || event.type === 'final') heard.push({ atMs: this.nowMs - beforeMs, text: event.text })
        if (event.type !== 'deaf') driver.dispatch(event)
      }
    })()
    const frame = (this.frameMs * RATE_HZ) / 1000
    const before = (beforeMs * RATE_HZ) / 1000
    const untilMs = beforeMs + sound.length / 8 + afterMs
    for (; this.nowMs <= untilMs && !stopped; this.nowMs += STEP_MS) {
      if (this.nowMs > 0 && this.nowMs % this.frameMs === 0) {
        const pcm = new Int16Array(frame)
        const at = (this.nowMs * RATE_HZ) / 1000 - frame - before
        for (let index = Math.max(0, -at); index < frame; index++) pcm[index] = sound[at + index] ?? 0
        clock.place(this.frameMs, this.nowMs)
        listen.write(line(pcm), this.nowMs)
      }
      for (const next of this.due.filter(({ atMs }) => atMs <= this.nowMs)) {
        this.due.splice(this.due.indexOf(next), 1)
        await next.work()
      }
      await settle()
      if (this.nowMs % TICK_MS === 0) {
        driver.tick(this.nowMs)
        listen.tick(this.nowMs)
      }
      await settle()
    }
    abort.abort()
    const end = stopped as { atMs: number; cause: string } | null
    return { reactionMs: end ? end.atMs - beforeMs : null, cause: end?.cause ?? null, heard }
  }

  private detector(): VoiceActivity {
    return {
      open: ({ sampleRateHz, signal }) => {
        const id = ++this.lastStream
        const events = new AsyncQueue<VoiceActivityEvent>()
        this.engine.open({ type: 'open', stream: id, sampleRateHz, position: 0, isSpeaking: false })
        signal.addEventListener('abort', () => {
          this.engine.close(id)
          events.end()
        })
        return {
          events,
          write: (pcm) => {
            const copy = pcm.slice()
            this.due.push({
              atMs: this.nowMs + DETECTOR_LAG_MS,
              work: async () => {
                for (const { type, atMs } of await this.engine.listen(copy, Int32Array.of(id, 0, copy.length))) events.push({ type, atMs })
              },
            })
          },
        }
      },
    }
  }

  /** One decode at a time, guesses last. */
  private slowWorker(): MoonshineWorker {
    const waiting: { isLow: boolean; begin(): Promise<void> }[] = []
    let isBusy = false
    const next = async () => {
      if (isBusy) return
      const [first] = waiting.splice(
        Math.max(
          0,
          waiting.findIndex(({ isLow }) => !isLow),
        ),
        1,
      )
      if (!first) return
      isBusy = true
      await first.begin()
    }
    return {
      request: (request: MoonshineRequest, { priority, signal } = {}) =>
        new Promise<MoonshineReply>((resolve, reject) => {
          const begin = async () => {
            const before = process.cpuUsage()
            const reply = await this.recogniser.request(request)
            const { user, system } = process.cpuUsage(before)
            const work = () => {
              isBusy = false
              if (signal?.aborted) reject(signal.reason)
              else resolve(reply)
              return next()
            }
            this.due.push({ atMs: this.nowMs + this.decodeMs((user + system) / 1000), work })
          }
          waiting.push({ isLow: priority === 'low', begin })
          this.due.push({ atMs: this.nowMs, work: next })
        }),
      queued: () => waiting.length,
      ready: async () => {},
      kill: async () => {},
      close: async () => {},
    }
  }
}

/** Lets everything that hangs on promises happen. */
async function settle(): Promise<void> {
  for (let round = 0; round < 3; round++) await new Promise((resolve) => setImmediate(resolve))
}

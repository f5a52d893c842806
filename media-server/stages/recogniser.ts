import type { SpeechEvent, SpeechToText, SpeechToTextStream } from '../../server/ports/speech-to-text'
import { untilAborted } from '../lib/until-aborted'

/** Words asked for and not given within this time: the recogniser hangs, unless it says itself how long it may take. */
const ANSWER_LIMIT_MS = 2000
/** Audio kept so that another recogniser can be asked the same again. */
const KEPT_MS = 20_000

export type RecogniserOptions = {
  /** Best first; the others stand in. */
  providers: SpeechToText[]
  sampleRateHz: number
  language: string
  keyterms: string[]
  signal: AbortSignal
  now: () => number
  onEvent(event: SpeechEvent): void
  /** Seconds of audio a provider was given. */
  onHeard(provider: string, seconds: number): void
  /** `isLast`: nobody is left who could listen. */
  onFailure(provider: string, error: unknown, isLast: boolean): void
}

type Asked = { startedMs: number; endedMs: number; atMs: number }

/**
 * One call's recogniser: opens a stream, and when it breaks or hangs opens another (the same provider once more, then the
 * next) and gives it what has not been answered. Times are milliseconds of audio written to this object.
 */
export class Recogniser {
  private stream: SpeechToTextStream | null = null
  private current = 0
  private hasRetried = false
  private abort = new AbortController()
  private writtenMs = 0
  /** Where the present stream began. */
  private baseMs = 0
  private kept: { fromMs: number; pcm: Int16Array }[] = []
  private asked: Asked[] = []

  constructor(private readonly options: RecogniserOptions) {
    options.signal.addEventListener('abort', () => this.abort.abort(), { once: true })
    this.stream = this.open()
  }

  get provider(): SpeechToText {
    return this.options.providers[this.current] as SpeechToText
  }

  get positionMs(): number {
    return this.writtenMs
  }

  write(pcm: Int16Array): void {
    const durationMs = this.toMs(pcm.length)
    this.kept.push({ fromMs: this.writtenMs, pcm })
    while ((this.kept[0]?.fromMs ?? 0) < this.writtenMs - KEPT_MS) this.kept.shift()
    this.writtenMs += durationMs
    this.options.onHeard(this.provider.name, durationMs / 1000)
    this.stream?.write(pcm)
  }

  /** A stretch of speech is over: exactly one `final` follows. */
  finalize(utterance: { startedMs: number; endedMs: number }): void {
    this.asked.push({ ...utterance, atMs: this.options.now() })
    this.stream?.finalize(this.toStream(utterance))
  }

  peek(startedMs: number): void {
    this.stream?.peek({ startedMs: startedMs - this.baseMs })
  }

  /** Notices a recogniser that owes an answer for too long. */
  tick(nowMs: number): void {
    const oldest = this.asked[0]
    const limitMs = this.provider.answerLimitMs ?? ANSWER_LIMIT_MS
    if (oldest && nowMs - oldest.atMs > limitMs) this.replace(new Error('The recogniser does not answer'))
  }

  private open(): SpeechToTextStream | null {
    const { sampleRateHz, language, keyterms } = this.options
    this.abort = new AbortController()
    if (this.options.signal.aborted) return null
    const { signal } = this.abort
    try {
      const stream = this.provider.open({ sampleRateHz, language, keyterms, signal })
      void this.read(stream, signal)
      return stream
    } catch (error) {
      queueMicrotask(() => this.replace(error, signal))
      return null
    }
  }

  private async read(stream: SpeechToTextStream, signal: AbortSignal): Promise<void> {
    try {
      for await (const event of untilAborted(stream.events, signal)) this.pass(event)
      if (!signal.aborted) this.replace(new Error('The recogniser closed its stream'), signal)
    } catch (error) {
      this.replace(error, signal)
    }
  }

  private pass(event: SpeechEvent): void {
    if (event.type === 'final') {
      this.hasRetried = false
      this.asked.shift()
      const keepFromMs = this.asked[0]?.startedMs ?? this.baseMs + event.endedMs
      while (this.kept[0] && this.kept[0].fromMs + this.toMs(this.kept[0].pcm.length) <= keepFromMs) this.kept.shift()
    }
    this.options.onEvent(event.type === 'partial' ? { ...event, atMs: event.atMs + this.baseMs } : event)
  }

  /** Changes to a fresh stream. `failed`: the signal of the stream that failed; a later one is left alone. */
  private replace(error: unknown, failed: AbortSignal = this.abort.signal): void {
    if (this.options.signal.aborted || failed !== this.abort.signal || failed.aborted) return
    this.abort.abort()
    this.stream = null
    const isLast = this.hasRetried && this.current + 1 >= this.options.providers.length
    this.options.onFailure(this.provider.name, error, isLast)
    if (isLast) return
    if (this.hasRetried) this.current++
    this.hasRetried = !this.hasRetried
    this.baseMs = this.kept[0]?.fromMs ?? this.writtenMs
    const stream = this.open()
    this.stream = stream
    for (const { pcm } of this.kept) stream?.write(pcm)
    for (const utterance of this.asked) {
      utterance.atMs = this.options.now()
      stream?.finalize(this.toStream(utterance))
    }
  }

  private toStream({ startedMs, endedMs }: { startedMs: number; endedMs: number }) {
    return { startedMs: Math.max(0, startedMs - this.baseMs), endedMs: Math.max(0, endedMs - this.baseMs) }
  }

  private toMs(samples: number): number {
    return (samples * 1000) / this.options.sampleRateHz
  }
}

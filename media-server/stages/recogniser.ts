import type { SpeechEvent, SpeechToText, SpeechToTextStream } from '../../server/ports/speech-to-text'
import { AudioRing } from '../audio/audio-ring'
import { untilAborted } from '../lib/until-aborted'

/** Words asked for and not given within this time: the recogniser hangs, unless it says itself how long it may take. */
const ANSWER_LIMIT_MS = 2000
/** Audio kept so that another recogniser can be asked the same again, and how much of it is handed over at a time. */
const KEPT_MS = 20_000
const HANDED_OVER_MS = 200

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
  /** Where the present stream began. */
  private baseMs = 0
  /** Everything written to this object, as far back as it may be asked for again: one block, which costs the collector nothing. */
  private readonly kept: AudioRing
  /** Audio before this is answered for. */
  private answeredMs = 0
  private asked: Asked[] = []

  constructor(private readonly options: RecogniserOptions) {
    this.kept = new AudioRing(this.toSamples(KEPT_MS))
    options.signal.addEventListener('abort', () => this.abort.abort(), { once: true })
    this.stream = this.open()
  }

  get provider(): SpeechToText {
    return this.options.providers[this.current] as SpeechToText
  }

  get positionMs(): number {
    return this.toMs(this.kept.end)
  }

  write(pcm: Int16Array): void {
    this.kept.write(pcm)
    this.options.onHeard(this.provider.name, this.toMs(pcm.length) / 1000)
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
      this.answeredMs = Math.max(this.answeredMs, this.asked[0]?.startedMs ?? this.baseMs + event.endedMs)
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
    const kept = this.kept.since(this.toSamples(this.answeredMs))
    this.baseMs = this.positionMs - this.toMs(kept.length)
    const stream = this.open()
    this.stream = stream
    const part = this.toSamples(HANDED_OVER_MS)
    for (let at = 0; at < kept.length; at += part) stream?.write(kept.subarray(at, at + part))
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

  private toSamples(ms: number): number {
    return Math.floor((ms * this.options.sampleRateHz) / 1000)
  }
}

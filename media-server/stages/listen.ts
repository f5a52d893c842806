import type { SpeechEvent } from '../../server/ports/speech-to-text'
import type { VoiceActivity, VoiceActivityEvent, VoiceActivityStream } from '../../server/ports/voice-activity'
import { AudioRing } from '../audio/audio-ring'
import { FADE_NOTICED_AFTER_MS, FadeDetector } from '../audio/fade-detector'
import type { InboundClock } from '../audio/inbound-clock'
import { rootMeanSquare, soundBefore } from '../audio/sound-before'
import { AsyncQueue } from '../lib/async-queue'
import { untilAborted } from '../lib/until-aborted'
import { LIMITS } from '../limits'
import { Recogniser, type RecogniserOptions } from './recogniser'

/** What the caller does. Times are call time in milliseconds. */
export type ListenEvent =
  | { type: 'speech_started'; atMs: number; frameMs: number }
  | { type: 'speech_stopped'; atMs: number; durationMs: number; isFinalComing: boolean }
  /** Within speech: the sound died away, or came back. */
  | { type: 'sound_faded'; atMs: number }
  | { type: 'sound_back' }
  /** `isGuess`: from a recogniser that hears words in any short sound. `heardMs`: how much of the present sound they come from. */
  | { type: 'partial'; text: string; heardMs: number; isGuess: boolean }
  | { type: 'final'; text: string; language: string | null; confidence: number | null; isGuess: boolean }
  | { type: 'turn_ended' }
  /** Nobody is left who could listen. */
  | { type: 'deaf' }

/** Sound before the detector's onset that belongs to the first word. */
const LEAD_MS = 300
/** Sound after the end of speech that the recogniser still gets: longer where it decides itself that a turn is over. */
const TAIL_MS = { ours: 200, provider: 1500 } as const
const RING_MS = 2000
/** How far before the detector's onset a sound may have begun. */
const LOOK_BACK_MS = 240
/** The line before a sound, by which its dying away is judged. */
const BACKGROUND_MS = 120
const VOICE_DETECTOR_FAILED = 'voice-activity'

export type ListenOptions = Omit<RecogniserOptions, 'onEvent'> & { voiceActivity: VoiceActivity | null; clock: InboundClock }

/**
 * The caller's audio in, what the caller does out. Silence goes to nobody: the recogniser gets speech with a little around it,
 * and is asked for words at the end of every stretch, so that they are there when the turn is decided to be over.
 */
export class ListenStage {
  readonly events = new AsyncQueue<ListenEvent>()
  private readonly recogniser: Recogniser
  private detector: VoiceActivityStream | null = null
  private readonly ring: AudioRing
  /** Speech under way, in samples of the inbound stream and in the recogniser's time. */
  private speech: { fromSample: number; sttStartedMs: number } | null = null
  /** Until this inbound sample the recogniser gets the sound after speech. */
  private tailUntilSample = 0
  private isOpen = false
  private isOver = false
  private frameMs = 0
  private lastAudioMs = 0
  private readonly fade: FadeDetector

  constructor(private readonly options: ListenOptions) {
    this.ring = new AudioRing(this.toSamples(RING_MS))
    this.fade = new FadeDetector(options.sampleRateHz)
    this.recogniser = new Recogniser({
      ...options,
      onEvent: (event) => this.onWords(event),
      onFailure: (...failure) => this.onFailure(...failure),
    })
    if (options.voiceActivity) this.watch(options.voiceActivity)
    else this.isOpen = true
    options.signal.addEventListener('abort', () => this.end(), { once: true })
  }

  get endpointing(): 'ours' | 'provider' {
    return this.recogniser.provider.endpointing
  }

  get providerName(): string {
    return this.recogniser.provider.name
  }

  /** Call time of the newest audio. */
  get heardUntilMs(): number {
    return this.toCallMs(this.ring.end)
  }

  write(pcm: Int16Array, nowMs: number): void {
    this.frameMs = this.toMs(pcm.length)
    this.lastAudioMs = nowMs
    if (this.isOver) return
    this.ring.write(pcm)
    if (this.isOpen) {
      this.recogniser.write(pcm)
      if (this.detector && !this.speech && this.ring.end >= this.tailUntilSample) this.isOpen = false
    }
    this.detector?.write(pcm)
    const change = this.speech ? this.fade.accept(pcm) : null
    if (change === 'sound_faded') this.events.push({ type: change, atMs: this.toCallMs(this.ring.end) - FADE_NOTICED_AFTER_MS })
    else if (change) this.events.push({ type: change })
  }

  private end(): void {
    this.isOver = true
    this.events.end()
  }

  tick(nowMs: number): void {
    this.recogniser.tick(nowMs)
    // A stream that stops in the middle of a word would leave the caller speaking for ever.
    const missingMs = nowMs - this.lastAudioMs
    if (this.speech && missingMs > LIMITS.stalledAudioMs) this.write(new Int16Array(this.toSamples(missingMs)), nowMs)
  }

  /** What has been said since speech began. */
  peek(): void {
    if (this.speech) this.recogniser.peek(this.speech.sttStartedMs)
  }

  /** Ends the stretch under way although sound goes on: a `final` follows. */
  split(): void {
    const endedMs = this.recogniser.positionMs
    const startedMs = this.speech?.sttStartedMs ?? endedMs
    this.recogniser.finalize({ startedMs, endedMs })
    if (this.speech) this.speech = { fromSample: this.ring.end, sttStartedMs: endedMs }
  }

  private async watch(voiceActivity: VoiceActivity): Promise<void> {
    const { sampleRateHz, signal } = this.options
    try {
      this.detector = voiceActivity.open({ sampleRateHz, signal })
      for await (const event of untilAborted(this.detector.events, signal)) this.onVoice(event)
    } catch (error) {
      if (!signal.aborted) this.options.onFailure(VOICE_DETECTOR_FAILED, error, false)
    }
    // Without a detector the recogniser hears everything and tells by itself when somebody speaks.
    this.detector = null
    this.isOpen = true
  }

  private onVoice(event: VoiceActivityEvent): void {
    if (event.type === 'started') this.speechStarted(this.toSamples(event.atMs))
    else this.speechStopped(this.toSamples(event.atMs))
  }

  private speechStarted(detectedAt: number): void {
    if (this.speech) return
    const lookBack = this.toSamples(LOOK_BACK_MS)
    const before = this.ring.since(Math.max(0, detectedAt - lookBack)).subarray(0, Math.min(lookBack, detectedAt))
    const atSample = detectedAt - soundBefore(before, this.options.sampleRateHz)
    const sttStartedMs = this.openGate(atSample)
    this.speech = { fromSample: atSample, sttStartedMs }
    this.fade.begin(this.ring.since(atSample), this.levelBefore(atSample))
    this.events.push({ type: 'speech_started', atMs: this.toCallMs(atSample), frameMs: this.frameMs })
  }

  private levelBefore(atSample: number): number {
    const length = Math.min(atSample, this.toSamples(BACKGROUND_MS))
    return length === 0 ? 0 : rootMeanSquare(this.ring.since(atSample - length).subarray(0, length))
  }

  /** Lets sound from a little before `atSample` on through to the recogniser. @returns the recogniser's time of that sample */
  private openGate(atSample: number): number {
    const missing = this.ring.end - atSample
    if (!this.isOpen) {
      this.isOpen = true
      this.recogniser.write(this.ring.since(Math.max(0, atSample - this.toSamples(LEAD_MS))))
    }
    return Math.max(0, this.recogniser.positionMs - this.toMs(missing))
  }

  private speechStopped(atSample: number): void {
    const { speech } = this
    if (!speech) return
    this.speech = null
    this.tailUntilSample = this.ring.end + this.toSamples(TAIL_MS[this.endpointing])
    const durationMs = this.toMs(Math.max(0, atSample - speech.fromSample))
    const isOurs = this.endpointing === 'ours'
    const endedMs = Math.max(speech.sttStartedMs, this.recogniser.positionMs - this.toMs(this.ring.end - atSample))
    if (isOurs) this.recogniser.finalize({ startedMs: speech.sttStartedMs, endedMs })
    this.events.push({ type: 'speech_stopped', atMs: this.toCallMs(atSample), durationMs, isFinalComing: isOurs })
  }

  private onWords(event: SpeechEvent): void {
    const isGuess = this.recogniser.provider.isGuessing === true
    switch (event.type) {
      case 'partial':
        if (!this.detector && event.text !== '') this.heardWithoutDetector()
        this.events.push({ type: 'partial', text: event.text, heardMs: event.atMs - (this.speech?.sttStartedMs ?? event.atMs), isGuess })
        return
      case 'final': {
        const { text, language, confidence } = event
        if (!this.detector && this.speech) this.stoppedWithoutDetector(event.endedMs - event.startedMs)
        this.events.push({ type: 'final', text, language, confidence, isGuess })
        return
      }
      case 'turn_ended':
        this.events.push({ type: 'turn_ended' })
        return
      case 'speech_started':
        if (!this.detector) this.heardWithoutDetector()
    }
  }

  private heardWithoutDetector(): void {
    if (this.speech) return
    this.speech = { fromSample: this.ring.end, sttStartedMs: this.recogniser.positionMs }
    this.events.push({ type: 'speech_started', atMs: this.toCallMs(this.ring.end), frameMs: this.frameMs })
  }

  private stoppedWithoutDetector(durationMs: number): void {
    this.speech = null
    this.events.push({ type: 'speech_stopped', atMs: this.toCallMs(this.ring.end), durationMs, isFinalComing: true })
  }

  private onFailure(provider: string, error: unknown, isLast: boolean): void {
    this.options.onFailure(provider, error, isLast)
    if (isLast) this.events.push({ type: 'deaf' })
  }

  private toCallMs(sample: number): number {
    return this.options.clock.toCallMs(this.toMs(sample), this.options.now())
  }

  private toMs(samples: number): number {
    return (samples * 1000) / this.options.sampleRateHz
  }

  private toSamples(ms: number): number {
    return Math.round((ms * this.options.sampleRateHz) / 1000)
  }
}

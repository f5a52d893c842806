import { WebSocket } from 'ws'
import { toAudio, toNoise, toText } from './spoken-text'

const FRAME_MS = 20

export type ReceivedFrame = { pcm: Int16Array; atMs: number }
type Queued = { pcm: Int16Array; done: () => void }

/**
 * A caller on Exotel's wire protocol: streams its microphone in real time (silence where nothing is said), plays what it
 * receives, answers marks when it has played up to them, and forgets its queue at a `clear`.
 */
export class ExotelCaller {
  readonly frames: ReceivedFrame[] = []
  readonly clears: number[] = []
  readonly received: Record<string, unknown>[] = []
  closeCode: number | null = null
  refusedStatus: number | null = null
  /** Samples whose playing has begun. */
  private readonly played: Int16Array[] = []
  private queue: ({ pcm: Int16Array } | { mark: string })[] = []
  private microphone: Queued[] = []
  private timer: NodeJS.Timeout | null = null
  private watchers: (() => void)[] = []
  private sentMs = 0
  private startedAtMs = 0
  private playedMs = 0
  answersMarks = true

  private constructor(
    readonly socket: WebSocket,
    readonly sampleRateHz: number,
  ) {
    socket.on('message', (data) => this.receive(data.toString()))
    socket.on('close', (code) => {
      this.closeCode = code
      if (this.timer) clearInterval(this.timer)
      this.changed()
    })
    socket.on('error', () => this.changed())
    socket.on('unexpected-response', (_request, response) => {
      this.refusedStatus = response.statusCode ?? null
      response.resume()
      this.changed()
    })
  }

  /** Opens the socket, and the stream unless `start` is false. Resolves when it is open or refused. */
  static async dial(url: string, options: { sampleRateHz?: number; start?: boolean } = {}): Promise<ExotelCaller> {
    const caller = new ExotelCaller(new WebSocket(url, { perMessageDeflate: false }), options.sampleRateHz ?? 8000)
    caller.socket.on('open', () => caller.changed())
    await caller.until(() => caller.socket.readyState === WebSocket.OPEN || caller.refusedStatus !== null)
    if (caller.refusedStatus === null && options.start !== false) caller.start()
    return caller
  }

  start(): void {
    this.sendJson({ event: 'connected' })
    this.sendJson({
      event: 'start',
      sequence_number: '1',
      stream_sid: 'stream-1',
      start: {
        stream_sid: 'stream-1',
        call_sid: 'sid',
        account_sid: 'acc',
        from: '09876543210',
        to: '08047491899',
        media_format: { encoding: 'raw', sample_rate: String(this.sampleRateHz), bit_rate: '128' },
      },
    })
    this.startedAtMs = performance.now()
    this.timer = setInterval(() => this.tick(), FRAME_MS / 2)
  }

  /** Says `text`; resolves when its last sound was sent. */
  say(text: string, msPerCharacter = 40): Promise<void> {
    return this.speak(toAudio(text, this.sampleRateHz, msPerCharacter))
  }

  makeNoise(durationMs: number): Promise<void> {
    return this.speak(toNoise(durationMs, this.sampleRateHz))
  }

  speak(pcm: Int16Array): Promise<void> {
    return new Promise((done) => this.microphone.push({ pcm, done }))
  }

  pause(durationMs: number): Promise<void> {
    return this.speak(new Int16Array(Math.round((durationMs * this.sampleRateHz) / 1000)))
  }

  press(digit: string): void {
    this.sendJson({ event: 'dtmf', stream_sid: 'stream-1', dtmf: { digit, duration: '100' } })
  }

  hangUp(): void {
    this.sendJson({ event: 'stop', stream_sid: 'stream-1', stop: { call_sid: 'sid', account_sid: 'acc', reason: 'callended' } })
    this.socket.close(1000)
  }

  sendJson(message: object): void {
    this.socket.send(JSON.stringify(message))
  }

  /** All sound of the agent that was played so far, without the pauses between. */
  get playedAudio(): Int16Array {
    return concat(this.played)
  }

  /** What was played of the agent so far. */
  get heardText(): string {
    return toText(concat(this.played))
  }

  /** Everything that arrived, played or not. */
  get sentText(): string {
    return toText(concat(this.frames.map((frame) => frame.pcm)))
  }

  /** Resolves once `isTrue`; looked at whenever something happens. */
  until(isTrue: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isTrue()) return
        this.watchers = this.watchers.filter((watcher) => watcher !== look)
        resolve()
      }
      this.watchers.push(look)
      look()
    })
  }

  untilHeard(text: string): Promise<void> {
    return this.until(() => this.heardText.includes(text))
  }

  untilClosed(): Promise<void> {
    return this.until(() => this.closeCode !== null)
  }

  private receive(text: string): void {
    const message = JSON.parse(text) as { event: string; media?: { payload: string }; mark?: { name: string } }
    this.received.push(message)
    if (message.event === 'media' && message.media) {
      const bytes = Buffer.from(message.media.payload, 'base64')
      const pcm = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
      this.frames.push({ pcm, atMs: this.nowMs() })
      this.queue.push({ pcm })
    } else if (message.event === 'mark' && message.mark) this.queue.push({ mark: message.mark.name })
    else if (message.event === 'clear') {
      this.clears.push(this.nowMs())
      this.queue = []
    }
    this.changed()
  }

  /** Plays and speaks as much as the clock says. */
  private tick(): void {
    for (const nowMs = this.nowMs(); this.sentMs + FRAME_MS <= nowMs; this.sentMs += FRAME_MS) this.sendMicrophone()
    for (const nowMs = this.nowMs(); this.playedMs + FRAME_MS <= nowMs; this.playedMs += FRAME_MS) this.play()
    this.changed()
  }

  private sendMicrophone(): void {
    const frame = new Int16Array(this.frameSamples)
    for (let filled = 0; filled < frame.length; ) {
      const next = this.microphone[0]
      if (!next) break
      const part = next.pcm.subarray(0, frame.length - filled)
      frame.set(part, filled)
      filled += part.length
      next.pcm = next.pcm.subarray(part.length)
      if (next.pcm.length > 0) continue
      this.microphone.shift()
      next.done()
    }
    if (this.socket.readyState !== WebSocket.OPEN) return
    const payload = Buffer.from(frame.buffer).toString('base64')
    this.sendJson({ event: 'media', stream_sid: 'stream-1', media: { chunk: '1', timestamp: String(this.sentMs), payload } })
  }

  private play(): void {
    for (let left = this.frameSamples; ; ) {
      const next = this.queue[0]
      if (!next) return
      if ('mark' in next) {
        this.queue.shift()
        if (this.answersMarks && this.socket.readyState === WebSocket.OPEN)
          this.sendJson({ event: 'mark', stream_sid: 'stream-1', mark: { name: next.mark } })
        continue
      }
      if (left === 0) return
      const part = next.pcm.subarray(0, left)
      this.played.push(part)
      left -= part.length
      if (part.length === next.pcm.length) this.queue.shift()
      else next.pcm = next.pcm.subarray(part.length)
    }
  }

  private get frameSamples(): number {
    return (this.sampleRateHz * FRAME_MS) / 1000
  }

  nowMs(): number {
    return performance.now() - this.startedAtMs
  }

  private changed(): void {
    for (const watcher of [...this.watchers]) watcher()
  }
}

function concat(parts: Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((total, part) => total + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

import WebSocket from 'ws'
import { VendorError } from '../../domain/errors/vendor-error'
import type { SpeechEvent, SpeechToTextStream } from '../../ports/speech-to-text'
import { createEventQueue } from '../embedded-speech/event-queue'
import { failureOfConnection, failureOfContent, failureOfStatus } from '../http/vendor-failure'
import { AudioSinceCommit } from './audio-since-commit'
import type { Interpreter } from './interpreter'

const VENDOR = 'deepgram'
/** Less than this at the end of the audio may stay without an answer. */
const SETTLED_MS = 1_000

export type DeepgramLimits = {
  handshakeMs: number
  /** Audio goes out and nothing comes back for this long: the connection is dead. */
  answerMs: number
  /** A request to finalise is answered with what there is after this. */
  finalizeMs: number
  /** Pause between two signs of life while no audio is sent. The vendor hangs up after about 10 s. */
  keepAliveMs: number
  /** Nothing was written for this long in the middle of an utterance: the vendor is asked to finish it. */
  idleMs: number
  /** Audio kept for another connection, and waiting for the first. */
  backlogMs: number
}

export const DEEPGRAM_LIMITS: DeepgramLimits = {
  handshakeMs: 5_000,
  answerMs: 6_000,
  finalizeMs: 1_200,
  keepAliveMs: 4_000,
  idleMs: 1_000,
  backlogMs: 10_000,
}

/** What differs between Nova and Flux on the wire. */
export type Protocol = {
  url: URL
  interpreter: Interpreter
  /** Milliseconds of audio in one message. */
  frameMs: number
  finalizeMessage: string
  /** Null: the protocol has none, a WebSocket ping stands in. */
  keepAliveMessage: string | null
  /** May be asked to finalise when nothing is under way, too. */
  finalizesSilence: boolean
}

type Options = { apiKey: string; sampleRateHz: number; signal: AbortSignal; limits: DeepgramLimits; protocol: Protocol }

/** One recognition stream over as many connections as it takes; a connection lost in the middle is replaced once per utterance. */
export function openDeepgramStream(options: Options): SpeechToTextStream {
  const stream = new DeepgramStream(options)
  return {
    write: (pcm) => stream.write(pcm),
    finalize: () => stream.finalize(),
    // Partials arrive by themselves.
    peek: () => undefined,
    events: stream.events,
  }
}

class DeepgramStream {
  readonly events = createEventQueue<SpeechEvent>()
  private readonly audio: AudioSinceCommit
  private readonly frameSamples: number
  private socket: WebSocket | null = null
  private isOpen = false
  private isOver = false
  private hasReplaced = false
  /** Our stream's time at which the present connection's audio begins. */
  private offsetMs = 0
  /** Our stream's time up to which the vendor has listened. */
  private heardMs = 0
  private pending: Int16Array[] = []
  private pendingSamples = 0
  private owedFinals = 0
  /** The vendor was asked to finish and has not answered. */
  private isAsked = false
  private timers = new Map<'finalize' | 'answer' | 'idle' | 'flush' | 'alive', NodeJS.Timeout>()

  constructor(private readonly options: Options) {
    const { signal, sampleRateHz, limits, protocol } = options
    this.audio = new AudioSinceCommit((sampleRateHz * limits.backlogMs) / 1000)
    this.frameSamples = Math.round((sampleRateHz * protocol.frameMs) / 1000)
    if (signal.aborted) {
      this.isOver = true
      this.events.end()
      return
    }
    signal.addEventListener('abort', () => this.finish(), { once: true })
    this.connect()
  }

  write(pcm: Int16Array): void {
    if (this.isOver || pcm.length === 0) return
    // The caller may reuse its buffer.
    const own = pcm.slice()
    this.audio.write(own)
    if (!this.socket) this.connect()
    else if (this.isOpen) this.send(own)
    this.restart('idle', this.options.limits.idleMs, () => this.onIdle())
  }

  finalize(): void {
    if (this.isOver) return
    this.owedFinals += 1
    this.ask()
  }

  /** Asks the vendor to finish what it has. */
  private ask(): void {
    this.isAsked = true
    this.flushFrame()
    if (this.isOpen) this.socket?.send(this.options.protocol.finalizeMessage)
    this.start('finalize', this.options.limits.finalizeMs, () => this.giveUpAsking())
  }

  private connect(): void {
    const { protocol, apiKey, limits } = this.options
    const socket = new WebSocket(protocol.url, {
      headers: { authorization: `Token ${apiKey}` },
      handshakeTimeout: limits.handshakeMs,
      perMessageDeflate: false,
    })
    this.socket = socket
    let refusal: VendorError | null = null
    let cause: unknown = null
    socket.on('unexpected-response', (_request, response) => {
      refusal = failureOfStatus(VENDOR, response.statusCode ?? 0, new Headers(headersOf(response.headers)))
      socket.terminate()
    })
    socket.on('error', (error) => {
      cause = error
    })
    socket.on('open', () => this.onOpen(socket))
    socket.on('message', (data, isBinary) => {
      if (!isBinary && socket === this.socket) this.onMessage(data.toString())
    })
    socket.on('close', (code) => {
      if (socket !== this.socket) return
      this.onClosed(
        refusal ??
          (cause ? failureOfConnection(VENDOR, cause) : new VendorError(VENDOR, `closed the stream (${code})`, { retryable: true })),
        refusal !== null,
      )
    })
  }

  private onOpen(socket: WebSocket): void {
    if (socket !== this.socket || this.isOver) {
      socket.terminate()
      return
    }
    const { from, pcm } = this.audio.read()
    this.isOpen = true
    this.offsetMs = (from * 1000) / this.options.sampleRateHz
    this.heardMs = this.offsetMs
    this.pending = []
    this.pendingSamples = 0
    for (const chunk of pcm) this.send(chunk)
    if (this.isAsked) {
      this.flushFrame()
      socket.send(this.options.protocol.finalizeMessage)
    }
    this.stayAlive()
  }

  private send(pcm: Int16Array): void {
    this.pending.push(pcm)
    this.pendingSamples += pcm.length
    if (this.pendingSamples >= this.frameSamples) this.flushFrame()
    else this.start('flush', this.options.protocol.frameMs * 2, () => this.flushFrame())
  }

  private flushFrame(): void {
    this.clear('flush')
    const { socket } = this
    if (this.pendingSamples === 0 || !this.isOpen || !socket) return
    const bytes = Buffer.concat(this.pending.map((pcm) => Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength)))
    this.pending = []
    this.pendingSamples = 0
    const limitBytes = (this.options.sampleRateHz * 2 * this.options.limits.backlogMs) / 1000
    // A connection that takes nothing any more is not fed for ever.
    if (socket.bufferedAmount > limitBytes) {
      this.drop('took no audio any more')
      return
    }
    socket.send(bytes)
    this.start('answer', this.options.limits.answerMs, () => this.drop('stopped answering'))
    this.stayAlive()
  }

  private stayAlive(): void {
    this.restart('alive', this.options.limits.keepAliveMs, () => {
      if (!this.isOpen) return
      const { keepAliveMessage } = this.options.protocol
      if (keepAliveMessage === null) this.socket?.ping()
      else this.socket?.send(keepAliveMessage)
      this.stayAlive()
    })
  }

  private onMessage(text: string): void {
    this.clear('answer')
    const reading = this.options.protocol.interpreter.read(text, this.offsetMs)
    if (reading.failure) {
      this.drop(`reported ${reading.failure.slice(0, 60)}`)
      return
    }
    this.heardMs = Math.max(this.heardMs, reading.heardMs ?? 0)
    if (reading.committedMs !== null) {
      this.audio.commit((reading.committedMs * this.options.sampleRateHz) / 1000)
      this.hasReplaced = false
    }
    for (const event of reading.events) {
      const isUnasked = event.type === 'final' && event.text === '' && this.owedFinals === 0
      if (!isUnasked) this.events.push(event)
    }
    // Flux ends a turn once, asked or not; Nova answers the question in any case.
    const isAnswer =
      reading.isFinalized || (!this.options.protocol.finalizesSilence && reading.events.some((event) => event.type === 'final'))
    if (isAnswer) this.settleFinal()
  }

  private settleFinal(): void {
    this.owedFinals = Math.max(0, this.owedFinals - 1)
    this.isAsked = this.owedFinals > 0
    this.clear('finalize')
    if (this.owedFinals > 0) this.start('finalize', this.options.limits.finalizeMs, () => this.giveUpAsking())
  }

  /** A `final` is owed for each request, also where the vendor saw nothing worth an answer. */
  private giveUpAsking(): void {
    this.isAsked = false
    const { interpreter } = this.options.protocol
    const atMs = (this.audio.writtenSamples * 1000) / this.options.sampleRateHz
    if (interpreter.hasUtterance) this.owedFinals = Math.max(1, this.owedFinals)
    if (this.owedFinals === 0 && this.unheardMs > SETTLED_MS) return
    for (; this.owedFinals > 0; this.owedFinals--) for (const event of interpreter.flush(atMs)) this.events.push(event)
    this.heardMs = atMs
    this.settle()
  }

  /** Whoever writes has fallen silent, and the vendor cannot hear that: it only sees audio. */
  private onIdle(): void {
    const { interpreter, finalizesSilence } = this.options.protocol
    this.flushFrame()
    const hasWork = interpreter.hasUtterance || (finalizesSilence && !this.audio.isEmpty)
    if (this.isOpen && hasWork && !this.isAsked) this.ask()
    // What was said just before may still be on its way: it is not forgotten before the vendor has heard it.
    if (!this.isOpen || this.unheardMs > SETTLED_MS) this.restart('idle', this.options.limits.idleMs, () => this.onIdle())
    else this.settle()
  }

  /** Nothing is under way, and nothing worth an answer is owed to us. */
  private settle(): void {
    this.clear('answer')
    if (!this.isAsked && !this.options.protocol.interpreter.hasUtterance) this.audio.commit(this.audio.writtenSamples)
  }

  private get unheardMs(): number {
    return (this.audio.writtenSamples * 1000) / this.options.sampleRateHz - this.heardMs
  }

  private drop(why: string): void {
    const { socket } = this
    if (!socket) return
    const failure = failureOfContent(VENDOR, `no more: it ${why}`)
    this.onClosed(failure, false)
    socket.terminate()
  }

  private onClosed(failure: VendorError, isRefusal: boolean): void {
    this.socket = null
    this.isOpen = false
    for (const timer of ['answer', 'flush', 'alive'] as const) this.clear(timer)
    if (this.isOver) return
    if (isRefusal || this.hasReplaced) {
      this.fail(failure)
      return
    }
    this.options.protocol.interpreter.reconnect()
    // Nothing is under way: the next audio opens another connection, and nobody was let down.
    if (this.audio.isEmpty && !this.isAsked) return
    this.hasReplaced = true
    this.connect()
  }

  private fail(failure: VendorError): void {
    this.isOver = true
    this.clearAll()
    this.events.fail(failure)
  }

  private finish(): void {
    if (this.isOver) return
    this.isOver = true
    this.clearAll()
    this.events.end()
    const { socket } = this
    if (!socket) return
    socket.removeAllListeners('close')
    if (this.isOpen) {
      socket.send('{"type":"CloseStream"}')
      socket.close(1000)
    } else socket.terminate()
  }

  private start(name: Parameters<typeof this.clear>[0], ms: number, run: () => void): void {
    if (!this.timers.has(name)) this.restart(name, ms, run)
  }

  private restart(name: Parameters<typeof this.clear>[0], ms: number, run: () => void): void {
    const running = this.timers.get(name)
    if (running) {
      running.refresh()
      return
    }
    const timer = setTimeout(() => {
      this.timers.delete(name)
      run()
    }, ms)
    this.timers.set(name, timer)
  }

  private clear(name: 'finalize' | 'answer' | 'idle' | 'flush' | 'alive'): void {
    clearTimeout(this.timers.get(name))
    this.timers.delete(name)
  }

  private clearAll(): void {
    for (const name of [...this.timers.keys()]) this.clear(name)
  }
}

function headersOf(headers: NodeJS.Dict<string | string[]>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[name, value]] : []))
}

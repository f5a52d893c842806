import { VendorError } from '../../domain/errors/vendor-error'
import type { VoiceActivity, VoiceActivityEvent, VoiceActivityStream } from '../../ports/voice-activity'
import { createEventQueue, type EventQueue } from './event-queue'
import { createSupervisedWorker } from './supervised-worker'
import { type FromVoiceActivityWorker, NUMBERS_PER_PART, type ToVoiceActivityWorker } from './voice-activity-messages'

const VENDOR = 'embedded voice activity'
/** Audio of all calls is handed over together, this often at most: one message to the thread instead of one per call and frame. */
const HAND_OVER_MS = 10
/** Audio a stream may have waiting when the thread is slow; beyond it the oldest is lost. */
const MAX_WAITING_MS = 60_000

/** An answer takes milliseconds; a thread that needs this long never answers. */
const ANSWER_TIMEOUT_MS = 20_000

export type EmbeddedVoiceActivity = VoiceActivity & {
  /** Loads the models, some 0.4 s, before the first call needs them. */
  prewarm(): Promise<void>
  /** Kills the thread as a crash would. */
  kill(): Promise<void>
  close(): Promise<void>
}

type Stream = {
  id: number
  sampleRateHz: number
  events: EventQueue<VoiceActivityEvent>
  waiting: Int16Array[]
  waitingSamples: number
  /** Samples dropped since the last hand-over. */
  lostSamples: number
  /** Samples handed over or dropped. */
  position: number
  isSpeaking: boolean
}

/**
 * Speech detection for every call of this process in one worker thread: WebRTC VAD and an energy gate in front of Silero, which runs
 * over all calls at once. A stream survives the thread: after a crash it goes on with the audio that follows.
 */
export function createEmbeddedVoiceActivity({
  module = './voice-activity.worker.ts',
  answerTimeoutMs = ANSWER_TIMEOUT_MS,
}: {
  /** The thread's module, beside this file. */
  module?: string
  answerTimeoutMs?: number
} = {}): EmbeddedVoiceActivity {
  const streams = new Map<number, Stream>()
  let lastId = 0
  /** One audio message at a time: what comes meanwhile makes the next one larger instead of the queue longer. */
  let answerWatchdog: NodeJS.Timeout | null = null
  let handOverTimer: NodeJS.Timeout | null = null

  const worker = createSupervisedWorker<ToVoiceActivityWorker, FromVoiceActivityWorker>({
    vendor: VENDOR,
    module,
    onMessage: takeAnswer,
    onDown: startAgain,
  })

  function takeAnswer(answer: FromVoiceActivityWorker): void {
    stopAwaitingAnswer()
    for (const { stream: id, type, atMs } of answer) {
      const stream = streams.get(id)
      if (!stream) continue
      stream.isSpeaking = type === 'started'
      stream.events.push({ type, atMs })
    }
    scheduleHandOver()
  }

  function stopAwaitingAnswer(): void {
    if (answerWatchdog) clearTimeout(answerWatchdog)
    answerWatchdog = null
  }

  function startAgain(error: VendorError): void {
    stopAwaitingAnswer()
    if (streams.size === 0) return
    if (!error.retryable) {
      failAll(error)
      return
    }
    try {
      for (const stream of streams.values()) postOpen(stream)
      scheduleHandOver()
    } catch (cause) {
      failAll(cause)
    }
  }

  function failAll(error: unknown): void {
    for (const stream of streams.values()) stream.events.fail(error)
    streams.clear()
    worker.setBusy(false)
  }

  function postOpen({ id, sampleRateHz, position, isSpeaking }: Stream): void {
    worker.post({ type: 'open', stream: id, sampleRateHz, position, isSpeaking })
  }

  function scheduleHandOver(): void {
    if (answerWatchdog || handOverTimer) return
    for (const stream of streams.values()) {
      if (stream.waitingSamples === 0) continue
      handOverTimer = setTimeout(handOver, HAND_OVER_MS)
      return
    }
  }

  function handOver(): void {
    handOverTimer = null
    const due = [...streams.values()].filter((stream) => stream.waitingSamples > 0)
    if (due.length === 0) return
    const pcm = new Int16Array(due.reduce((total, stream) => total + stream.waitingSamples, 0))
    const parts = new Int32Array(due.length * NUMBERS_PER_PART)
    let at = 0
    for (const [index, stream] of due.entries()) {
      parts.set([stream.id, stream.lostSamples, stream.waitingSamples], index * NUMBERS_PER_PART)
      for (const chunk of stream.waiting) {
        pcm.set(chunk, at)
        at += chunk.length
      }
      stream.position += stream.lostSamples + stream.waitingSamples
      stream.waiting = []
      stream.waitingSamples = 0
      stream.lostSamples = 0
    }
    try {
      worker.post({ type: 'audio', pcm, parts }, [pcm.buffer, parts.buffer])
      answerWatchdog = setTimeout(() => void worker.kill(), answerTimeoutMs)
      answerWatchdog.unref()
    } catch (error) {
      failAll(error)
    }
  }

  function write(stream: Stream, pcm: Int16Array): void {
    // Copied: the caller may reuse its buffer before the hand-over.
    stream.waiting.push(pcm.slice())
    stream.waitingSamples += pcm.length
    while (stream.waitingSamples > (MAX_WAITING_MS * stream.sampleRateHz) / 1000) {
      const oldest = stream.waiting.shift()?.length ?? 0
      stream.waitingSamples -= oldest
      stream.lostSamples += oldest
    }
    scheduleHandOver()
  }

  function close(stream: Stream): void {
    if (!streams.delete(stream.id)) return
    stream.events.end()
    if (streams.size === 0) worker.setBusy(false)
    worker.postIfRunning({ type: 'close', stream: stream.id })
  }

  function open({ sampleRateHz, signal }: { sampleRateHz: number; signal: AbortSignal }): VoiceActivityStream {
    const stream: Stream = {
      id: ++lastId,
      sampleRateHz,
      events: createEventQueue(),
      waiting: [],
      waitingSamples: 0,
      lostSamples: 0,
      position: 0,
      isSpeaking: false,
    }
    if (!Number.isInteger(sampleRateHz) || sampleRateHz <= 0) {
      stream.events.fail(new VendorError(VENDOR, `${sampleRateHz} Hz is no sample rate`, { retryable: false }))
    }
    if (signal.aborted) stream.events.end()
    if (stream.events.isOver) return { events: stream.events, write() {} }
    streams.set(stream.id, stream)
    worker.setBusy(true)
    try {
      postOpen(stream)
    } catch (error) {
      failAll(error)
    }
    signal.addEventListener('abort', () => close(stream), { once: true })
    return {
      events: stream.events,
      write(pcm) {
        if (streams.has(stream.id) && pcm.length > 0) write(stream, pcm)
      },
    }
  }

  return {
    open,
    prewarm: () => worker.ready(),
    kill: () => worker.kill(),
    async close() {
      if (handOverTimer) clearTimeout(handOverTimer)
      stopAwaitingAnswer()
      for (const stream of [...streams.values()]) close(stream)
      await worker.close()
    },
  }
}

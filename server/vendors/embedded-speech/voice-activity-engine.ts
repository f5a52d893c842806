import { levelDbfs } from '../../domain/audio/level'
import { createResampler, type Resampler } from '../../domain/audio/resampler'
import { createEnergyGate, createSpeechDetector, type SpeechDetector, VOICE_ACTIVITY_SETTINGS } from '../../domain/audio/voice-activity'
import type { Fvad, FvadStream } from './fvad'
import { createSileroMemory, SILERO_RATE_HZ, SILERO_WINDOW, type Silero, type SileroMemory } from './silero'
import { type FromVoiceActivityWorker, NUMBERS_PER_PART, type ToVoiceActivityWorker } from './voice-activity-messages'

const WINDOW_MS = (SILERO_WINDOW * 1000) / SILERO_RATE_HZ
/** The gate stays open this long after the last sign of speech: longer than the silence that ends speech. */
const GATE_HOLD_MS = 500
/** And at the beginning of a stream, while nothing is known about its background. */
const GATE_LEARNING_MS = 1000
/** Windows kept while the gate is closed: heard first when it opens, because the first sound opens it late. */
const KEPT_WINDOWS = 2

type Window = { pcm: Int16Array; startMs: number }

type Stream = {
  id: number
  sampleRateHz: number
  resampler: Resampler
  /** Samples at the stream's rate that were taken in or lost. */
  position: number
  /** 8 kHz samples short of a window, and the time of the first. */
  pending: Int16Array
  pendingLength: number
  pendingStartMs: number
  fvad: FvadStream
  energyGate: (levelDbfs: number, windowMs: number) => boolean
  gateOpenUntilMs: number
  kept: Window[]
  /** Null while the gate is closed. */
  memory: SileroMemory | null
  detector: SpeechDetector
  /** Windows nothing has been done with, oldest first. */
  arrived: Window[]
  /** Windows that passed the gate, older than those. */
  due: Window[]
}

export interface VoiceActivityEngine {
  open(message: Extract<ToVoiceActivityWorker, { type: 'open' }>): void
  close(id: number): void
  /** Takes the next audio of some streams and says what changed. Not to be called again before it has answered. */
  listen(pcm: Int16Array, parts: Int32Array): Promise<FromVoiceActivityWorker>
}

/** Hears many streams at once: a cheap gate for each, then the model over all windows that passed. */
export function createVoiceActivityEngine(silero: Silero, fvad: Fvad): VoiceActivityEngine {
  const streams = new Map<number, Stream>()

  async function listen(pcm: Int16Array, parts: Int32Array): Promise<FromVoiceActivityWorker> {
    const touched = new Set<Stream>()
    let at = 0
    for (let part = 0; part < parts.length; part += NUMBERS_PER_PART) {
      const stream = streams.get(parts[part] ?? 0)
      const lost = parts[part + 1] ?? 0
      const samples = pcm.subarray(at, at + (parts[part + 2] ?? 0))
      at += samples.length
      if (!stream) continue
      if (lost > 0) skip(stream, lost)
      takeIn(stream, samples)
      touched.add(stream)
    }
    return judge([...touched])
  }

  /** Judges every window that arrived: the next one of each stream at once, until none is left. */
  async function judge(waiting: Stream[]): Promise<FromVoiceActivityWorker> {
    const events: FromVoiceActivityWorker = []
    for (;;) {
      const batch = waiting.flatMap((stream) => {
        const window = nextDue(stream, events)
        return window && stream.memory ? [{ stream, window, memory: stream.memory }] : []
      })
      if (batch.length === 0) return events
      const probabilities = await silero.run(batch.map(({ window, memory }) => ({ window: window.pcm, memory })))
      for (const [index, { stream, window }] of batch.entries()) report(stream, window, probabilities[index] ?? 0, events)
    }
  }

  return {
    open: (message) => void streams.set(message.stream, createStream(message, fvad)),
    close(id) {
      streams.get(id)?.fvad.close()
      streams.delete(id)
    },
    listen,
  }
}

function createStream(message: Extract<ToVoiceActivityWorker, { type: 'open' }>, fvad: Fvad): Stream {
  const { stream: id, sampleRateHz, position, isSpeaking } = message
  const nowMs = (position * 1000) / sampleRateHz
  return {
    id,
    sampleRateHz,
    resampler: createResampler(sampleRateHz, SILERO_RATE_HZ),
    position,
    pending: new Int16Array(SILERO_WINDOW),
    pendingLength: 0,
    pendingStartMs: nowMs,
    fvad: fvad.open(),
    energyGate: createEnergyGate(),
    gateOpenUntilMs: nowMs + GATE_LEARNING_MS,
    kept: [],
    memory: createSileroMemory(),
    detector: createSpeechDetector(VOICE_ACTIVITY_SETTINGS, { isSpeaking, nowMs }),
    arrived: [],
    due: [],
  }
}

/** Lost audio leaves a gap in time; what was before it says nothing about what follows. */
function skip(stream: Stream, lost: number): void {
  stream.position += lost
  stream.resampler = createResampler(stream.sampleRateHz, SILERO_RATE_HZ)
  stream.pendingLength = 0
  stream.pendingStartMs = (stream.position * 1000) / stream.sampleRateHz
  if (stream.memory) stream.memory = createSileroMemory()
}

function takeIn(stream: Stream, pcm: Int16Array): void {
  stream.position += pcm.length
  const samples = stream.resampler.process(pcm)
  for (let at = 0; at < samples.length; ) {
    const taken = Math.min(SILERO_WINDOW - stream.pendingLength, samples.length - at)
    stream.pending.set(samples.subarray(at, at + taken), stream.pendingLength)
    stream.pendingLength += taken
    at += taken
    if (stream.pendingLength < SILERO_WINDOW) return
    stream.arrived.push({ pcm: stream.pending.slice(), startMs: stream.pendingStartMs })
    stream.pendingLength = 0
    stream.pendingStartMs += WINDOW_MS
  }
}

/** The stream's next window for the model. Windows the gate keeps out are reported as silent. */
function nextDue(stream: Stream, events: FromVoiceActivityWorker): Window | undefined {
  while (stream.due.length === 0) {
    const window = stream.arrived.shift()
    if (!window) return undefined
    if (isWorthALook(stream, window)) {
      stream.memory ??= createSileroMemory()
      stream.due.push(...stream.kept, window)
      stream.kept = []
    } else {
      stream.memory = null
      stream.kept.push(window)
      const silent = stream.kept.length > KEPT_WINDOWS ? stream.kept.shift() : undefined
      if (silent) report(stream, silent, 0, events)
    }
  }
  return stream.due.shift()
}

/** The gate. Most of a call is silence or the other side talking: only what may be speech is worth the model's time. */
function isWorthALook(stream: Stream, { pcm, startMs }: Window): boolean {
  const isHeard = stream.fvad.hears(pcm)
  const isLoud = stream.energyGate(levelDbfs(pcm), WINDOW_MS)
  if (isHeard || isLoud) stream.gateOpenUntilMs = startMs + WINDOW_MS + GATE_HOLD_MS
  return startMs < stream.gateOpenUntilMs || stream.detector.isSpeaking
}

function report(stream: Stream, window: Window, probability: number, events: FromVoiceActivityWorker): void {
  const change = stream.detector.accept({ probability, startMs: window.startMs, endMs: window.startMs + WINDOW_MS })
  if (change) events.push({ stream: stream.id, type: change.type, atMs: Math.round(change.atMs) })
}

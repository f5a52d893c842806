import { z } from 'zod'
import type { SpeechEvent } from '../../ports/speech-to-text'
import { type Interpreter, meanConfidence, NOTHING, parseJson, type Reading, toMs } from './interpreter'

const turnInfo = z.object({
  type: z.literal('TurnInfo'),
  event: z.string(),
  transcript: z.string().default(''),
  audio_window_start: z.number().default(0),
  audio_window_end: z.number().default(0),
  trigger: z.string().nullish(),
  languages: z.array(z.string()).nullish(),
  words: z
    .array(z.object({ word: z.string(), confidence: z.number().default(0), start: z.number().optional(), end: z.number().optional() }))
    .default([]),
})
const message = z.discriminatedUnion('type', [
  turnInfo,
  z.object({ type: z.literal('Connected') }),
  z.object({ type: z.literal('Error'), code: z.string().optional(), description: z.string().optional() }),
])

/**
 * Flux's `/v2/listen`, which decides itself that a turn is over. `EagerEndOfTurn` is only a guess that `TurnResumed` may take
 * back: it is a partial here. Events of a later version are ignored (vendors.md §3.1).
 */
export function createFluxInterpreter(): Interpreter {
  let turn: { startedMs: number; text: string } | null = null

  function readTurn(info: z.output<typeof turnInfo>, offsetMs: number): Reading {
    const startedMs = turn?.startedMs ?? toMs(info.words[0]?.start ?? info.audio_window_start, offsetMs)
    const endedMs = toMs(info.audio_window_end, offsetMs)
    const text = info.transcript.trim()
    switch (info.event) {
      case 'StartOfTurn':
        turn = { startedMs, text }
        return { ...NOTHING, heardMs: endedMs, events: [{ type: 'speech_started', atMs: startedMs }, ...partial(text, endedMs)] }
      case 'Update':
      case 'EagerEndOfTurn':
        if (turn) turn.text = text
        return { ...NOTHING, heardMs: endedMs, events: partial(text, endedMs) }
      case 'EndOfTurn': {
        turn = null
        const isFinalized = info.trigger === 'manual'
        if (text === '' && !isFinalized) return { ...NOTHING, committedMs: endedMs, heardMs: endedMs }
        const confidence = meanConfidence(info.words.map((word) => ({ start: 0, end: 0, confidence: word.confidence })))
        const final: SpeechEvent = { type: 'final', text, confidence, language: info.languages?.[0] ?? null, startedMs, endedMs }
        return {
          events: [final, { type: 'turn_ended', atMs: endedMs }],
          committedMs: endedMs,
          heardMs: endedMs,
          isFinalized,
          failure: null,
        }
      }
      default:
        return { ...NOTHING, heardMs: endedMs }
    }
  }

  function partial(text: string, atMs: number): SpeechEvent[] {
    return text === '' ? [] : [{ type: 'partial', text, atMs }]
  }

  return {
    read(text, offsetMs) {
      const parsed = message.safeParse(parseJson(text))
      if (!parsed.success || parsed.data.type === 'Connected') return NOTHING
      if (parsed.data.type === 'Error') return { ...NOTHING, failure: parsed.data.code ?? 'an error' }
      return readTurn(parsed.data, offsetMs)
    },
    flush(atMs) {
      const done = turn
      turn = null
      const startedMs = done?.startedMs ?? atMs
      return [{ type: 'final', text: done?.text ?? '', confidence: null, language: null, startedMs, endedMs: Math.max(atMs, startedMs) }]
    },
    reconnect() {
      turn = null
    },
    get hasUtterance() {
      return turn !== null
    },
  }
}

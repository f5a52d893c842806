import { z } from 'zod'
import type { SpeechEvent } from '../../ports/speech-to-text'
import { type Interpreter, meanConfidence, NOTHING, parseJson, type Reading, toMs, type Word } from './interpreter'

const word = z.object({ word: z.string(), start: z.number(), end: z.number(), confidence: z.number().default(0) })
const results = z.object({
  type: z.literal('Results'),
  start: z.number(),
  duration: z.number(),
  is_final: z.boolean(),
  speech_final: z.boolean().default(false),
  from_finalize: z.boolean().default(false),
  channel: z.object({
    alternatives: z
      .array(z.object({ transcript: z.string(), languages: z.array(z.string()).optional(), words: z.array(word).default([]) }))
      .min(1),
  }),
})
const message = z.discriminatedUnion('type', [
  results,
  z.object({ type: z.literal('UtteranceEnd'), last_word_end: z.number().default(0) }),
  z.object({ type: z.literal('SpeechStarted'), timestamp: z.number() }),
  z.object({ type: z.literal('Metadata') }),
  z.object({ type: z.literal('Error'), code: z.string().optional(), description: z.string().optional(), message: z.string().optional() }),
])

type Utterance = { texts: string[]; words: Word[]; language: string | null; startedMs: number; endedMs: number }

/**
 * Nova's `/v1/listen`: every `is_final` transcript belongs to the utterance until `speech_final`, or `UtteranceEnd` where that
 * never came. Interim transcripts are partials only. Empty final transcripts are normal (vendors.md §3.1).
 */
export function createNovaInterpreter(): Interpreter {
  let utterance: Utterance | null = null
  let interim: string | null = null

  function readResults(result: z.output<typeof results>, offsetMs: number): Reading {
    const alternative = result.channel.alternatives[0]
    const text = alternative?.transcript.trim() ?? ''
    const startedMs = toMs(alternative?.words[0]?.start ?? result.start, offsetMs)
    const endedMs = toMs(result.start + result.duration, offsetMs)
    if (!result.is_final) {
      if (text === '') return { ...NOTHING, heardMs: endedMs }
      interim = text
      return {
        ...NOTHING,
        heardMs: endedMs,
        events: [{ type: 'partial', text: [...(utterance?.texts ?? []), text].join(' '), atMs: endedMs }],
      }
    }
    interim = null
    if (text !== '') {
      utterance ??= { texts: [], words: [], language: null, startedMs, endedMs }
      utterance.texts.push(text)
      utterance.words.push(...(alternative?.words ?? []))
      utterance.language = alternative?.languages?.[0] ?? utterance.language
      utterance.endedMs = toMs(alternative?.words.at(-1)?.end ?? result.start + result.duration, offsetMs)
    }
    const events = result.speech_final || result.from_finalize ? finish(endedMs, result.from_finalize) : interimOf(endedMs, text)
    return { events, committedMs: endedMs, heardMs: endedMs, isFinalized: result.from_finalize, failure: null }
  }

  /** A piece became final without ending the utterance: listeners of partials see it grow. */
  function interimOf(atMs: number, text: string): SpeechEvent[] {
    return utterance && text !== '' ? [{ type: 'partial', text: utterance.texts.join(' '), atMs }] : []
  }

  /** @param isOwed a `final` was asked for and must come even without words */
  function finish(atMs: number, isOwed: boolean): SpeechEvent[] {
    const done = utterance
    utterance = null
    interim = null
    if (!done) return isOwed ? [{ type: 'final', text: '', confidence: null, language: null, startedMs: atMs, endedMs: atMs }] : []
    const { startedMs, endedMs, language } = done
    const final: SpeechEvent = {
      type: 'final',
      text: done.texts.join(' '),
      confidence: meanConfidence(done.words),
      language,
      startedMs,
      endedMs,
    }
    return [final, { type: 'turn_ended', atMs: Math.max(atMs, endedMs) }]
  }

  return {
    read(text, offsetMs) {
      const parsed = message.safeParse(parseJson(text))
      if (!parsed.success) return NOTHING
      switch (parsed.data.type) {
        case 'Results':
          return readResults(parsed.data, offsetMs)
        case 'SpeechStarted':
          return { ...NOTHING, events: [{ type: 'speech_started', atMs: toMs(parsed.data.timestamp, offsetMs) }] }
        case 'UtteranceEnd':
          return { ...NOTHING, events: finish(toMs(parsed.data.last_word_end, offsetMs), false) }
        case 'Error':
          return { ...NOTHING, failure: parsed.data.code ?? 'an error' }
        case 'Metadata':
          return NOTHING
      }
    },
    flush(atMs) {
      if (interim !== null) {
        utterance ??= { texts: [], words: [], language: null, startedMs: atMs, endedMs: atMs }
        utterance.texts.push(interim)
        utterance.endedMs = atMs
      }
      return finish(atMs, true)
    },
    reconnect() {
      interim = null
    },
    get hasUtterance() {
      return utterance !== null || interim !== null
    },
  }
}

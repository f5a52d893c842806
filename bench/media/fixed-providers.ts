import { AsyncQueue } from '../../media-server/lib/async-queue'
import type { LanguageModel } from '../../server/ports/language-model'
import type { SpeechEvent, SpeechToText } from '../../server/ports/speech-to-text'
import type { TextToSpeech } from '../../server/ports/text-to-speech'

/** How long each provider takes, always. What a caller waits beyond their sum is the server's own time. */
export const DELAYS = {
  /** Silence after which the recogniser says that the turn is over. */
  endOfTurnMs: 200,
  firstTokenMs: 120,
  firstAudioMs: 100,
  /** Sound after which the recogniser has words to interrupt with. */
  wordsMs: 300,
}

const LOUD = 300
const TALK = 'I would like a table for two on Friday evening at eight.'
const REPLY =
  'Certainly, I can help you with that. We have a quiet table by the window on Friday evening. ' +
  'Our kitchen is open until eleven and the terrace is lovely at this time of the year. Shall I note it for you?'

/** Hears loudness, not words: the turn ends `endOfTurnMs` after the last sound. Decides on the audio's own clock. */
export function fixedSpeechToText(): SpeechToText {
  return {
    name: 'fixed-stt',
    endpointing: 'provider',
    open({ sampleRateHz, signal }) {
      const events = new AsyncQueue<SpeechEvent>()
      signal.addEventListener('abort', () => events.end(), { once: true })
      let positionMs = 0
      let soundFromMs = -1
      let lastSoundMs = -1
      let hasWords = false
      return {
        events,
        write(pcm) {
          const isSound = Math.abs(pcm[pcm.length >> 1] ?? 0) > LOUD || Math.abs(pcm[pcm.length >> 2] ?? 0) > LOUD
          positionMs += (pcm.length * 1000) / sampleRateHz
          if (isSound) {
            if (soundFromMs < 0) {
              soundFromMs = positionMs
              hasWords = false
              events.push({ type: 'speech_started', atMs: positionMs })
            }
            lastSoundMs = positionMs
            if (!hasWords && positionMs - soundFromMs >= DELAYS.wordsMs) {
              hasWords = true
              events.push({ type: 'partial', text: 'I would like', atMs: positionMs })
            }
          } else if (soundFromMs >= 0 && positionMs - lastSoundMs >= DELAYS.endOfTurnMs) {
            events.push({ type: 'final', text: TALK, confidence: 0.95, language: 'en-IN', startedMs: soundFromMs, endedMs: lastSoundMs })
            events.push({ type: 'turn_ended', atMs: positionMs })
            soundFromMs = -1
          }
        },
        finalize: () => {},
        peek: () => {},
      }
    },
  }
}

export function fixedLanguageModel(): LanguageModel {
  return {
    name: 'fixed-llm',
    async *stream() {
      await new Promise((resolve) => setTimeout(resolve, DELAYS.firstTokenMs))
      for (const word of REPLY.split(/(?<= )/)) yield { type: 'text', delta: word }
      yield { type: 'usage', usage: { inputTokens: 900, cachedInputTokens: 700, outputTokens: 60 } }
      yield { type: 'end', finishReason: 'stop' }
    },
    completeJson: () => Promise.reject(new Error('not measured')),
  }
}

/** A tone of 65 ms a character: about as long as speech. */
export function fixedTextToSpeech(): TextToSpeech {
  return {
    name: 'fixed-tts',
    async *synthesize({ text, preferredSampleRateHz }) {
      await new Promise((resolve) => setTimeout(resolve, DELAYS.firstAudioMs))
      const samples = Math.round((text.length * 65 * preferredSampleRateHz) / 1000)
      for (let at = 0; at < samples; at += preferredSampleRateHz / 5) {
        const pcm = new Int16Array(Math.min(preferredSampleRateHz / 5, samples - at)).fill(2000)
        yield { pcm, sampleRateHz: preferredSampleRateHz }
      }
    },
  }
}

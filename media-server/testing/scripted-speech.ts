import { VendorError } from '../../server/domain/errors/vendor-error'
import type { SpeechEvent, SpeechToText } from '../../server/ports/speech-to-text'
import type { TextToSpeech } from '../../server/ports/text-to-speech'
import type { VoiceActivity, VoiceActivityEvent } from '../../server/ports/voice-activity'
import { AsyncQueue } from '../lib/async-queue'
import { toAudio, toText } from './spoken-text'

const LOUD = 500

/** Speech detection by loudness: `started` after 60 ms of sound, `stopped` after `hangoverMs` of silence. */
export function scriptedVoiceActivity({ hangoverMs = 100 } = {}): VoiceActivity {
  return {
    open({ sampleRateHz, signal }) {
      const events = new AsyncQueue<VoiceActivityEvent>()
      signal.addEventListener('abort', () => events.end(), { once: true })
      const toMs = (samples: number) => (samples * 1000) / sampleRateHz
      let position = 0
      let isSpeech = false
      let soundFrom = 0
      let lastSound = -1
      return {
        events,
        write(pcm) {
          for (const sample of pcm) {
            const isSound = Math.abs(sample) > LOUD
            if (isSound && (lastSound < 0 || toMs(position - lastSound) > hangoverMs)) soundFrom = position
            if (isSound) lastSound = position
            position++
            if (!isSpeech && isSound && toMs(position - soundFrom) >= 60) {
              isSpeech = true
              events.push({ type: 'started', atMs: toMs(soundFrom) })
            } else if (isSpeech && toMs(position - lastSound) >= hangoverMs) {
              isSpeech = false
              events.push({ type: 'stopped', atMs: toMs(lastSound) })
            }
          }
        },
      }
    },
  }
}

export type ScriptedRecogniser = SpeechToText & {
  /** The next streams fail when they are asked for words. */
  failures: number
  streams: number
}

/** Reads `toAudio` sounds. Answers `finalize` and `peek` after `delayMs`. */
export function scriptedSpeechToText({ name = 'scripted-stt', delayMs = 0 } = {}): ScriptedRecogniser {
  const recogniser: ScriptedRecogniser = {
    name,
    endpointing: 'ours',
    failures: 0,
    streams: 0,
    open({ sampleRateHz, signal }) {
      recogniser.streams++
      const events = new AsyncQueue<SpeechEvent>()
      signal.addEventListener('abort', () => events.end(), { once: true })
      let heard: number[] = []
      let dropped = 0
      const toSamples = (ms: number) => Math.round((ms * sampleRateHz) / 1000)
      const since = (ms: number) => Int16Array.from(heard.slice(Math.max(0, toSamples(ms) - dropped)))
      const later = (work: () => void) => (delayMs > 0 ? setTimeout(work, delayMs) : queueMicrotask(work))
      return {
        events,
        write(pcm) {
          for (const sample of pcm) heard.push(sample)
        },
        finalize({ startedMs, endedMs }) {
          if (recogniser.failures > 0) {
            recogniser.failures--
            events.fail(new VendorError(name, 'scripted failure', { retryable: true }))
            return
          }
          const text = toText(since(startedMs))
          dropped += heard.length
          heard = []
          later(() => events.push({ type: 'final', text, confidence: 0.9, language: 'en-IN', startedMs, endedMs }))
        },
        peek({ startedMs }) {
          const text = toText(since(startedMs))
          later(() => events.push({ type: 'partial', text, atMs: startedMs }))
        },
      }
    },
  }
  return recogniser
}

export type ScriptedVoice = TextToSpeech & {
  /** What it was asked to say. */
  said: string[]
  /** The next requests fail. */
  failures: number
}

/** Speaks in `toAudio` sounds at the asked rate, first sound after `delayMs`. */
export function scriptedTextToSpeech({ name = 'scripted-tts', delayMs = 0, msPerCharacter = 20, chunkMs = 200 } = {}): ScriptedVoice {
  const voice: ScriptedVoice = {
    name,
    said: [],
    failures: 0,
    async *synthesize({ text, preferredSampleRateHz }) {
      if (voice.failures > 0) {
        voice.failures--
        throw new VendorError(name, 'scripted failure', { retryable: true })
      }
      voice.said.push(text)
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
      const pcm = toAudio(text, preferredSampleRateHz, msPerCharacter)
      const step = Math.round((chunkMs * preferredSampleRateHz) / 1000)
      for (let at = 0; at < pcm.length; at += step) yield { pcm: pcm.slice(at, at + step), sampleRateHz: preferredSampleRateHz }
    },
  }
  return voice
}

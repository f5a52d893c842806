import { z } from 'zod'
import { ModemReceiver } from '../modem/modem'

/** What a scripted stream hears: at which second of its audio an utterance begins and how long it takes. */
export const scriptedUtterance = z.object({
  text: z.string(),
  startSeconds: z.number().min(0),
  durationSeconds: z.number().min(0.1).default(1),
  language: z.string().optional(),
  confidence: z.number().min(0).max(1).default(0.98),
})
export type ScriptedUtterance = z.input<typeof scriptedUtterance>

export type HeardWord = { word: string; start: number; end: number; confidence: number; language?: string }

/** An ear takes audio in and knows the words up to now. Times are seconds of this connection's audio. */
export interface Listening {
  write(pcm: Int16Array): void
  /** Words whose end has been reached, in order. A word that may still go on is left out unless `isAll`. */
  words(isAll?: boolean): HeardWord[]
  readonly heardSeconds: number
  /** How long nothing has been heard. */
  readonly silentSeconds: number
}

export class ScriptedEar implements Listening {
  private samples = 0
  private readonly script: HeardWord[]

  constructor(
    utterances: ScriptedUtterance[],
    private readonly sampleRateHz: number,
  ) {
    this.script = utterances.flatMap((given) => {
      const { text, startSeconds, durationSeconds, confidence, language } = scriptedUtterance.parse(given)
      const words = text.split(/\s+/).filter((word) => word !== '')
      const each = durationSeconds / Math.max(1, words.length)
      return words.map((word, index) => ({
        word,
        start: startSeconds + index * each,
        end: startSeconds + (index + 1) * each,
        confidence,
        ...(language ? { language } : {}),
      }))
    })
  }

  write(pcm: Int16Array): void {
    this.samples += pcm.length
  }

  words(): HeardWord[] {
    return this.script.filter((word) => word.end <= this.heardSeconds + 1e-9)
  }

  get silentSeconds(): number {
    const isSpeaking = this.script.some((word) => word.start < this.heardSeconds && word.end > this.heardSeconds)
    return isSpeaking ? 0 : this.heardSeconds - (this.words().at(-1)?.end ?? 0)
  }

  get heardSeconds(): number {
    return this.samples / this.sampleRateHz
  }
}

/** Below this a sample is silence. */
const SOUND = 500
/** Packets further apart belong to different words. */
const WORD_GAP_SECONDS = 0.05

/** Hears what the audio carries as modem tones, packet by packet. A word may come in two packets. */
export class ModemEar implements Listening {
  private samples = 0
  private soundEnds = 0
  private readonly receiver: ModemReceiver
  private readonly packets: { text: string; start: number; end: number }[] = []

  constructor(private readonly sampleRateHz: number) {
    this.receiver = new ModemReceiver(sampleRateHz)
  }

  write(pcm: Int16Array): void {
    const lastSound = pcm.findLastIndex((sample) => Math.abs(sample) > SOUND)
    if (lastSound >= 0) this.soundEnds = this.samples + lastSound + 1
    this.samples += pcm.length
    for (const packet of this.receiver.write(pcm)) {
      this.packets.push({ text: packet.text, start: packet.startedMs / 1000, end: packet.endedMs / 1000 })
    }
  }

  words(isAll = false): HeardWord[] {
    const words: HeardWord[] = []
    let isOpen = false
    for (const { text, start, end } of this.packets) {
      if (start - (words.at(-1)?.end ?? 0) > WORD_GAP_SECONDS) isOpen = false
      const parts = text.split(' ')
      parts.forEach((part, index) => {
        const last = words.at(-1)
        if (index === 0 && isOpen && last && part !== '') {
          last.word += part
          last.end = end
        } else if (part !== '') words.push({ word: part, start, end, confidence: 1 })
      })
      isOpen = !text.endsWith(' ')
    }
    return isOpen && !isAll && this.silentSeconds < 2 * WORD_GAP_SECONDS ? words.slice(0, -1) : words
  }

  get silentSeconds(): number {
    return (this.samples - this.soundEnds) / this.sampleRateHz
  }

  get heardSeconds(): number {
    return this.samples / this.sampleRateHz
  }
}

/** Samples of a binary message. */
export function samplesOf(data: Buffer): Int16Array {
  const pcm = new Int16Array(data.length >> 1)
  new Uint8Array(pcm.buffer).set(data.subarray(0, pcm.byteLength))
  return pcm
}

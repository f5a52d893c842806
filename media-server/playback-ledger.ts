import { LIMITS } from './limits'

/** One sentence on its way to the caller. */
export type SpokenSentence = {
  replyId: number
  text: string
  /** Audio that exists of it. */
  producedMs: number
  isComplete: boolean
  /** Where it begins in what was sent; null until its first audio is sent. */
  fromMs: number | null
  sentMs: number
}

/** Speech takes about this long per character: used only while a sentence's audio is not complete. */
const MS_PER_CHARACTER = 55

/**
 * What of the agent's audio has been sent, and what of it the caller has heard. Positions are milliseconds of sent audio
 * since the last `clear`. What was played is estimated from the moments of sending, and corrected by the marks that come back:
 * a mark proves that everything before it was played.
 */
export class PlaybackLedger {
  private generation = 0
  private sentences: SpokenSentence[] = []
  private marks = new Map<string, { generation: number; positionMs: number }>()
  private nextMark = 0
  private sentMs = 0
  private playsUntilMs = 0
  private provenMs = 0
  /** How much later than estimated the far end plays, at best: network and buffers. Null until a mark has told. */
  private lagMs: number | null = null

  begin(replyId: number, text: string): SpokenSentence {
    const sentence = { replyId, text, producedMs: 0, isComplete: false, fromMs: null, sentMs: 0 }
    this.sentences.push(sentence)
    return sentence
  }

  /** Part of `sentence` goes into the frame that is being put together. */
  include(sentence: SpokenSentence, durationMs: number): void {
    sentence.fromMs ??= this.sentMs
    sentence.sentMs += durationMs
  }

  /** A frame was sent. @returns when it starts to play */
  sent(durationMs: number, nowMs: number): number {
    const startsMs = Math.max(nowMs, this.playsUntilMs)
    this.playsUntilMs = startsMs + durationMs
    this.sentMs += durationMs
    return startsMs
  }

  /** @returns the name of a mark that stands for everything sent so far */
  mark(): string {
    const name = `m${this.generation}-${++this.nextMark}`
    this.marks.set(name, { generation: this.generation, positionMs: this.sentMs })
    return name
  }

  /** A mark came back. @returns whether it counts: marks from before the last `clear` and unknown ones do not */
  marked(name: string, nowMs: number): boolean {
    const mark = this.marks.get(name)
    if (!mark) return false
    this.marks.delete(name)
    if (mark.generation !== this.generation) return false
    const lateMs = Math.max(0, this.estimateMs(nowMs) - mark.positionMs)
    this.lagMs = this.lagMs === null ? lateMs : Math.min(this.lagMs, lateMs)
    this.provenMs = Math.max(this.provenMs, mark.positionMs)
    return true
  }

  /** Milliseconds of audio sent and not yet played, by the clock: what pacing goes by. */
  aheadMs(nowMs: number): number {
    return Math.max(0, this.playsUntilMs - nowMs)
  }

  /** Everything sent has been played, as far as marks tell; without them, by the clock. */
  isDrained(nowMs: number): boolean {
    return this.drainsByMs(nowMs) <= nowMs
  }

  /** When everything sent has been played unless a mark tells it before. */
  drainsByMs(nowMs: number): number {
    if (this.provenMs >= this.sentMs) return nowMs
    const marksComeBack = this.lagMs !== null && this.marks.size > 0
    return this.playsUntilMs + (marksComeBack ? LIMITS.lateMarkMs + (this.lagMs ?? 0) : 0)
  }

  /** Position up to which the caller has heard. */
  heardMs(nowMs: number): number {
    const estimateMs = this.estimateMs(nowMs - (this.lagMs ?? 0))
    return Math.min(this.sentMs, Math.max(this.provenMs, estimateMs))
  }

  /** The words of a reply that were played, whole words only. */
  heardText(replyId: number, nowMs: number): string {
    const heardMs = this.heardMs(nowMs)
    return this.ofReply(replyId)
      .map((sentence) => heardOf(sentence, heardMs))
      .filter((text) => text !== '')
      .join(' ')
  }

  /** All words of a reply so far, played or not. */
  fullText(replyId: number): string {
    return this.ofReply(replyId)
      .map((sentence) => sentence.text)
      .join(' ')
  }

  /** A sentence has been played to its end. */
  isHeard(sentence: SpokenSentence, nowMs: number): boolean {
    return (
      sentence.isComplete &&
      sentence.fromMs !== null &&
      sentence.sentMs >= sentence.producedMs &&
      this.heardMs(nowMs) >= sentence.fromMs + sentence.sentMs
    )
  }

  /** Un-played audio is gone and its marks mean nothing from now on. Ask for heard text before. */
  clear(nowMs: number): void {
    this.generation++
    this.sentences = []
    this.sentMs = 0
    this.provenMs = 0
    this.playsUntilMs = nowMs
    // Marks of earlier generations may still come back: they are kept to be told from unknown ones only while they are few.
    if (this.marks.size > 100) this.marks.clear()
  }

  /** Forgets a finished reply's sentences. */
  forget(replyId: number): void {
    this.sentences = this.sentences.filter((sentence) => sentence.replyId !== replyId)
  }

  private ofReply(replyId: number): SpokenSentence[] {
    return this.sentences.filter((sentence) => sentence.replyId === replyId)
  }

  private estimateMs(atMs: number): number {
    return Math.min(this.sentMs, Math.max(0, this.sentMs - (this.playsUntilMs - atMs)))
  }
}

function heardOf(sentence: SpokenSentence, heardMs: number): string {
  if (sentence.fromMs === null || heardMs <= sentence.fromMs) return ''
  const expectedMs = sentence.isComplete ? sentence.producedMs : Math.max(sentence.producedMs, sentence.text.length * MS_PER_CHARACTER)
  const playedMs = Math.min(heardMs - sentence.fromMs, sentence.sentMs)
  if (expectedMs <= 0 || playedMs >= expectedMs) return sentence.text
  return wholeWords(sentence.text, Math.floor((playedMs / expectedMs) * sentence.text.length))
}

/** The words of `text` that end within its first `characters`. */
function wholeWords(text: string, characters: number): string {
  if (characters >= text.length) return text
  const isAtEnd = /\s/.test(text[characters] ?? '')
  const head = text.slice(0, characters)
  return (isAtEnd ? head : head.slice(0, Math.max(0, head.search(/\S*$/)))).trimEnd()
}

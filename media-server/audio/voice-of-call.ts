import type { Voice } from '../dependencies'
import { isWorthRetry } from '../lib/retry'
import type { PhraseCache } from './phrase-cache'
import { synthesizeAtRate } from './synthesize-at-rate'

const MS_PER_CHARACTER = 55

export type VoiceOptions = {
  /** The agent's voice first, then those that stand in for it. */
  voices: Voice[]
  phrases: PhraseCache
  language: string
  sampleRateHz: number
  /** Characters a provider was asked to speak. */
  onSpoken: (provider: string, characters: number) => void
  onFailure: (provider: string, error: unknown) => void
}

/** How one call's agent sounds: retries once, then changes to a voice that works and stays with it for the rest of the call. */
export class VoiceOfCall {
  private current = 0

  constructor(private readonly options: VoiceOptions) {}

  get name(): string {
    return this.voice.provider.name
  }

  /** Makes a fixed phrase before it is needed. @throws VendorError, which is handled when the phrase is spoken */
  async prepare(text: string): Promise<void> {
    if (text === '') return
    const { audio, isNew } = await this.open(text)
    if (isNew) this.options.onSpoken(this.voice.provider.name, text.length)
    await audio.made()
  }

  /**
   * Audio of `text` at the call's rate.
   * @throws VendorError once every voice has failed
   */
  async *say(text: string, isFixed: boolean, signal: AbortSignal): AsyncGenerator<Int16Array> {
    let rest = text
    let producedMs = 0
    let isRetry = false
    while (true) {
      const { voice } = this
      const askedAtMs = performance.now()
      try {
        for await (const pcm of await this.attempt(rest, isFixed && rest === text, signal)) {
          producedMs += (pcm.length * 1000) / this.options.sampleRateHz
          yield pcm
        }
        return
      } catch (error) {
        if (signal.aborted) return
        this.options.onFailure(voice.provider.name, error)
        rest = unspoken(rest, producedMs)
        producedMs = 0
        if (rest === '') return
        if (!isRetry && isWorthRetry(error, performance.now() - askedAtMs)) isRetry = true
        else if (!this.changeVoice()) throw error
        else isRetry = false
      }
    }
  }

  private async attempt(text: string, isFixed: boolean, signal: AbortSignal): Promise<AsyncIterable<Int16Array>> {
    const { voice } = this
    const { language, sampleRateHz, onSpoken } = this.options
    if (!isFixed) {
      onSpoken(voice.provider.name, text.length)
      return synthesizeAtRate(voice, { text, language, sampleRateHz }, signal)
    }
    const { audio, isNew } = await this.open(text)
    if (isNew) onSpoken(voice.provider.name, text.length)
    return audio.read()
  }

  private open(text: string) {
    const { language, sampleRateHz, phrases } = this.options
    return phrases.open({ voice: this.voice, language, text, sampleRateHz })
  }

  private get voice(): Voice {
    return this.options.voices[this.current] as Voice
  }

  private changeVoice(): boolean {
    if (this.current + 1 >= this.options.voices.length) return false
    this.current++
    return true
  }
}

/** The words after those that were spoken before a provider broke off. */
function unspoken(text: string, producedMs: number): string {
  if (producedMs === 0) return text
  const from = text.indexOf(' ', Math.floor(producedMs / MS_PER_CHARACTER))
  return from < 0 ? '' : text.slice(from + 1)
}

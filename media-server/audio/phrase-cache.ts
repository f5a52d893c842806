import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { concatPcm, pcm16FromBytes, pcm16ToBytes } from '../../server/domain/audio/pcm16'
import type { Voice } from '../dependencies'
import { ReplayableAudio } from './replayable-audio'
import { synthesizeAtRate } from './synthesize-at-rate'

/** Audio kept in memory; the least recently used goes first. The disk keeps all. */
const MEMORY_BYTES = 48 * 1024 * 1024

export type Phrase = { voice: Voice; language: string; text: string; sampleRateHz: number }

/**
 * Fixed phrases (greetings, prompts, goodbyes) are synthesised once per voice, text and rate, and replayed from then on.
 * Speaking one is started by whoever asks first; others read along while it is being made.
 */
export class PhraseCache {
  private readonly kept = new Map<string, ReplayableAudio>()
  private readonly making = new Set<Promise<void>>()
  private bytes = 0

  constructor(private readonly options: { folder: string; onError: (error: unknown) => void }) {}

  /**
   * Audio of a phrase. `isNew` tells that the provider was asked, and is to be paid.
   * Reading throws VendorError when the provider fails; a failed phrase is asked for again next time.
   */
  async open(phrase: Phrase): Promise<{ audio: ReplayableAudio; isNew: boolean }> {
    const key = keyOf(phrase)
    const known = this.kept.get(key)
    if (known) {
      this.kept.delete(key)
      this.kept.set(key, known) // most recently used last
      return { audio: known, isNew: false }
    }
    const audio = new ReplayableAudio()
    this.kept.set(key, audio)
    const stored = await readFile(this.pathOf(key)).catch(() => null)
    if (stored) {
      audio.push(pcm16FromBytes(stored))
      audio.complete()
      this.account(audio)
      return { audio, isNew: false }
    }
    const making = this.make(key, phrase, audio)
    this.making.add(making)
    void making.finally(() => this.making.delete(making))
    return { audio, isNew: true }
  }

  /** Whether the phrase could be played at once. */
  isReady(phrase: Phrase): boolean {
    return this.kept.get(keyOf(phrase))?.isComplete === true
  }

  /** Resolves when what is being made is on the disk. */
  async stored(): Promise<void> {
    await Promise.all(this.making)
  }

  private async make(key: string, phrase: Phrase, audio: ReplayableAudio): Promise<void> {
    const chunks: Int16Array[] = []
    try {
      for await (const pcm of synthesizeAtRate(phrase.voice, phrase, new AbortController().signal)) {
        chunks.push(pcm)
        audio.push(pcm)
      }
      audio.complete()
      this.account(audio)
    } catch (error) {
      this.kept.delete(key)
      audio.fail(error)
      return
    }
    await this.store(key, concatPcm(chunks)).catch(this.options.onError)
  }

  /** The file appears whole or not at all. */
  private async store(key: string, pcm: Int16Array): Promise<void> {
    await mkdir(this.options.folder, { recursive: true })
    const unfinished = join(this.options.folder, `${randomUUID()}.part`)
    try {
      await writeFile(unfinished, pcm16ToBytes(pcm))
      await rename(unfinished, this.pathOf(key))
    } catch (error) {
      await rm(unfinished, { force: true })
      throw error
    }
  }

  private account(added: ReplayableAudio): void {
    this.bytes += added.bytes
    for (const [key, audio] of this.kept) {
      if (this.bytes <= MEMORY_BYTES) return
      if (!audio.isComplete || audio === added) continue
      this.kept.delete(key)
      this.bytes -= audio.bytes
    }
  }

  private pathOf(key: string): string {
    return join(this.options.folder, `${key}.pcm`)
  }
}

function keyOf({ voice, language, text, sampleRateHz }: Phrase): string {
  const parts = [voice.provider.name, voice.voice, language, text, String(sampleRateHz)]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

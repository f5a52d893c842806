import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pcm16ToBytes } from '../../server/domain/audio/pcm16'
import { WAV_HEADER_BYTES, wavHeader } from '../../server/domain/audio/wav'

/** Audio is written this long after its moment: the agent's may still be cleared, the caller's may still be on its way. */
const SETTLED_AFTER_MS = 700
const BLOCK_MS = 2000
/** How far ahead of now the agent's audio may be placed, with room to spare. */
const WINDOW_MS = 6000

/**
 * Records a call on two channels, the caller left and the agent right, as they sounded on the line: every sample lies where it
 * was spoken or played, gaps are silence, and audio that was cleared before it was played is not there. Streams to a WAV file
 * whose header is completed at the end; until then its length says how much there is.
 */
export class CallRecorder {
  /** Left and right samples in turn, from `baseFrame` on. */
  private readonly window: Int16Array
  private readonly windowFrames: number
  private baseFrame = 0
  private writing: Promise<void> = Promise.resolve()
  private file: FileHandle | null = null
  private hasFailed = false

  constructor(private readonly options: { path: string; sampleRateHz: number; onError: (error: unknown) => void }) {
    this.windowFrames = this.toFrames(WINDOW_MS)
    this.window = new Int16Array(this.windowFrames * 2)
    this.enqueue(async () => {
      await mkdir(dirname(options.path), { recursive: true })
      this.file = await open(options.path, 'w', 0o600)
      await this.file.write(wavHeader({ sampleRateHz: options.sampleRateHz, channels: 2 }, 0))
    })
  }

  /** The caller's audio, beginning at `atMs` of the call. */
  caller(pcm: Int16Array, atMs: number): void {
    this.place(pcm, atMs, 0)
  }

  /** The agent's audio as it will be played, beginning at `atMs` of the call. */
  agent(pcm: Int16Array, atMs: number): void {
    this.place(pcm, atMs, 1)
  }

  /** The agent's audio after `atMs` is not played after all. */
  clear(atMs: number): void {
    const from = Math.max(0, this.toFrames(atMs) - this.baseFrame)
    for (let frame = from; frame < this.windowFrames; frame++) this.window[frame * 2 + 1] = 0
  }

  tick(nowMs: number): void {
    const settled = this.toFrames(nowMs - SETTLED_AFTER_MS) - this.baseFrame
    if (settled >= this.toFrames(BLOCK_MS)) this.write(settled)
  }

  /** Completes the file. @returns the length of the recording, null when nothing could be recorded */
  async finish(endMs: number): Promise<{ durationMs: number } | null> {
    this.write(this.toFrames(endMs) - this.baseFrame)
    this.enqueue(async () => {
      const bytes = this.baseFrame * 4
      await this.file?.write(wavHeader({ sampleRateHz: this.options.sampleRateHz, channels: 2 }, bytes), 0, WAV_HEADER_BYTES, 0)
      await this.file?.sync()
    })
    await this.writing
    await this.file?.close().catch(this.options.onError)
    this.file = null
    if (this.hasFailed || this.baseFrame === 0) return null
    return { durationMs: Math.round((this.baseFrame * 1000) / this.options.sampleRateHz) }
  }

  private place(pcm: Int16Array, atMs: number, channel: 0 | 1): void {
    const start = this.toFrames(atMs) - this.baseFrame
    const skipped = Math.max(0, -start)
    const count = Math.min(pcm.length, this.windowFrames - start)
    for (let index = skipped; index < count; index++) this.window[(start + index) * 2 + channel] = pcm[index] as number
  }

  private write(frames: number): void {
    for (let left = Math.max(0, frames); left > 0; ) {
      const count = Math.min(left, this.windowFrames)
      const block = this.window.slice(0, count * 2)
      this.window.copyWithin(0, count * 2)
      this.window.fill(0, (this.windowFrames - count) * 2)
      this.baseFrame += count
      left -= count
      this.enqueue(async () => {
        await this.file?.write(pcm16ToBytes(block))
      })
    }
  }

  /** One after the other; the first failure (a full disk) ends the recording and not the call. */
  private enqueue(work: () => Promise<void>): void {
    this.writing = this.writing.then(async () => {
      if (this.hasFailed) return
      try {
        await work()
      } catch (error) {
        this.hasFailed = true
        this.options.onError(error)
      }
    })
  }

  private toFrames(ms: number): number {
    return Math.round((ms * this.options.sampleRateHz) / 1000)
  }
}

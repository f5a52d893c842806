/** Audio that is still being made and may be read by several calls at once, each from the beginning. */
export class ReplayableAudio {
  private readonly chunks: Int16Array[] = []
  private state: 'open' | 'complete' | { error: unknown } = 'open'
  private waiting: (() => void)[] = []

  push(pcm: Int16Array): void {
    this.chunks.push(pcm)
    this.wake()
  }

  complete(): void {
    this.state = 'complete'
    this.wake()
  }

  fail(error: unknown): void {
    this.state = { error }
    this.wake()
  }

  get isComplete(): boolean {
    return this.state === 'complete'
  }

  get bytes(): number {
    return this.chunks.reduce((total, chunk) => total + chunk.byteLength, 0)
  }

  /** @throws what `fail` was given, after what was made before */
  async *read(): AsyncGenerator<Int16Array> {
    for (let index = 0; ; index++) {
      while (index >= this.chunks.length) {
        if (this.state === 'complete') return
        if (this.state !== 'open') throw this.state.error
        await new Promise<void>((resolve) => this.waiting.push(resolve))
      }
      yield this.chunks[index] as Int16Array
    }
  }

  /** Resolves once all of it exists. @throws what `fail` was given */
  async made(): Promise<void> {
    while (this.state === 'open') await new Promise<void>((resolve) => this.waiting.push(resolve))
    if (this.state !== 'complete') throw this.state.error
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve()
  }
}

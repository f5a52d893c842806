/** A push-based async iterable for one reader. What is pushed after `end` or `fail` is dropped. */
export class AsyncQueue<T> implements AsyncIterable<T> {
  private readonly items: T[] = []
  private wake: (() => void) | null = null
  private isOver = false
  private error: unknown = null

  push(item: T): void {
    if (this.isOver) return
    this.items.push(item)
    this.wake?.()
  }

  end(): void {
    this.isOver = true
    this.wake?.()
  }

  /** The reader throws `error` after what was pushed before. */
  fail(error: unknown): void {
    if (this.isOver) return
    this.error = error
    this.end()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    while (true) {
      while (this.items.length > 0) yield this.items.shift() as T
      if (this.isOver) {
        if (this.error !== null) throw this.error
        return
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
      this.wake = null
    }
  }
}

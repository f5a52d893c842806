/** Events pushed by callbacks, read by one `for await`. Ends after `end` or `fail` once everything before was read. */
export interface EventQueue<T> extends AsyncIterable<T> {
  push(event: T): void
  end(): void
  fail(error: unknown): void
  /** Nothing can be pushed any more. */
  readonly isOver: boolean
}

export function createEventQueue<T>(): EventQueue<T> {
  const events: T[] = []
  let wake: (() => void) | null = null
  let isOver = false
  let failure: { error: unknown } | null = null

  function finish(): void {
    isOver = true
    wake?.()
  }

  async function* read(): AsyncGenerator<T> {
    while (true) {
      const event = events.shift()
      if (event !== undefined) {
        yield event
        continue
      }
      if (failure) throw failure.error
      if (isOver) return
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }

  return {
    get isOver() {
      return isOver
    },
    push(event) {
      if (isOver) return
      events.push(event)
      wake?.()
    },
    end: finish,
    fail(error) {
      if (isOver) return
      failure = { error }
      finish()
    },
    [Symbol.asyncIterator]: read,
  }
}

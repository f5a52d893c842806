/** Yields from `source` until `signal` aborts, even when the source never looks at the signal. */
export async function* untilAborted<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
  onLateError: (error: unknown) => void = () => {},
): AsyncGenerator<T> {
  if (signal.aborted) return
  const iterator = source[Symbol.asyncIterator]()
  let isAborted = false
  let giveUp: (nothing: null) => void = () => {}
  const stop = () => {
    isAborted = true
    giveUp(null)
  }
  signal.addEventListener('abort', stop, { once: true })
  try {
    while (!isAborted) {
      // No race with one promise of the whole stream: that promise would keep every item until the stream ends.
      const next = await new Promise<IteratorResult<T> | null>((resolve, reject) => {
        giveUp = resolve
        iterator.next().then(resolve, reject)
      })
      if (next === null || isAborted) return // a late item must not leak into the next turn
      if (next.done) return
      yield next.value
    }
  } finally {
    signal.removeEventListener('abort', stop)
    iterator.return?.().catch(onLateError) // not awaited: a generator parked on a slow await would hold the turn open
  }
}

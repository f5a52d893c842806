/** Yields from `source` until `signal` aborts, even when the source never looks at the signal. */
export async function* untilAborted<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
  onLateError: (error: unknown) => void = () => {},
): AsyncGenerator<T> {
  if (signal.aborted) return
  const iterator = source[Symbol.asyncIterator]()
  let stop!: () => void
  const aborted = new Promise<'aborted'>((resolve) => {
    stop = () => resolve('aborted')
  })
  signal.addEventListener('abort', stop, { once: true })
  try {
    while (true) {
      const next = await Promise.race([iterator.next(), aborted])
      if (next === 'aborted' || signal.aborted) return // a late item must not leak into the next turn
      if (next.done) return
      yield next.value
    }
  } finally {
    signal.removeEventListener('abort', stop)
    iterator.return?.().catch(onLateError) // not awaited: a generator parked on a slow await would hold the turn open
  }
}

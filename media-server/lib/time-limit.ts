import { VendorError } from '../../server/domain/errors/vendor-error'

/**
 * Yields from `source`; throws a retryable VendorError when the first item takes longer than `firstMs` or a later one longer
 * than `nextMs`. The source is told to return and is not waited for.
 */
export async function* withTimeLimit<T>(
  source: AsyncIterable<T>,
  limits: { vendor: string; firstMs: number; nextMs: number },
): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  let limitMs = limits.firstMs
  let giveUp: (error: Error) => void = () => {}
  // One timer that is wound up again for every item: tokens come by the hundred.
  let timer = setTimeout(late, limitMs)
  function late() {
    giveUp(tooLate(limits.vendor, limitMs))
  }
  try {
    while (true) {
      const next = await new Promise<IteratorResult<T>>((resolve, reject) => {
        giveUp = reject
        iterator.next().then(resolve, reject)
      })
      if (next.done) return
      yield next.value
      if (limitMs === limits.nextMs) timer.refresh()
      else {
        clearTimeout(timer)
        limitMs = limits.nextMs
        timer = setTimeout(late, limitMs)
      }
    }
  } finally {
    clearTimeout(timer)
    iterator.return?.().catch(() => {})
  }
}

/** @throws VendorError when `work` takes longer than `limitMs` */
export async function beforeLimit<T>(work: Promise<T>, limitMs: number, vendor: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate(vendor, limitMs)), limitMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
    work.catch(() => {})
  }
}

function tooLate(vendor: string, limitMs: number): VendorError {
  return new VendorError(vendor, `no answer within ${limitMs} ms`, { retryable: true })
}

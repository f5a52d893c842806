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
  try {
    while (true) {
      const next = await beforeLimit(iterator.next(), limitMs, limits.vendor)
      if (next.done) return
      yield next.value
      limitMs = limits.nextMs
    }
  } finally {
    iterator.return?.().catch(() => {})
  }
}

/** @throws VendorError when `work` takes longer than `limitMs` */
export async function beforeLimit<T>(work: Promise<T>, limitMs: number, vendor: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new VendorError(vendor, `no answer within ${limitMs} ms`, { retryable: true })), limitMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
    work.catch(() => {})
  }
}

import { createTimeLimit, type TimeLimit } from './time-limit'
import { failureOfConnection, failureOfContent, failureOfStatus } from './vendor-failure'

export type RequestLimits = {
  /** Until the first byte of the body. */
  firstByteMs: number
  /** Between one byte and the next. */
  stallMs: number
  /** Waited for the vendor in all. The consumer's own time does not count. */
  totalMs: number
}

/**
 * The body of a vendor's answer, chunk by chunk, under time limits. Ends quietly when `signal` aborts.
 * @throws VendorError for a refusal, a broken or cut connection, or a limit that passed
 */
export async function* fetchBytes(
  vendor: string,
  url: string,
  init: RequestInit,
  limits: RequestLimits,
  signal: AbortSignal,
  expected: 'audio' | 'anything' = 'anything',
): AsyncGenerator<Uint8Array> {
  if (signal.aborted) return
  const limit = createTimeLimit(vendor, signal)
  try {
    limit.set('first byte', limits.firstByteMs)
    limit.set('whole answer', limits.totalMs)
    const sinceMs = performance.now()
    const response = await open(url, init, limit)
    if (!response.ok) {
      abandon(response)
      throw failureOfStatus(vendor, response.status, response.headers)
    }
    // Played as samples, an error page would be a burst of noise in the caller's ear.
    if (expected === 'audio' && /json|text|html|xml/i.test(response.headers.get('content-type') ?? '')) {
      abandon(response)
      throw failureOfContent(vendor, 'text where audio was due')
    }
    if (!response.body) throw failureOfContent(vendor, 'an answer without a body')
    yield* readUnderLimit(response.body, limit, limits.stallMs, limits.totalMs - (performance.now() - sinceMs))
  } catch (error) {
    if (signal.aborted) return
    throw limit.signal.aborted ? limit.signal.reason : asFailure(vendor, error)
  } finally {
    limit.release()
  }
}

/** A request of whose answer only that it is a good one counts. @throws VendorError; the signal's reason when that aborts */
export async function fetchNothing(vendor: string, url: string, init: RequestInit, totalMs: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const limit = createTimeLimit(vendor, signal)
  try {
    limit.set('whole answer', totalMs)
    const response = await open(url, init, limit)
    abandon(response)
    if (!response.ok) throw failureOfStatus(vendor, response.status, response.headers)
  } catch (error) {
    throw limit.signal.aborted ? limit.signal.reason : asFailure(vendor, error)
  } finally {
    limit.release()
  }
}

async function open(url: string, init: RequestInit, limit: TimeLimit): Promise<Response> {
  const opening = fetch(url, { ...init, redirect: 'error', signal: limit.signal })
  try {
    return await Promise.race([opening, limit.passed])
  } catch (error) {
    opening.then(abandon, () => undefined)
    throw error
  }
}

async function* readUnderLimit(
  body: ReadableStream<Uint8Array>,
  limit: TimeLimit,
  stallMs: number,
  budgetMs: number,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  let leftMs = budgetMs
  try {
    while (true) {
      const sinceMs = performance.now()
      // Raced, and cancelled below: an abort does not always reach the body of an answer that is already being read.
      const { done, value } = await Promise.race([reader.read(), limit.passed])
      if (done) return
      leftMs -= performance.now() - sinceMs
      for (const name of ['first byte', 'next byte', 'whole answer']) limit.clear(name)
      yield value
      limit.set('next byte', stallMs)
      limit.set('whole answer', leftMs)
    }
  } finally {
    // A consumer that stops early must not leave the connection open. After an error there is nothing left to cancel.
    reader.cancel().catch(() => undefined)
  }
}

/** A whole JSON answer under limits of time and size. @throws VendorError; the signal's reason when that aborts in the middle */
export async function fetchJson(
  vendor: string,
  url: string,
  init: RequestInit,
  totalMs: number,
  signal: AbortSignal,
  maxBytes = Number.POSITIVE_INFINITY,
): Promise<unknown> {
  const limits = { firstByteMs: totalMs, stallMs: totalMs, totalMs }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of fetchBytes(vendor, url, init, limits, signal)) {
    size += chunk.byteLength
    if (size > maxBytes) throw failureOfContent(vendor, 'more than can be read')
    chunks.push(chunk)
  }
  signal.throwIfAborted()
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (error) {
    throw failureOfContent(vendor, 'an answer that is not JSON', error)
  }
}

/** Gives the connection back without reading the rest. */
function abandon(response: Response): void {
  response.body?.cancel().catch(() => undefined)
}

function asFailure(vendor: string, error: unknown): unknown {
  return error instanceof Error && error.name === 'VendorError' ? error : failureOfConnection(vendor, error)
}

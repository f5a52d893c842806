import { VendorError } from '../../domain/errors/vendor-error'

/**
 * A signal that aborts with the caller's, or when a limit passes. Limits are set one after the other (first byte, next byte, whole
 * answer); the one that passes becomes the signal's reason, a retryable VendorError.
 */
export type TimeLimit = {
  readonly signal: AbortSignal
  /** Rejects with the signal's reason when it aborts; never resolves. */
  readonly passed: Promise<never>
  /** Starts or restarts the limit called `name`. */
  set(name: string, ms: number): void
  clear(name: string): void
  /** Stops all limits. Must be called, else timers outlive the work. */
  release(): void
}

export function createTimeLimit(vendor: string, callerSignal: AbortSignal): TimeLimit {
  const controller = new AbortController()
  const timers = new Map<string, NodeJS.Timeout>()
  const forward = () => controller.abort(callerSignal.reason)
  if (callerSignal.aborted) forward()
  else callerSignal.addEventListener('abort', forward, { once: true })
  const clear = (name: string) => {
    clearTimeout(timers.get(name))
    timers.delete(name)
  }
  const passed = new Promise<never>((_resolve, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true })
    if (controller.signal.aborted) reject(controller.signal.reason)
  })
  // Nobody may be waiting when it happens.
  passed.catch(() => undefined)
  return {
    signal: controller.signal,
    passed,
    set(name, ms) {
      const timer = timers.get(name)
      if (timer) timer.refresh()
      else {
        const pass = () =>
          controller.abort(new VendorError(vendor, `took longer than ${Math.round(ms)} ms for the ${name}`, { retryable: true }))
        timers.set(name, setTimeout(pass, ms))
      }
    },
    clear,
    release() {
      for (const name of [...timers.keys()]) clear(name)
      callerSignal.removeEventListener('abort', forward)
    },
  }
}

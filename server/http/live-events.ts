import type { Scope } from '../domain/access/scope'
import type { EventBus } from '../ports/event-bus'

/** Proxies close connections that stay silent; most allow a minute. */
const KEEP_ALIVE_MS = 20_000
/** A session may have ended meanwhile: the browser connects again and is judged again. */
const LONGEST_MS = 10 * 60_000

/**
 * Notices of one tenant as server-sent events: ids and states only. Ends with the request, and by itself after ten minutes.
 * Nothing that happens after this returns is missed.
 */
export async function respondLive(eventBus: EventBus, { tenantId }: Scope, signal: AbortSignal): Promise<Response> {
  const early: string[] = ['retry: 2000\n: listening\n\n']
  let send: (text: string) => void = (text) => {
    early.push(text)
  }
  const unsubscribe = await eventBus.subscribe((event) => {
    if (event.tenantId === tenantId) send(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
  })
  let stop: () => void = () => void unsubscribe()
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const encoder = new TextEncoder()
      send = (text) => controller.enqueue(encoder.encode(text))
      const end = () => {
        stop()
        controller.close()
      }
      const keepAlive = setInterval(() => send(': still here\n\n'), KEEP_ALIVE_MS)
      const limit = setTimeout(end, LONGEST_MS)
      stop = () => {
        clearInterval(keepAlive)
        clearTimeout(limit)
        signal.removeEventListener('abort', end)
        void unsubscribe()
      }
      for (const text of early) send(text)
      if (signal.aborted) end()
      else signal.addEventListener('abort', end)
    },
    cancel() {
      stop()
    },
  })
  return new Response(stream, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' },
  })
}

import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Fault } from './faults'

/**
 * Streams `pieces`, one write each, with the asked-for misbehaviour. Stops when the client goes away.
 * @returns how many pieces were written
 */
export async function sendPieces(
  response: ServerResponse,
  pieces: (string | Uint8Array)[],
  options: { fault: Fault | null; garbage: string | Uint8Array; firstDelayMs?: number; pieceDelayMs?: number },
): Promise<number> {
  const { fault } = options
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const pause = (ms: number) => (ms > 0 ? wait(ms, undefined, { signal: gone.signal }).catch(() => undefined) : undefined)
  const cutAfter = fault?.cutAfterPieces ?? Number.POSITIVE_INFINITY

  await pause(options.firstDelayMs ?? 0)
  let sent = 0
  for (const piece of pieces) {
    if (sent >= cutAfter || gone.signal.aborted) break
    response.write(sent === fault?.garbageAfterPieces ? options.garbage : piece)
    sent += 1
    await pause((options.pieceDelayMs ?? 0) + (fault?.pieceDelayMs ?? 0))
  }
  // Destroying at once would also drop what was written: the client is to see a cut, not nothing.
  if (cutAfter < Number.POSITIVE_INFINITY && sent >= cutAfter) await flushThenDestroy(response)
  else response.end()
  return sent
}

async function flushThenDestroy(response: ServerResponse): Promise<void> {
  response.flushHeaders()
  await new Promise((resolve) => setImmediate(resolve))
  response.destroy()
}

/** Waits as the fault says; true when the request is then to be left without an answer. */
export async function delayOrHang(fault: Fault | null): Promise<boolean> {
  if (fault && fault.delayMs > 0) await wait(fault.delayMs)
  return fault?.hang ?? false
}

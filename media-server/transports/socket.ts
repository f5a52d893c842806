import type { RawData, WebSocket } from 'ws'
import { LIMITS } from '../limits'
import type { StreamEnd } from './transport'

/** What both transports share of a socket: counting malformed frames, closing, and saying once that it is over. */
export interface CallSocket {
  send(data: string | Uint8Array): void
  /** Counts one frame nobody can use; too many in a row end the stream with 1007. */
  malformed(): void
  wellFormed(): void
  /** The far end said goodbye itself: what follows is no loss of connection. */
  hungUp(): void
  close(code: number, reason: string): void
}

/** Wires `socket` to `onFrame`, and to `onGone` exactly once at its end. */
export function bindSocket(
  socket: WebSocket,
  onFrame: (data: RawData, isBinary: boolean) => void,
  options: {
    /** Close codes by which this far end says that it hung up. */
    hangUpCodes: readonly number[]
    onError: (error: unknown) => void
    onMalformed: () => void
    onGone: (end: StreamEnd) => void
  },
): CallSocket {
  let malformedInARow = 0
  let end: StreamEnd['reason'] | null = null

  socket.on('message', (data, isBinary) => {
    if (end && end !== 'caller_hung_up') return // frames that were on their way when we closed
    try {
      onFrame(data, isBinary)
    } catch (error) {
      options.onError(error)
    }
  })
  socket.on('error', (error: Error & { code?: string }) => {
    // ws closes by itself with 1009, 1007 or 1002 after these.
    if (error.code?.startsWith('WS_ERR_')) end ??= 'protocol_error'
    else options.onError(error)
  })
  socket.on('close', (code) => {
    options.onGone({ reason: end ?? (options.hangUpCodes.includes(code) ? 'caller_hung_up' : 'connection_lost') })
  })

  function close(code: number, reason: string): void {
    end ??= 'closed_by_us'
    socket.close(code, reason)
  }
  return {
    send(data) {
      if (socket.readyState === socket.OPEN) socket.send(data)
    },
    malformed() {
      malformedInARow++
      options.onMalformed()
      if (malformedInARow < LIMITS.malformedInARow || end) return
      end = 'protocol_error'
      socket.close(1007, 'malformed frames')
    },
    wellFormed() {
      malformedInARow = 0
    },
    hungUp() {
      end ??= 'caller_hung_up'
    },
    close,
  }
}

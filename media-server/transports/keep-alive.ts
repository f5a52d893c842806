import type { WebSocket, WebSocketServer } from 'ws'
import { LIMITS } from '../limits'

/** Pings every socket; one that answers none of two pings is gone although nobody closed it. One timer for all. */
export function keepAlive(server: WebSocketServer, signal: AbortSignal): void {
  const silent = new WeakMap<WebSocket, number>()
  /** The first message after a ping is as good as its answer; the thousands after it need not be looked at. */
  function awaitSign(socket: WebSocket): void {
    const onSign = () => {
      silent.delete(socket)
      socket.off('pong', onSign).off('message', onSign)
    }
    socket.on('pong', onSign).on('message', onSign)
  }
  const timer = setInterval(() => {
    for (const socket of server.clients) {
      const missed = silent.get(socket) ?? 0
      if (missed >= 2) {
        socket.terminate()
        continue
      }
      silent.set(socket, missed + 1)
      if (missed === 0) awaitSign(socket)
      socket.ping()
    }
  }, LIMITS.pingMs)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}

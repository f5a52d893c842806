import type { WebSocket, WebSocketServer } from 'ws'
import { LIMITS } from '../limits'

/** Pings every socket; one that answers none of two pings is gone although nobody closed it. One timer for all. */
export function keepAlive(server: WebSocketServer, signal: AbortSignal): void {
  const silent = new WeakMap<WebSocket, number>()
  server.on('connection', (socket) => watch(socket))
  function watch(socket: WebSocket): void {
    socket.on('pong', () => silent.delete(socket))
    socket.on('message', () => silent.delete(socket))
  }
  const timer = setInterval(() => {
    for (const socket of server.clients) {
      const missed = silent.get(socket) ?? 0
      if (missed >= 2) {
        socket.terminate()
        continue
      }
      silent.set(socket, missed + 1)
      socket.ping()
    }
  }, LIMITS.pingMs)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}

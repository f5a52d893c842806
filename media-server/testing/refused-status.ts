import { WebSocket } from 'ws'

/** HTTP status with which an upgrade is refused; null when it is not. */
export function refusedStatus(url: string, options: { origin?: string } = {}): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, options)
    socket.on('error', () => {})
    socket.on('open', () => {
      socket.terminate()
      resolve(null)
    })
    socket.on('unexpected-response', (_request, response) => {
      response.resume()
      resolve(response.statusCode ?? null)
    })
  })
}

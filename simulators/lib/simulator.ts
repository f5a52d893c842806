import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** One vendor's wire protocol. All simulators of a process share a port; each has its path prefix. */
export type Simulator = {
  /** Path prefix without slashes: `openai`. */
  name: string
  /** @param path what follows the prefix: `/v1/chat/completions` */
  handle(request: SimulatedRequest, response: ServerResponse): Promise<void> | void
  /** Decides on an upgrade: how to serve the socket, or the status to refuse it with. */
  upgrade?(request: SimulatedRequest): Promise<((socket: WebSocket) => void) | { status: number }>
  /** Applies what was posted to `/<name>/__control`. Throws on what it does not understand. */
  control(command: unknown): unknown
}

export type SimulatedRequest = {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Buffer
}

export type RunningSimulators = { origin: string; port: number; close(): Promise<void> }

const MAX_BODY_BYTES = 5_000_000

/** Serves `simulators` on loopback. Port 0 picks a free one. */
export async function startSimulators(simulators: Simulator[], options: { port: number; host?: string }): Promise<RunningSimulators> {
  const byName = new Map(simulators.map((simulator) => [simulator.name, simulator]))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY_BYTES })

  const server = createServer((message, response) => {
    serve(message, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, { error: { message: String(error) } })
    })
  })

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { simulator, request } = await read(message)
    if (request.path === '/healthz' && !simulator) return sendJson(response, 200, { status: 'ok', simulators: [...byName.keys()] })
    if (!simulator) return sendJson(response, 404, { error: { message: `Nothing is simulated at ${request.path}` } })
    if (request.path !== '/__control') return simulator.handle(request, response)
    try {
      const answer = simulator.control(request.body.length === 0 ? {} : JSON.parse(request.body.toString('utf8')))
      sendJson(response, 200, answer ?? { ok: true })
    } catch (error) {
      sendJson(response, 400, { error: { message: String(error) } })
    }
  }

  async function read(message: IncomingMessage): Promise<{ simulator: Simulator | undefined; request: SimulatedRequest }> {
    const url = new URL(message.url ?? '/', 'http://simulator')
    const [, first = ''] = url.pathname.split('/')
    const simulator = byName.get(first)
    const path = simulator ? url.pathname.slice(first.length + 1) || '/' : url.pathname
    const body = await readBody(message)
    return { simulator, request: { method: message.method ?? 'GET', path, query: url.searchParams, headers: message.headers, body } }
  }

  server.on('upgrade', (message, socket, head) => {
    // A client that gives up in the middle of the handshake is no fault of the simulator.
    socket.on('error', () => socket.destroy())
    read(message)
      .then(async ({ simulator, request }) => (await simulator?.upgrade?.(request)) ?? { status: 404 })
      .then((decision) => {
        if (typeof decision === 'function') sockets.handleUpgrade(message, socket, head, decision)
        else socket.end(`HTTP/1.1 ${decision.status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      })
      .catch(() => socket.destroy())
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host ?? '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  if (message.headers.upgrade) return Buffer.alloc(0)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new Error('The body is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

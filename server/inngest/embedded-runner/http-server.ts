import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { incomingEvent } from './events'
import { isDataException } from './store'

const MAX_BODY_BYTES = 1_000_000
const MAX_DRAINED_BYTES = 10_000_000
const MAX_EVENTS = 1_000
const incoming = z.union([z.array(incomingEvent).max(MAX_EVENTS), incomingEvent.transform((event) => [event])])

export type RunnerHealth = { status: 'ok' | 'starting' | 'failing'; functions: number; queued: number; running: number; problem?: string }

export type RunnerServerOptions = {
  port: number
  eventKey: string
  receive(events: z.infer<typeof incomingEvent>[], seed: string | undefined): Promise<string[]>
  health(): Promise<RunnerHealth>
  onError(error: unknown): void
}

/** Where events come in (`POST /e/<key>`, as the SDK sends them) and health is asked for. On loopback only. */
export async function startRunnerServer(options: RunnerServerOptions): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    route(request, response, options).catch((error: unknown) => {
      options.onError(error)
      answer(response, 500, { status: 500, error: 'Internal error' })
    })
  })
  await listen(server, options.port)
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
}

async function route(request: IncomingMessage, response: ServerResponse, options: RunnerServerOptions): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  if (request.method === 'GET' && (path === '/healthz' || path === '/health')) {
    const health = await options.health()
    return answer(response, health.status === 'ok' ? 200 : 503, health)
  }
  const key = /^\/e\/([^/]+)$/.exec(path)?.[1]
  if (request.method !== 'POST' || key === undefined) return answer(response, 404, { status: 404, error: 'Not found' })
  if (!isSame(decodeURIComponent(key), options.eventKey)) return answer(response, 401, { status: 401, error: 'Event key not found' })
  await receive(request, response, options)
}

async function receive(request: IncomingMessage, response: ServerResponse, options: RunnerServerOptions): Promise<void> {
  const text = await readText(request)
  if (text === null) return answer(response, 413, { status: 413, error: 'Event payload too large' })
  const events = incoming.safeParse(parseJson(text))
  if (!events.success) return answer(response, 400, { status: 400, error: 'Cannot process event payload' })
  const seed = request.headers['x-inngest-event-id-seed']
  try {
    const ids = await options.receive(events.data, typeof seed === 'string' ? seed : undefined)
    answer(response, 200, { ids, status: 200 })
  } catch (error) {
    if (!isDataException(error)) throw error
    answer(response, 400, { status: 400, error: 'Cannot process event payload' })
  }
}

/** @returns null for a body that is too large, which is read to its end so that the sender hears the answer */
async function readText(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size <= MAX_BODY_BYTES) parts.push(part)
    if (size > MAX_DRAINED_BYTES) break
  }
  return size > MAX_BODY_BYTES ? null : Buffer.concat(parts).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isSame(given: string, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(expected))
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** State of all steps of a run travels with every request. */
const MAX_BODY_BYTES = 20_000_000

type Door = (request: Request) => Promise<Response>

/**
 * Serves the SDK's handler on a loopback port of this process. Jobs run here and not in the web process, where one that keeps
 * the processor busy would hold up a telephone company waiting for its answer.
 */
export async function startJobDoor(door: Door, onError: (error: unknown) => void): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(door, request, response).catch((error: unknown) => {
      onError(error)
      response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve())
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/inngest`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(door: Door, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one)
  }
  const { method = 'GET', url = '/' } = incoming
  const body = await readAll(incoming)
  const request = new Request(new URL(url, `http://${incoming.headers.host ?? '127.0.0.1'}`), {
    method,
    headers,
    body: body.length > 0 ? body : null,
  })
  const response = await door(request)
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(Buffer.from(await response.arrayBuffer()))
}

async function readAll(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of incoming as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MAX_BODY_BYTES) throw new Error('a body without end')
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}

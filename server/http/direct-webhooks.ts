import type { IncomingMessage, ServerResponse } from 'node:http'
import { log } from '../log'
import { METHODS, type Method } from './doors'
import { COMMON_HEADERS, MACHINE_HEADERS } from './fixed-headers.js'
import { interceptRequests } from './intercept-requests'
import { MAX_BODY_BYTES } from './read-body'
import type { WebhookDoor } from './webhook-door'

/**
 * Opens vendors' doors as soon as the HTTP server has read a delivery. Next's way to the same doors takes more processor time than
 * all they do (docs/decisions/010), and vendors deliver hundreds a second after a campaign.
 * Whatever is unusual about a request (another path, a body of unknown or refused length) goes Next's way.
 * @param doors by path
 */
export function answerWebhooksDirectly(doors: Record<string, WebhookDoor>): void {
  const byPath = new Map(Object.entries(doors))
  interceptRequests('direct-webhooks', (request, response) => {
    const { url = '', method = '' } = request
    const door = byPath.get(url.split('?', 1)[0] ?? '')
    if (!door || !isMethod(method)) return false
    const bodyBytes = announcedBytes(request)
    if (bodyBytes === null || bodyBytes > MAX_BODY_BYTES || (bodyBytes > 0 && method === 'GET')) return false
    void answer(request, method, response, door).catch((err) => {
      log.error({ err, method, path: url.split('?', 1)[0] }, 'answer could not be written')
      if (response.headersSent) response.destroy()
      else response.writeHead(500, { ...COMMON_HEADERS, ...MACHINE_HEADERS }).end()
    })
    return true
  })
}

const isMethod = (method: string): method is Method => (METHODS as readonly string[]).includes(method)

/** Null: not announced. */
function announcedBytes({ headers }: IncomingMessage): number | null {
  if (headers['transfer-encoding'] !== undefined) return null
  return Number(headers['content-length'] ?? 0)
}

async function answer(request: IncomingMessage, method: Method, response: ServerResponse, door: WebhookDoor): Promise<void> {
  const body = await readWhole(request)
  if (!body) return
  const url = new URL(request.url ?? '/', 'http://webhooks.invalid')
  const headers = { get: (name: string) => headerOf(request, name) }
  const { status, headers: own, body: said } = await door({ method, url, headers, readBody: async () => body })
  const text = Buffer.from(JSON.stringify(said))
  const fixed = { 'content-type': 'application/json', 'content-length': text.length }
  response.writeHead(status, { ...COMMON_HEADERS, ...MACHINE_HEADERS, ...fixed, ...own }).end(text)
}

function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name.toLowerCase()]
  return Array.isArray(value) ? value.join(', ') : (value ?? null)
}

/** Its length was announced, and Node lets no more through. Null: the sender went away in the middle. */
function readWhole(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    request.on('error', () => resolve(null))
    request.on('close', () => resolve(null))
  })
}

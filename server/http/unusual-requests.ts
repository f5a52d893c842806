import type { IncomingMessage, ServerResponse } from 'node:http'
import { COMMON_HEADERS, MACHINE_HEADERS } from './fixed-headers.js'
import { ignoreUpgrades, interceptRequests } from './intercept-requests'

const KNOWN_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
/** `GET` means more than looking here, so that `HEAD` must not be read as `GET` without a body. */
const VENDORS = '/webhooks/'

type Refusal = { status: number; code: string; message: string; allow?: string[] }

/**
 * Refuses requests that HTTP allows and Next answers with a fault of its own: they get the one body every error has, and their
 * target (which may carry a secret) is not written into a log.
 */
export function refuseUnusualRequests(): void {
  interceptRequests('unusual-requests', (request, response) => {
    request.url = withoutOrigin(request.url ?? '')
    const refusal = refusalOf(request.method ?? '', request.url)
    if (refusal) refuse(request, response, refusal)
    return refusal !== null
  })
  ignoreUpgrades()
}

/** `http://anything/path` is what a client writes to a proxy; a server must take it for `/path` (RFC 9112 §3.2.2). */
function withoutOrigin(target: string): string {
  return target.replace(/^https?:\/\/[^/?#]*(?=[/?])/i, '')
}

function refusalOf(method: string, target: string): Refusal | null {
  if (!KNOWN_METHODS.includes(method)) return { status: 405, code: 'method_not_allowed', message: 'No such method.', allow: KNOWN_METHODS }
  const path = target.split('?', 1)[0] ?? ''
  if (!path.startsWith('/') || !isDecodable(path)) return { status: 400, code: 'malformed_url', message: 'This is no address.' }
  // A slash in disguise is no way to a door, and a redirect would repeat what the query carries.
  if (/%2f|%5c/i.test(path)) return { status: 404, code: 'not_found', message: 'There is nothing here.' }
  if (method === 'HEAD' && path.startsWith(VENDORS)) {
    return { status: 405, code: 'method_not_allowed', message: 'Use GET or POST.', allow: ['GET', 'POST'] }
  }
  return null
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, { status, code, message, allow }: Refusal): void {
  const body = Buffer.from(JSON.stringify({ error: { code, message } }))
  response.writeHead(status, {
    ...COMMON_HEADERS,
    ...MACHINE_HEADERS,
    ...(allow ? { allow: allow.join(', ') } : {}),
    'cache-control': 'no-store',
    'content-type': 'application/json',
    'content-length': body.length,
  })
  response.end(request.method === 'HEAD' ? undefined : body)
  request.resume()
}

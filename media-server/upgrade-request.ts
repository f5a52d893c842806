import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

export type UpgradeTarget = { transport: 'exotel' | 'browser'; unverifiedToken: string | null; query: URLSearchParams }

/** Where an upgrade wants to go; null when no such socket exists. A token that cannot be one is null. */
export function readTarget(url: string | undefined): UpgradeTarget | null {
  if (!URL.canParse(url ?? '/', 'http://media')) return null
  const { pathname, searchParams } = new URL(url ?? '/', 'http://media')
  const match = /^\/(exotel|browser)\/(.*)$/.exec(pathname)
  if (!match) return null
  const token = /^([\w.~-]{1,200})\/?$/.exec(match[2] ?? '')?.[1] ?? null
  return { transport: match[1] === 'exotel' ? 'exotel' : 'browser', unverifiedToken: token, query: searchParams }
}

/** Whether the request can become a WebSocket at all: asked before a token is spent on it. */
export function isWebSocketRequest(request: IncomingMessage): boolean {
  const { upgrade, 'sec-websocket-key': key, 'sec-websocket-version': version } = request.headers
  return (
    request.method === 'GET' &&
    upgrade?.toLowerCase() === 'websocket' &&
    /^[+/0-9A-Za-z]{22}==$/.test(key ?? '') &&
    (version === '13' || version === '8')
  )
}

/** Whether a page of `appOrigin` asks. Programs send no Origin: the token is their proof. On one machine all names of it are one. */
export function isOurOrigin(origin: string | undefined, appOrigin: string): boolean {
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const asked = new URL(origin)
  const ours = new URL(appOrigin)
  return (
    asked.origin === ours.origin || (isLoopback(asked) && isLoopback(ours) && asked.port === ours.port && asked.protocol === ours.protocol)
  )
}

/** Answers an upgrade with an ordinary response and closes. */
export function refuseUpgrade(socket: Duplex, status: number, code: string, message: string): void {
  const body = JSON.stringify({ error: { code, message } })
  const headers = ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close']
  if (status === 503) headers.push('Retry-After: 5')
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.join('\r\n')}\r\n\r\n${body}`)
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
}

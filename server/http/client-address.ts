import { interceptRequests } from './intercept-requests'

/** Set by us on every request, whatever the client sent. */
const PEER_HEADER = 'x-voicedesk-peer'

/**
 * Makes every HTTP server of this process note who is at the other end of the connection. Next tells route handlers only
 * `x-forwarded-for`, which a client can write itself.
 */
export function notePeerAddresses(): void {
  interceptRequests('peer-addresses', ({ headers, socket }) => {
    headers[PEER_HEADER] = socket.remoteAddress ?? 'unknown'
    return false
  })
}

/**
 * The client's address, for limits.
 * @param trustedProxies how many proxies of ours append to x-forwarded-for; with 0 the header is not believed
 */
export function clientAddress(headers: Pick<Headers, 'get'>, trustedProxies: number): string {
  const peer = headers.get(PEER_HEADER) ?? 'unknown'
  if (trustedProxies === 0) return peer
  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim())
  const client = hops.at(-trustedProxies)
  return client && client.length <= 64 ? client : peer
}

import { type IncomingMessage, Server, type ServerResponse } from 'node:http'

/** @returns whether it answers the request itself */
export type Interceptor = (request: IncomingMessage, response: ServerResponse) => boolean

/** Kept on the global object: Next loads this module once per bundle, and servers of this process are patched once. */
const kept = globalThis as typeof globalThis & {
  voicedeskInterceptors?: Map<string, Interceptor>
  voicedeskIgnoresUpgrades?: boolean
}

/**
 * Shows every request of this process's HTTP servers to `intercept` before anybody else sees it, those first that came first.
 * The same `name` again takes the place of the earlier one.
 */
export function interceptRequests(name: string, intercept: Interceptor): void {
  kept.voicedeskInterceptors ??= patchServers()
  kept.voicedeskInterceptors.set(name, intercept)
}

/**
 * Has every HTTP server of this process answer a request that offers another protocol as if it did not (RFC 9110 §7.8). Node hands such a
 * request to whoever listens for upgrades, and Next, which has no use for any outside development, closes the connection without a word.
 */
export function ignoreUpgrades(): void {
  kept.voicedeskInterceptors ??= patchServers()
  kept.voicedeskIgnoresUpgrades = true
}

function patchServers(): Map<string, Interceptor> {
  const interceptors = new Map<string, Interceptor>()
  const emit = Server.prototype.emit
  Server.prototype.emit = function (event: string | symbol, ...rest: unknown[]) {
    // Next begins to listen for them with its first request: nobody does when the next connection is read.
    if (event === 'connection' && kept.voicedeskIgnoresUpgrades) this.removeAllListeners('upgrade')
    if (event === 'request') {
      const [request, response] = rest as [IncomingMessage, ServerResponse]
      for (const intercept of interceptors.values()) if (intercept(request, response)) return true
    }
    return Reflect.apply(emit, this, [event, ...rest])
  }
  return interceptors
}

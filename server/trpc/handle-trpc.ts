import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { hasSessionCookie, readSession } from '../auth/session'
import { DomainError } from '../domain/errors/domain-error'
import type { WebEnv } from '../env'
import { clientAddress } from '../http/client-address'
import { readBody } from '../http/read-body'
import { respondError } from '../http/respond'
import { isSameOrigin } from '../http/same-origin'
import type { Services } from '../services'
import { appRouter } from './app-router'
import type { TrpcContext } from './context'

const MAX_BATCH = 30

export type TrpcDoor = {
  services: Services
  settings: Pick<WebEnv, 'APP_URL' | 'NEXTAUTH_URL' | 'NEXTAUTH_SECRET' | 'TRUSTED_PROXIES'>
}

/** `/api/trpc/*`: who is asking, from where, and how much they may send; the router does the rest. */
export async function handleTrpc(request: Request, { services, settings }: TrpcDoor): Promise<Response> {
  try {
    const response = await fetchRequestHandler({
      endpoint: '/api/trpc',
      req: await limitRequest(request),
      router: appRouter,
      createContext: () => createContext(request, services, settings),
      responseMeta: ({ errors }) => ({ headers: responseHeaders(errors.map((error) => error.cause)) }),
    })
    return response
  } catch (error) {
    return respondError(error, request)
  }
}

async function createContext(request: Request, services: TrpcDoor['services'], settings: TrpcDoor['settings']): Promise<TrpcContext> {
  return {
    services,
    person: await readSession(request, services, settings),
    isForeignWrite: hasSessionCookie(request.headers, settings) && !isSameOrigin(request, settings.APP_URL),
    address: clientAddress(request.headers, settings.TRUSTED_PROXIES),
  }
}

async function limitRequest(request: Request): Promise<Request> {
  const calls = new URL(request.url).pathname.split(',').length
  if (calls > MAX_BATCH) throw new DomainError('invalid_input', `At most ${MAX_BATCH} calls fit in one request.`)
  if (request.method !== 'POST') return request
  const body = await readBody(request)
  return new Request(request.url, { method: 'POST', headers: request.headers, body: Buffer.from(body) })
}

function responseHeaders(causes: unknown[]): Headers {
  const headers = new Headers({ 'cache-control': 'no-store' })
  const waits = causes.flatMap((cause) => (cause instanceof DomainError ? Number(cause.details?.retryAfterSeconds ?? 0) : []))
  const longest = Math.max(0, ...waits)
  if (longest > 0) headers.set('retry-after', String(longest))
  return headers
}

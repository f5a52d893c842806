import type { Scope } from '../domain/access/scope'
import { DomainError } from '../domain/errors/domain-error'
import type { RawDelivery } from '../domain/telephony/call-delivery'
import { env } from '../env'
import { getServices, type Services } from '../services'
import { clientAddress } from './client-address'
import { METHODS, type Method, type RouteHandler } from './doors'
import { readBody } from './read-body'
import { respondError } from './respond'

type Opened = { services: Services; scope: Scope; raw: RawDelivery }

/**
 * Routes of Exotel's webhooks: `?secret=` proves the tenant (401, 429 after too many wrong ones) before anything else is
 * looked at; then the method (405), then the delivery itself.
 */
export function exotelRoutes(methods: Method[], handle: (opened: Opened) => Promise<Response>): Record<Method, RouteHandler> {
  const handler =
    (method: Method): RouteHandler =>
    async (request) => {
      try {
        const services = getServices()
        const query = new URL(request.url).searchParams
        const address = clientAddress(request.headers, env().TRUSTED_PROXIES)
        const scope = await services.webhooks.authenticateExotel(query.get('secret'), address)
        if (!methods.includes(method)) throw new DomainError('method_not_allowed', `Use ${methods.join(' or ')}.`, { allow: methods })
        const body = method === 'GET' ? new Uint8Array() : await readBody(request)
        return await handle({ services, scope, raw: { query, contentType: request.headers.get('content-type'), body } })
      } catch (error) {
        return respondError(error, request)
      }
    }
  return Object.fromEntries(METHODS.map((method) => [method, handler(method)])) as Record<Method, RouteHandler>
}

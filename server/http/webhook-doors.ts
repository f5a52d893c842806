import { DomainError } from '../domain/errors/domain-error'
import type { RawDelivery } from '../domain/telephony/call-delivery'
import { env } from '../env'
import type { Sender } from '../modules/webhooks/webhooks.service'
import { getServices, type Services } from '../services'
import { clientAddress } from './client-address'
import { METHODS, type Method, type RouteHandler } from './doors'
import { readBody } from './read-body'
import { respondError } from './respond'
import { vendorsFirst } from './vendors-first'

type Arrived = { services: Services; sender: Sender; readRaw: () => Promise<RawDelivery> }

/**
 * Routes of Exotel's webhooks. The service proves the tenant by `?secret=` (401, 429 after too many wrong ones) before it tells
 * anything else about a delivery; so does this for a wrong method (405).
 */
export function exotelRoutes(methods: Method[], handle: (arrived: Arrived) => Promise<Response>): Record<Method, RouteHandler> {
  const handler =
    (method: Method): RouteHandler =>
    (request) =>
      vendorsFirst().answer(async () => {
        try {
          const services = getServices()
          const query = new URL(request.url).searchParams
          const sender = { unverifiedSecret: query.get('secret'), address: clientAddress(request.headers, env().TRUSTED_PROXIES) }
          if (!methods.includes(method)) {
            await services.webhooks.authenticateExotel(sender)
            throw new DomainError('method_not_allowed', `Use ${methods.join(' or ')}.`, { allow: methods })
          }
          const readRaw = async () => {
            const body = method === 'GET' ? new Uint8Array() : await readBody(request)
            return { query, contentType: request.headers.get('content-type'), body }
          }
          return await handle({ services, sender, readRaw })
        } catch (error) {
          return respondError(error, request)
        }
      })
  return Object.fromEntries(METHODS.map((method) => [method, handler(method)])) as Record<Method, RouteHandler>
}

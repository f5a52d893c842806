import { DomainError } from '../domain/errors/domain-error'
import { env } from '../env'
import { getServices } from '../services'
import { clientAddress } from './client-address'
import { METHODS, type Method, type RouteHandler } from './doors'
import { readBody } from './read-body'
import { respondError, respondJson } from './respond'
import { vendorsFirst } from './vendors-first'

/** RingCentral's events, and the request with which it tries out an address (vendors.md §4). */
export function ringCentralRoutes(): Record<Method, RouteHandler> {
  const handler =
    (method: Method): RouteHandler =>
    (request) =>
      vendorsFirst().answer(async () => {
        try {
          if (method !== 'POST') throw new DomainError('method_not_allowed', 'Use POST.', { allow: ['POST'] })
          const { handshake } = await getServices().ringCentral.receive({
            verificationToken: request.headers.get('verification-token'),
            validationToken: request.headers.get('validation-token'),
            body: await readBody(request),
            address: clientAddress(request.headers, env().TRUSTED_PROXIES),
          })
          return respondJson({ received: true }, 200, handshake === null ? {} : { 'validation-token': handshake })
        } catch (error) {
          return respondError(error, request)
        }
      })
  return Object.fromEntries(METHODS.map((method) => [method, handler(method)])) as Record<Method, RouteHandler>
}

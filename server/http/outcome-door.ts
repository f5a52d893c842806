import { DomainError } from '../domain/errors/domain-error'
import { env } from '../env'
import { getServices } from '../services'
import { clientAddress } from './client-address'
import { METHODS, type Method, type RouteHandler } from './doors'
import { readBody } from './read-body'
import { respondError, respondJson } from './respond'
import { vendorsFirst } from './vendors-first'

/** Retell's notices. The signature is over the raw bytes, so these are what the service gets, whatever their type is said to be. */
export function callOutcomeRoutes(): Record<Method, RouteHandler> {
  const handler =
    (method: Method): RouteHandler =>
    (request) =>
      vendorsFirst().answer(async () => {
        try {
          if (method !== 'POST') throw new DomainError('method_not_allowed', 'Use POST.', { allow: ['POST'] })
          const signature = request.headers.get('x-retell-signature')
          const address = clientAddress(request.headers, env().TRUSTED_PROXIES)
          const { callId } = await getServices().outcomes.receive({ signature, body: await readBody(request), address })
          return respondJson({ received: true, call_id: callId })
        } catch (error) {
          return respondError(error, request)
        }
      })
  return Object.fromEntries(METHODS.map((method) => [method, handler(method)])) as Record<Method, RouteHandler>
}

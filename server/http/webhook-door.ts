import { DomainError } from '../domain/errors/domain-error'
import { METHODS, type Method, type RouteHandler } from './doors'
import { readBody } from './read-body'
import { type Answer, describeError, toResponse } from './respond'
import { vendorsFirst } from './vendors-first'

/**
 * A vendor's request, whoever took it in. Not a `Request`: making one, and a `Response`, costs a door more than its own work
 * (decision 010).
 */
export type Delivery = {
  method: Method
  /** Its origin means nothing. */
  url: URL
  headers: Pick<Headers, 'get'>
  /** @throws DomainError `payload_too_large` */
  readBody(): Promise<Uint8Array>
}

/** Never rejects: what goes wrong is an answer, too. */
export type WebhookDoor = (delivery: Delivery) => Promise<Answer>

/**
 * A door for vendors: goes before jobs, and says in the one body every error has what was wrong.
 * @param answer may throw
 */
export function webhookDoor(answer: (delivery: Delivery) => Promise<Answer>): WebhookDoor {
  return (delivery) =>
    vendorsFirst().answer(() =>
      answer(delivery).catch((error) => describeError(error, { method: delivery.method, path: delivery.url.pathname })),
    )
}

/** @throws DomainError `method_not_allowed` */
export function allowMethods({ method }: Delivery, allow: Method[]): void {
  if (!allow.includes(method)) throw new DomainError('method_not_allowed', `Use ${allow.join(' or ')}.`, { allow })
}

/** The route handlers through which Next reaches a door. */
export function webhookRoutes(door: WebhookDoor): Record<Method, RouteHandler> {
  const handler =
    (method: Method): RouteHandler =>
    async (request) =>
      toResponse(await door({ method, url: new URL(request.url), headers: request.headers, readBody: () => readBody(request) }))
  return Object.fromEntries(METHODS.map((method) => [method, handler(method)])) as Record<Method, RouteHandler>
}

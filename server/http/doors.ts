import { z } from 'zod'
import type { Action } from '../domain/access/can'
import { mayAct, type Scope } from '../domain/access/scope'
import { DomainError } from '../domain/errors/domain-error'
import type { Credentials } from '../modules/api-keys/credentials.service'
import { getServices, type Services } from '../services'
import { identify } from './identify'
import { readJson } from './read-body'
import { invalidInput, respondError, respondJson } from './respond'
import { isSameOrigin } from './same-origin'

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = (typeof METHODS)[number]

export type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> }
export type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>

/** What a resource's route knows once its door is open. */
export type Opened = { services: Services; scope: Scope; resourceId: string; request: Request }

/** One method of a route: who may use it, what it takes, and the one service call it makes. */
export type MethodRule<Body extends z.ZodType = z.ZodType, Query extends z.ZodType = z.ZodType> = {
  action: Action
  body?: Body
  query?: Query
  handle: (opened: Opened & { body: z.output<Body>; query: z.output<Query> }) => Promise<Response | object>
}

/** Keeps the types of a rule's schemas for its handler. */
export function rule<Body extends z.ZodType = z.ZodUndefined, Query extends z.ZodType = z.ZodUndefined>(
  given: MethodRule<Body, Query>,
): MethodRule {
  return given as unknown as MethodRule
}

/** Which tenant and resource a request is for, among those its credentials reach. Null: none of them. */
type Locate = (services: Services, credentials: Credentials, unverifiedId: string) => Promise<{ scope: Scope; resourceId: string } | null>

type Rules = Partial<Record<Method, MethodRule>>
type Resource = {
  type: string
  /** What the request calls the resource: a part of its path, or nothing for all of a tenant's. */
  readId: (request: Request, params: Awaited<RouteContext['params']>) => string
  locate: Locate
}

const fromPath =
  (param: string): Resource['readId'] =>
  (_request, params) =>
    String(params[param] ?? '')

/** Routes of one call: `/…/[callId]/…`. */
export function callRoutes(rules: Rules): Record<Method, RouteHandler> {
  return resourceRoutes({ type: 'call', readId: fromPath('callId'), locate: locateById((services) => services.calls) }, rules)
}

/** Routes of one contact: `/…/[contactId]/…`. */
export function contactRoutes(rules: Rules): Record<Method, RouteHandler> {
  return resourceRoutes({ type: 'contact', readId: fromPath('contactId'), locate: locateById((services) => services.contacts) }, rules)
}

/** Routes of one booking: `/…/[bookingId]/…`. */
export function bookingRoutes(rules: Rules): Record<Method, RouteHandler> {
  return resourceRoutes({ type: 'booking', readId: fromPath('bookingId'), locate: locateById((services) => services.bookings) }, rules)
}

/** Routes of one tenant: `/…/[tenantId]/…`; its slug is accepted, too. */
export function tenantRoutes(rules: Rules): Record<Method, RouteHandler> {
  return resourceRoutes({ type: 'tenant', readId: fromPath('tenantId'), locate: locateTenant }, rules)
}

/**
 * Routes of all a tenant has of something, without an id in their path. A key's tenant is its own; a person of several
 * businesses names one with `?tenant=<slug>`, else the first is meant.
 */
export function collectionRoutes(rules: Rules): Record<Method, RouteHandler> {
  const readId: Resource['readId'] = (request) => new URL(request.url).searchParams.get('tenant') ?? ''
  return resourceRoutes({ type: 'tenant', readId, locate: locateNamedOrFirst }, rules)
}

/**
 * The order of every door: credentials (401), limit (429), the resource (404, the same for strangers and for what does not
 * exist, whatever the method), origin of cookie-borne writes and role (403), method (405), and only then query and body.
 */
function resourceRoutes(resource: Resource, rules: Rules): Record<Method, RouteHandler> {
  const handler =
    (method: Method): RouteHandler =>
    async (request, context) => {
      try {
        const services = getServices()
        const params = await context.params
        const unverifiedId = resource.readId(request, params)
        const given = rules[method]
        const credentials = await identify(request, services)
        const found = await locateOrRefuse(services, resource, credentials, unverifiedId, given?.action ?? firstAction(rules))
        const { scope } = found
        if (method !== 'GET' && credentials.type === 'session' && !isSameOrigin(request, services.adapters.appUrl)) {
          await refuse(services, scope, { action: given?.action ?? firstAction(rules), resource, found, code: 'foreign_origin' })
          throw new DomainError('foreign_origin', 'This request did not come from the dashboard.')
        }
        if (!given) throw methodNotAllowed(rules)
        if (!mayAct(scope, given.action)) {
          await refuse(services, scope, { action: given.action, resource, found, code: 'forbidden' })
          throw new DomainError('forbidden', 'This needs more rights than these credentials have.')
        }
        const query = given.query ? readQuery(request, given.query) : undefined
        const body = given.body ? await readJson(request, given.body) : undefined
        const result = await given.handle({ services, request, body, query, ...found })
        return result instanceof Response ? result : respondJson(result)
      } catch (error) {
        return respondError(error, request)
      }
    }
  return Object.fromEntries(METHODS.map((method) => [method, handler(method)])) as Record<Method, RouteHandler>
}

/** Routes that tell nothing of anybody: no credentials are looked at. */
export function publicRoutes(
  handlers: Partial<Record<Method, (request: Request) => Response | Promise<Response>>>,
): Record<Method, RouteHandler> {
  const allow = METHODS.filter((method) => handlers[method])
  const handler =
    (method: Method): RouteHandler =>
    async (request) => {
      try {
        const given = handlers[method]
        if (!given) throw new DomainError('method_not_allowed', `Use ${allow.join(' or ')}.`, { allow })
        return await given(request)
      } catch (error) {
        return respondError(error, request)
      }
    }
  return Object.fromEntries(METHODS.map((method) => [method, handler(method)])) as Record<Method, RouteHandler>
}

/** The methods a route that answers in its own way does not have: Next would answer them with nothing at all. */
export function otherMethods(allow: Method[]): Record<Method, RouteHandler> {
  const handler: RouteHandler = async (request) =>
    respondError(new DomainError('method_not_allowed', `Use ${allow.join(' or ')}.`, { allow }), request)
  return { GET: handler, POST: handler, PUT: handler, PATCH: handler, DELETE: handler }
}

/** Everything no route answers, below a path of machines: they are told in JSON. */
export function unknownRoutes(): Record<Method, RouteHandler> {
  const handler: RouteHandler = async (request) => respondError(new DomainError('not_found', 'There is nothing here.'), request)
  return { GET: handler, POST: handler, PUT: handler, PATCH: handler, DELETE: handler }
}

async function locateOrRefuse(services: Services, resource: Resource, credentials: Credentials, unverifiedId: string, action: Action) {
  const found = await resource.locate(services, credentials, unverifiedId)
  if (found) return found
  const [home] = credentials.reach
  if (home) {
    await services.audit.record(home.scope, {
      action,
      outcome: 'refused',
      targetType: resource.type,
      targetId: unverifiedId.slice(0, 100),
      details: { code: 'not_found' },
    })
  }
  throw new DomainError('not_found', `There is no such ${resource.type}.`)
}

async function refuse(
  services: Services,
  scope: Scope,
  attempt: { action: Action; resource: Resource; found: { resourceId: string }; code: string },
): Promise<void> {
  await services.audit.record(scope, {
    action: attempt.action,
    outcome: 'refused',
    targetType: attempt.resource.type,
    targetId: attempt.found.resourceId,
    details: { code: attempt.code },
  })
}

const uuid = z.uuid()

/** A row by its id, in whichever reachable tenant has it. */
function locateById(pick: (services: Services) => { exists(scope: Scope, id: string): Promise<boolean> }): Locate {
  return async (services, credentials, unverifiedId) => {
    const id = uuid.safeParse(unverifiedId)
    if (!id.success) return null
    for (const { scope } of credentials.reach) {
      if (await pick(services).exists(scope, id.data)) return { scope, resourceId: id.data }
    }
    return null
  }
}

async function locateNamedOrFirst(services: Services, credentials: Credentials, unverifiedId: string) {
  if (unverifiedId) return locateTenant(services, credentials, unverifiedId)
  const [first] = credentials.reach
  return first ? { scope: first.scope, resourceId: first.tenantId } : null
}

async function locateTenant(services: Services, { type, id, reach }: Credentials, unverifiedId: string) {
  const wanted = unverifiedId.toLowerCase()
  const known = reach.find(({ tenantId, tenantSlug }) => tenantId === wanted || tenantSlug === wanted)
  if (known) return { scope: known.scope, resourceId: known.tenantId }
  // Audits the attempt with the tenant that was named, where there is one.
  if (type === 'session' && /^[\w-]{1,60}$/.test(wanted)) await services.access.proveMembership(id, wanted)
  return null
}

function methodNotAllowed(rules: Rules): DomainError {
  const allow = METHODS.filter((method) => rules[method])
  return new DomainError('method_not_allowed', `Use ${allow.join(' or ')}.`, { allow })
}

function firstAction(rules: Rules): Action {
  return METHODS.map((method) => rules[method]?.action).find((action) => action !== undefined) ?? 'tenant.read'
}

/** Query parameters as an object: one given several times becomes a list. */
function readQuery<Schema extends z.ZodType>(request: Request, schema: Schema): z.output<Schema> {
  const pairs = new URL(request.url).searchParams
  const given = Object.fromEntries(
    [...new Set(pairs.keys())].map((key) => [key, pairs.getAll(key).length > 1 ? pairs.getAll(key) : pairs.get(key)]),
  )
  const result = schema.safeParse(given)
  if (!result.success) throw invalidInput(result.error)
  return result.data
}

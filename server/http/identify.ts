import { readSession } from '../auth/session'
import { DomainError } from '../domain/errors/domain-error'
import { env } from '../env'
import type { Credentials } from '../modules/api-keys/credentials.service'
import type { RateRule } from '../ports/rate-limits'
import type { Services } from '../services'

/**
 * Reads the credentials of a REST request: a tenant's API key as bearer token, else the dashboard's session. Nothing in the
 * URL and no other scheme counts. A key is limited per minute.
 * @throws DomainError `unauthorized`, `rate_limited`
 */
export async function identify(request: Request, services: Services): Promise<Credentials> {
  const authorization = request.headers.get('authorization')
  if (authorization !== null) return identifyKey(authorization, services)
  const person = await readSession(request, services)
  if (!person) throw unauthorized()
  return services.credentials.ofPerson(person.userId)
}

async function identifyKey(authorization: string, services: Services): Promise<Credentials> {
  const [, key] = /^Bearer +(\S+) *$/i.exec(authorization) ?? []
  const credentials = key ? await services.credentials.ofKey(key) : null
  if (!credentials) throw unauthorized()
  const verdict = await services.adapters.rateLimits.consume(requestsPerKey(), credentials.id)
  if (verdict.isAllowed) return credentials
  throw new DomainError('rate_limited', 'Too many requests with this key.', { retryAfterSeconds: Math.ceil(verdict.retryAfterMs / 1000) })
}

function requestsPerKey(): RateRule {
  return { name: 'api-key', limit: env().API_REQUESTS_PER_MINUTE, windowMs: 60_000 }
}

function unauthorized(): DomainError {
  return new DomainError('unauthorized', 'Send an API key as "Authorization: Bearer …", or sign in.')
}

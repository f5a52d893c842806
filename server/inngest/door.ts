import { serve } from 'inngest/edge'
import { DomainError } from '../domain/errors/domain-error'
import { readBody } from '../http/read-body'
import { respondError } from '../http/respond'
import { createInngest, type InngestConnection } from './client'
import { createFunctions, type JobServices } from './functions'

const SIGNATURE = 'x-inngest-signature'
const METHODS = ['GET', 'POST', 'PUT']

/**
 * Where whoever runs our functions calls them. Every request must be signed, registration included, except by a dev server.
 * What the SDK would answer in its own words, or with a 500 for a body that is no JSON, is refused here in ours.
 */
export function createInngestDoor(connection: InngestConnection, services: JobServices): (request: Request) => Promise<Response> {
  const client = createInngest(connection)
  const handle = serve({ client, functions: createFunctions(client, services), enableUnauthedSync: connection.isDev })
  return async (request) => {
    try {
      if (!connection.isDev && !request.headers.has(SIGNATURE)) throw unauthorized()
      if (!METHODS.includes(request.method)) throw new DomainError('method_not_allowed', 'Use another method.', { allow: METHODS })
      const response = await handle(await withReadBody(request))
      if (response.status === 401) throw unauthorized()
      return response
    } catch (error) {
      return respondError(error, request)
    }
  }
}

function unauthorized(): DomainError {
  return new DomainError('unauthorized', 'This request is not signed as it must be.')
}

/** The SDK reads the body and where it was sent; a client may leave out the `host` it takes the latter from. */
async function withReadBody(request: Request): Promise<Request> {
  const { url, method } = request
  const headers = new Headers(request.headers)
  if (!headers.has('host')) headers.set('host', new URL(url).host)
  if (method === 'GET') return new Request(url, { method, headers })
  const body = new TextDecoder().decode(await readBody(request))
  if (body !== '' && !isJson(body)) throw new DomainError('malformed_json', 'The body is not JSON.')
  return new Request(url, { method, headers, body })
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

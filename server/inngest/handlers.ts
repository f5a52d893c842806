import { serve } from 'inngest/next'
import { env } from '../env'
import { getServices } from '../services'
import { createInngest, inngestConnection } from './client'
import { createFunctions } from './functions'

type Handlers = ReturnType<typeof serve>

let handlers: Handlers | undefined

/** Made on the first request: a build has no settings. Every request must be signed, registration included. */
function getHandlers(): Handlers {
  if (!handlers) {
    const client = createInngest(inngestConnection(env()))
    handlers = serve({ client, functions: createFunctions(client, getServices()), enableUnauthedSync: false })
  }
  return handlers
}

export const GET: Handlers['GET'] = (request, context) => getHandlers().GET(request, context)
export const POST: Handlers['POST'] = (request, context) => getHandlers().POST(request, context)
export const PUT: Handlers['PUT'] = (request, context) => getHandlers().PUT(request, context)

import { rule, tenantRoutes } from '@/server/http/doors'
import { respondLive } from '@/server/http/live-events'

/** Server-sent events: what changed, as ids; the dashboard then asks for what it shows. */
export const { GET, POST, PUT, PATCH, DELETE } = tenantRoutes({
  GET: rule({
    action: 'calls.read',
    handle: ({ services, scope, request }) => respondLive(services.adapters.eventBus, scope, request.signal),
  }),
})

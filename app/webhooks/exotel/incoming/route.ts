import { toIncomingResource } from '@/server/domain/calls/incoming-resource'
import { respondJson } from '@/server/http/respond'
import { exotelRoutes } from '@/server/http/webhook-doors'

export const { GET, POST, PUT, PATCH, DELETE } = exotelRoutes(['GET', 'POST'], async ({ services, scope, raw }) =>
  respondJson(toIncomingResource(await services.webhooks.receiveIncoming(scope, raw))),
)

import { toIncomingResource } from '@/server/domain/calls/incoming-resource'
import { respondJson } from '@/server/http/respond'
import { exotelRoutes } from '@/server/http/webhook-doors'

export const { GET, POST, PUT, PATCH, DELETE } = exotelRoutes(['GET', 'POST'], async ({ services, sender, readRaw }) =>
  respondJson(toIncomingResource(await services.webhooks.receiveIncoming(sender, readRaw))),
)

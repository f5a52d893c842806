import { respondJson } from '@/server/http/respond'
import { exotelRoutes } from '@/server/http/webhook-doors'

export const { GET, POST, PUT, PATCH, DELETE } = exotelRoutes(['POST'], async ({ services, scope, raw }) => {
  const { callId } = await services.webhooks.receiveNotice(scope, 'exotel.status', raw)
  return respondJson({ received: true, call_id: callId }, callId ? 200 : 202)
})

import { respondJson } from '@/server/http/respond'
import { exotelRoutes } from '@/server/http/webhook-doors'

export const { GET, POST, PUT, PATCH, DELETE } = exotelRoutes(['POST'], async ({ services, sender, readRaw }) => {
  const { callId } = await services.webhooks.receiveNotice(sender, 'exotel.status', readRaw)
  return respondJson({ received: true, call_id: callId }, callId ? 200 : 202)
})

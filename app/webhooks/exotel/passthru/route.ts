import { respondJson } from '@/server/http/respond'
import { exotelRoutes } from '@/server/http/webhook-doors'

/** Exotel's flow branches on the status: 302 leads to the applet that puts the caller through, 200 past it. */
export const { GET, POST, PUT, PATCH, DELETE } = exotelRoutes(['GET', 'POST'], async ({ services, sender, readRaw }) => {
  const { callId, isTransferAsked } = await services.webhooks.receiveNotice(sender, 'exotel.passthru', readRaw)
  return respondJson({ received: true, call_id: callId, transfer: isTransferAsked }, isTransferAsked ? 302 : callId ? 200 : 202)
})

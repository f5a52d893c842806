import { placeCallBody, toPlacedCallResource, toPlaceOutbound } from '@/server/domain/outbound/outbound-resource'
import { contactRoutes, rule } from '@/server/http/doors'
import { respondJson } from '@/server/http/respond'

export const { GET, POST, PUT, PATCH, DELETE } = contactRoutes({
  POST: rule({
    action: 'calls.place_service',
    body: placeCallBody,
    handle: async ({ services, scope, resourceId, body, request }) => {
      const key = request.headers.get('idempotency-key')
      const placed = await services.outbound.placeOutbound(scope, toPlaceOutbound(resourceId, body), key)
      return respondJson(toPlacedCallResource(placed), 202)
    },
  }),
})

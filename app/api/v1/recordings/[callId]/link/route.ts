import { linkInputResource, toLinkResource } from '@/server/domain/linking/link-view'
import { callRoutes, rule } from '@/server/http/doors'

export const { GET, POST, PUT, PATCH, DELETE } = callRoutes({
  GET: rule({
    action: 'calls.read',
    handle: async ({ services, scope, resourceId }) => toLinkResource(await services.links.get(scope, resourceId)),
  }),
  PUT: rule({
    action: 'links.write',
    body: linkInputResource,
    handle: async ({ services, scope, resourceId, body }) =>
      toLinkResource(
        await services.links.set(scope, { callId: resourceId, contactId: body.customer_id, bookingId: body.booking_id ?? null }),
      ),
  }),
})

import { toCallResource } from '@/server/domain/calls/call-resource'
import { callRoutes, rule } from '@/server/http/doors'

export const { GET, POST, PUT, PATCH, DELETE } = callRoutes({
  GET: rule({
    action: 'calls.read',
    handle: async ({ services, scope, resourceId }) =>
      toCallResource(await services.calls.get(scope, resourceId), services.adapters.appUrl),
  }),
})

import { completeCallInput } from '@/server/domain/calls/call-resource'
import { callRoutes, rule } from '@/server/http/doors'

export const { GET, POST, PUT, PATCH, DELETE } = callRoutes({
  POST: rule({
    action: 'calls.write',
    body: completeCallInput,
    handle: async ({ services, scope, resourceId, body }) => ({
      call_id: resourceId,
      ...(await services.calls.complete(scope, resourceId, body)),
    }),
  }),
})

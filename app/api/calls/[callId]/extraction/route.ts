import { extractionInput } from '@/server/domain/calls/call-resource'
import { callRoutes, rule } from '@/server/http/doors'
import { respondJson } from '@/server/http/respond'

export const { GET, POST, PUT, PATCH, DELETE } = callRoutes({
  POST: rule({
    action: 'extractions.write',
    body: extractionInput,
    handle: async ({ services, scope, resourceId, body }) =>
      respondJson({ call_id: resourceId, ...(await services.calls.appendExtraction(scope, resourceId, body)) }, 201),
  }),
})

import { transcriptChunkInput } from '@/server/domain/calls/call-resource'
import { callRoutes, rule } from '@/server/http/doors'
import { respondJson } from '@/server/http/respond'

export const { GET, POST, PUT, PATCH, DELETE } = callRoutes({
  POST: rule({
    action: 'calls.write',
    body: transcriptChunkInput,
    handle: async ({ services, scope, resourceId, body }) =>
      respondJson({ call_id: resourceId, ...(await services.calls.appendTranscript(scope, resourceId, body)) }, 201),
  }),
})

import { recordingInput } from '@/server/domain/recordings/recording-input'
import { collectionRoutes, rule } from '@/server/http/doors'
import { respondJson } from '@/server/http/respond'

export const { GET, POST, PUT, PATCH, DELETE } = collectionRoutes({
  POST: rule({
    action: 'calls.write',
    body: recordingInput,
    handle: async ({ services, scope, body }) => {
      const { callId } = await services.recordingIntake.takeIn(scope, body)
      return respondJson({ call_id: callId }, 202)
    },
  }),
})

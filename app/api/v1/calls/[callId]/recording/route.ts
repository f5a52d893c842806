import { callRoutes, rule } from '@/server/http/doors'
import { respondAudio } from '@/server/http/respond-audio'

/** A call's audio, whole or by byte range: caller left, agent right. */
export const { GET, POST, PUT, PATCH, DELETE } = callRoutes({
  GET: rule({
    action: 'calls.read',
    handle: async ({ services, scope, resourceId, request }) =>
      respondAudio(await services.recordings.open(scope, resourceId, request.headers.get('range'))),
  }),
})

import { mappingLogsQuery, toMappingLogListResource } from '@/server/domain/mapping/mapping-resource'
import { collectionRoutes, rule } from '@/server/http/doors'

export const { GET, POST, PUT, PATCH, DELETE } = collectionRoutes({
  GET: rule({
    action: 'mappings.read',
    query: mappingLogsQuery,
    handle: async ({ services, scope, query }) => {
      const { contact_id: contactId, call_id: callId, cursor, limit } = query
      return toMappingLogListResource(await services.mappings.logs(scope, { contactId, callId, cursor, limit }), scope.tenantId)
    },
  }),
})

import { toVariablesResource, variablesQuery } from '@/server/domain/mapping/mapping-resource'
import { contactRoutes, rule } from '@/server/http/doors'

export const { GET, POST, PUT, PATCH, DELETE } = contactRoutes({
  GET: rule({
    action: 'contacts.read',
    query: variablesQuery,
    handle: async ({ services, scope, resourceId, query }) =>
      toVariablesResource(
        await services.mappings.variablesFor(scope, { contactId: resourceId, bookingId: query.booking_id, at: query.at }),
      ),
  }),
})

import {
  addSuppressionResource,
  listSuppressionsQuery,
  removeSuppressionQuery,
  toSuppressionListResource,
  toSuppressionResource,
} from '@/server/domain/suppressions/suppression-resource'
import { collectionRoutes, rule } from '@/server/http/doors'
import { respondJson } from '@/server/http/respond'

export const { GET, POST, PUT, PATCH, DELETE } = collectionRoutes({
  GET: rule({
    action: 'contacts.read',
    query: listSuppressionsQuery,
    handle: async ({ services, scope, query }) => toSuppressionListResource(await services.suppressions.list(scope, query)),
  }),
  POST: rule({
    action: 'suppressions.write',
    body: addSuppressionResource,
    handle: async ({ services, scope, body }) => {
      const { suppression, isNew } = await services.suppressions.add(scope, body)
      return respondJson(toSuppressionResource(suppression), isNew ? 201 : 200)
    },
  }),
  DELETE: rule({
    action: 'suppressions.write',
    query: removeSuppressionQuery,
    handle: async ({ services, scope, query }) => {
      await services.suppressions.remove(scope, query.phone)
      return new Response(null, { status: 204 })
    },
  }),
})

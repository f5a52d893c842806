import { mappingsResource } from '@/server/domain/mapping/mapping-resource'
import { collectionRoutes, rule } from '@/server/http/doors'

export const { GET, POST, PUT, PATCH, DELETE } = collectionRoutes({
  GET: rule({
    action: 'mappings.read',
    handle: async ({ services, scope }) => ({ overrides: (await services.mappings.get(scope)).overrides }),
  }),
  PUT: rule({
    action: 'mappings.write',
    body: mappingsResource,
    handle: async ({ services, scope, body }) => ({ overrides: (await services.mappings.replace(scope, body.overrides)).overrides }),
  }),
})

import { toImportResource } from '@/server/domain/rows/import-result'
import { collectionRoutes, rule } from '@/server/http/doors'
import { readRows } from '@/server/http/read-rows'

export const { GET, POST, PUT, PATCH, DELETE } = collectionRoutes({
  POST: rule({
    action: 'contacts.write',
    handle: async ({ services, scope, request }) =>
      toImportResource(await services.contacts.importRows(scope, await readRows(request, 'contacts'))),
  }),
})

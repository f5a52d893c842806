import { uploadImportQuery } from '@/server/domain/imports/import-view'
import { rule, tenantRoutes } from '@/server/http/doors'
import { readUpload } from '@/server/http/read-rows'
import { respondJson } from '@/server/http/respond'

/** A file as it is: the body is its bytes. */
export const { GET, POST, PUT, PATCH, DELETE } = tenantRoutes({
  POST: rule({
    action: 'contacts.write',
    query: uploadImportQuery,
    handle: async ({ services, scope, request, query }) => {
      const { kind, fileName, fields, text } = await readUpload(request, query)
      const { id, status, totalRows } = await services.imports.start(scope, { kind, fileName, fields }, text)
      return respondJson({ import_id: id, status, total_rows: totalRows }, 202)
    },
  }),
})

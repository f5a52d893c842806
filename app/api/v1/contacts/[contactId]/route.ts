import { contactPatchResource } from '@/server/domain/contacts/contact-input'
import { toContactResource } from '@/server/domain/contacts/contact-resource'
import { contactRoutes, rule } from '@/server/http/doors'

export const { GET, POST, PUT, PATCH, DELETE } = contactRoutes({
  GET: rule({
    action: 'contacts.read',
    handle: async ({ services, scope, resourceId }) => toContactResource(await services.contacts.get(scope, resourceId)),
  }),
  PATCH: rule({
    action: 'contacts.write',
    body: contactPatchResource,
    handle: async ({ services, scope, resourceId, body }) => toContactResource(await services.contacts.update(scope, resourceId, body)),
  }),
  DELETE: rule({
    action: 'contacts.erase',
    handle: async ({ services, scope, resourceId }) => {
      await services.contacts.erase(scope, resourceId)
      return new Response(null, { status: 204 })
    },
  }),
})

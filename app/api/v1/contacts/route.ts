import { contactInputResource } from '@/server/domain/contacts/contact-input'
import { listContactsQuery, toContactListResource, toContactResource } from '@/server/domain/contacts/contact-resource'
import { collectionRoutes, rule } from '@/server/http/doors'
import { respondJson } from '@/server/http/respond'

export const { GET, POST, PUT, PATCH, DELETE } = collectionRoutes({
  GET: rule({
    action: 'contacts.read',
    query: listContactsQuery,
    handle: async ({ services, scope, query }) => toContactListResource(await services.contacts.find(scope, query)),
  }),
  POST: rule({
    action: 'contacts.write',
    body: contactInputResource,
    handle: async ({ services, scope, body }) => {
      const { contact, isNew } = await services.contacts.upsert(scope, body)
      return respondJson(toContactResource(contact), isNew ? 201 : 200)
    },
  }),
})

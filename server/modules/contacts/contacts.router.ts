import { z } from 'zod'
import { contactPage, contactView, listContactsInput } from '../../domain/contacts/contact-view'
import { router, tenantProcedure } from '../../trpc/trpc'

export const contactsRouter = router({
  list: tenantProcedure('contacts.read')
    .input(listContactsInput)
    .output(contactPage)
    .query(({ ctx, input }) => ctx.services.contacts.list(ctx.scope, input)),

  get: tenantProcedure('contacts.read')
    .input(z.object({ contactId: z.uuid() }))
    .output(contactView)
    .query(({ ctx, input }) => ctx.services.contacts.get(ctx.scope, input.contactId)),
})

import { z } from 'zod'
import { contactFormInput } from '../../domain/contacts/contact-input'
import { contactPage, contactView, listContactsInput, updateContactInput } from '../../domain/contacts/contact-view'
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

  create: tenantProcedure('contacts.write')
    .input(contactFormInput)
    .output(contactView)
    .mutation(({ ctx, input }) => ctx.services.contacts.create(ctx.scope, input)),

  update: tenantProcedure('contacts.write')
    .input(updateContactInput)
    .output(contactView)
    .mutation(({ ctx, input: { contactId, ...fields } }) => ctx.services.contacts.update(ctx.scope, contactId, fields, 'form')),
})

import { z } from 'zod'
import { contactFormInput } from '../../domain/contacts/contact-input'
import {
  addNoteInput,
  consentView,
  contactGroupCountView,
  contactGroupView,
  contactNoteView,
  contactPage,
  contactView,
  createGroupInput,
  duplicateView,
  groupMembersInput,
  listContactsInput,
  listTimelineInput,
  mergeContactsInput,
  recordConsentInput,
  renameGroupInput,
  suppressContactInput,
  timelinePage,
  updateContactInput,
} from '../../domain/contacts/contact-view'
import { exportContactsInput, exportLinkView } from '../../domain/exports/export-view'
import { router, tenantProcedure } from '../../trpc/trpc'

const contactInput = z.object({ contactId: z.uuid() })
const groupInput = z.object({ groupId: z.uuid() })

export const contactsRouter = router({
  list: tenantProcedure('contacts.read')
    .input(listContactsInput)
    .output(contactPage)
    .query(({ ctx, input }) => ctx.services.contacts.list(ctx.scope, input)),

  get: tenantProcedure('contacts.read')
    .input(contactInput)
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

  /** Erases the person everywhere. */
  remove: tenantProcedure('contacts.erase')
    .input(contactInput)
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.contacts.erase(ctx.scope, input.contactId)),

  /** Where the browser fetches the contacts as a file. */
  export: tenantProcedure('exports.create')
    .input(exportContactsInput)
    .output(exportLinkView)
    .query(({ ctx, input: { query, groupId } }) => ctx.services.exports.link(ctx.scope, 'contacts', { query, group_id: groupId })),

  timeline: tenantProcedure('contacts.read')
    .input(listTimelineInput)
    .output(timelinePage)
    .query(({ ctx, input }) => ctx.services.contacts.timeline(ctx.scope, input)),

  addNote: tenantProcedure('contacts.write')
    .input(addNoteInput)
    .output(contactNoteView)
    .mutation(({ ctx, input }) => ctx.services.contacts.addNote(ctx.scope, input)),

  duplicates: tenantProcedure('contacts.read')
    .output(z.array(duplicateView))
    .query(({ ctx }) => ctx.services.contacts.duplicates(ctx.scope)),

  merge: tenantProcedure('contacts.write')
    .input(mergeContactsInput)
    .output(contactView)
    .mutation(({ ctx, input }) => ctx.services.contacts.merge(ctx.scope, input)),

  groups: tenantProcedure('contacts.read')
    .output(z.array(contactGroupCountView))
    .query(({ ctx }) => ctx.services.contacts.groups(ctx.scope)),

  createGroup: tenantProcedure('contacts.write')
    .input(createGroupInput)
    .output(contactGroupView)
    .mutation(({ ctx, input }) => ctx.services.contacts.createGroup(ctx.scope, input.name)),

  renameGroup: tenantProcedure('contacts.write')
    .input(renameGroupInput)
    .output(contactGroupView)
    .mutation(({ ctx, input }) => ctx.services.contacts.renameGroup(ctx.scope, input.groupId, input.name)),

  removeGroup: tenantProcedure('contacts.write')
    .input(groupInput)
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.contacts.removeGroup(ctx.scope, input.groupId)),

  addToGroup: tenantProcedure('contacts.write')
    .input(groupMembersInput)
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.contacts.addToGroup(ctx.scope, input)),

  removeFromGroup: tenantProcedure('contacts.write')
    .input(groupMembersInput)
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.contacts.removeFromGroup(ctx.scope, input)),

  /** What the person agreed to or withdrew, newest first. */
  consents: tenantProcedure('contacts.read')
    .input(contactInput)
    .output(z.array(consentView))
    .query(({ ctx, input }) => ctx.services.contacts.consents(ctx.scope, input.contactId)),

  recordConsent: tenantProcedure('contacts.write')
    .input(recordConsentInput)
    .output(consentView)
    .mutation(({ ctx, input }) => ctx.services.contacts.recordConsent(ctx.scope, input)),

  suppress: tenantProcedure('suppressions.write')
    .input(suppressContactInput)
    .output(contactView)
    .mutation(({ ctx, input }) => ctx.services.contacts.suppress(ctx.scope, input)),

  unsuppress: tenantProcedure('suppressions.write')
    .input(contactInput)
    .output(contactView)
    .mutation(({ ctx, input }) => ctx.services.contacts.unsuppress(ctx.scope, input.contactId)),
})

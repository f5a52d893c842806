import { z } from 'zod'
import type { ContactPage, ContactView } from './contact-view'

const instant = z.iso.datetime()

/** A contact as the API shows it. */
export const contactResource = z
  .object({
    id: z.uuid(),
    external_id: z.string().nullable(),
    name: z.string().nullable(),
    phone: z.string(),
    email: z.string().nullable(),
    company_name: z.string().nullable(),
    timezone: z.string().nullable(),
    language: z.string().nullable(),
    notes: z.string().nullable(),
    group_ids: z.array(z.uuid()),
    metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    do_not_call: z.boolean(),
    suppressed: z.boolean().meta({ description: 'The number is on the suppression list' }),
    total_calls: z.number().int(),
    first_call_at: instant.nullable(),
    last_call_at: instant.nullable(),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'Contact' })
export type ContactResource = z.infer<typeof contactResource>
export const contactListResource = z
  .object({ contacts: z.array(contactResource), next_cursor: z.string().nullable() })
  .meta({ id: 'ContactList' })

const limit = z.coerce.number().int().min(1).max(100).default(50)
export const listContactsQuery = z.object({
  phone: z.string().max(60).optional(),
  external_id: z.string().max(200).optional(),
  limit,
  cursor: z.string().max(300).optional(),
})
export type ListContactsQuery = z.infer<typeof listContactsQuery>

export function toContactResource(contact: ContactView): ContactResource {
  return {
    id: contact.id,
    external_id: contact.externalId,
    name: contact.name,
    phone: contact.phone,
    email: contact.email,
    company_name: contact.companyName,
    timezone: contact.timezone,
    language: contact.language,
    notes: contact.notes,
    group_ids: contact.groups.map(({ id }) => id),
    metadata: contact.metadata,
    do_not_call: contact.doNotCall,
    suppressed: contact.isSuppressed,
    total_calls: contact.totalCalls,
    first_call_at: contact.firstCallAt,
    last_call_at: contact.lastCallAt,
    created_at: contact.createdAt,
    updated_at: contact.updatedAt,
  }
}

export function toContactListResource({ items, nextCursor }: ContactPage): z.infer<typeof contactListResource> {
  return { contacts: items.map(toContactResource), next_cursor: nextCursor }
}

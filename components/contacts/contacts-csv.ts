import type { ContactView } from '@/server/domain/contacts/contact-view'
import { toCsv } from '../lists/csv'

/** Contacts as a file, in the words of the import: what goes out can come in again. */
export function contactsAsCsv(contacts: ContactView[]): string {
  return toCsv(
    [
      'external_id',
      'name',
      'phone',
      'email',
      'company_name',
      'timezone',
      'language',
      'notes',
      'do_not_call',
      'groups',
      'calls',
      'last_call_at',
    ],
    contacts.map((contact) => [
      contact.externalId,
      contact.name,
      contact.phone,
      contact.email,
      contact.companyName,
      contact.timezone,
      contact.language,
      contact.notes,
      contact.doNotCall || contact.isSuppressed ? 'yes' : 'no',
      contact.groups.map(({ name }) => name).join('; '),
      contact.totalCalls,
      contact.lastCallAt,
    ]),
  )
}

import type { ContactView } from '@/server/domain/contacts/contact-view'

/** What the contact form holds: every field as text, blank when there is nothing. */
export type ContactDraft = {
  name: string
  phone: string
  email: string
  companyName: string
  timezone: string
  language: string
  externalId: string
  notes: string
}

export const BLANK_CONTACT: ContactDraft = {
  name: '',
  phone: '',
  email: '',
  companyName: '',
  timezone: '',
  language: '',
  externalId: '',
  notes: '',
}

export function draftOf(contact: ContactView): ContactDraft {
  return {
    name: contact.name ?? '',
    phone: contact.phone,
    email: contact.email ?? '',
    companyName: contact.companyName ?? '',
    timezone: contact.timezone ?? '',
    language: contact.language ?? '',
    externalId: contact.externalId ?? '',
    notes: contact.notes ?? '',
  }
}

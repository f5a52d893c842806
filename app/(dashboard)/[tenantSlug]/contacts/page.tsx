import type { Metadata } from 'next'
import { ContactList } from '@/components/contacts/contact-list'

export const metadata: Metadata = { title: 'Contacts' }

export default function Page() {
  return <ContactList />
}

import type { Metadata } from 'next'
import { ContactPage } from '@/components/contacts/contact-page'
import { Prefetched } from '../../../prefetched'

export const metadata: Metadata = { title: 'Contact' }

export default async function Page({ params }: { params: Promise<{ tenantSlug: string; contactId: string }> }) {
  const { tenantSlug, contactId } = await params
  return (
    <Prefetched
      tenantSlug={tenantSlug}
      load={({ api, queryClient }) => [queryClient.prefetchQuery(api.contacts.get.queryOptions({ tenantSlug, contactId }))]}
    >
      <ContactPage contactId={contactId} />
    </Prefetched>
  )
}

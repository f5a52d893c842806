import type { Metadata } from 'next'
import { contactListInput } from '@/components/contacts/contact-filters'
import { ContactList } from '@/components/contacts/contact-list'
import { nextPage } from '@/components/lists/next-page'
import { Prefetched } from '../../prefetched'
import { toSearchParams } from '../../search-params'

export const metadata: Metadata = { title: 'Contacts' }

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ tenantSlug: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { tenantSlug } = await params
  const values = toSearchParams(await searchParams)
  return (
    <Prefetched
      tenantSlug={tenantSlug}
      load={({ api, queryClient }) => [
        queryClient.prefetchInfiniteQuery(api.contacts.list.infiniteQueryOptions(contactListInput(tenantSlug, values), nextPage)),
      ]}
    >
      <ContactList />
    </Prefetched>
  )
}

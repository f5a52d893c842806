import type { Metadata } from 'next'
import { ImportPage } from '@/components/imports/import-page'
import { Prefetched } from '../../../prefetched'

export const metadata: Metadata = { title: 'Import' }

export default async function Page({ params }: { params: Promise<{ tenantSlug: string; importId: string }> }) {
  const { tenantSlug, importId } = await params
  return (
    <Prefetched
      tenantSlug={tenantSlug}
      load={({ api, queryClient }) => [queryClient.prefetchQuery(api.imports.get.queryOptions({ tenantSlug, importId }))]}
    >
      <ImportPage importId={importId} />
    </Prefetched>
  )
}

'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useApi } from '../api/api'
import { LoadFailed } from '../lists/load-failed'
import { useDesk } from '../shell/tenant-context'
import { Skeleton } from '../ui/skeleton'
import { VariablesPreview } from './variables-preview'

/** What a call to somebody at a moment would carry, by the mapping as it is now. */
export function CallPreview({ contactId, bookingId, at }: { contactId: string; bookingId: string | undefined; at: string | undefined }) {
  const { tenant } = useDesk()
  const api = useApi()
  const preview = useQuery(
    api.mappings.explain.queryOptions(
      { tenantSlug: tenant.slug, contactId, ...(bookingId ? { bookingId } : {}), ...(at ? { at } : {}) },
      { placeholderData: keepPreviousData },
    ),
  )
  if (preview.isError) return <LoadFailed what="The preview" error={preview.error} onRetry={() => preview.refetch()} />
  if (!preview.data) return <Skeleton className="h-96" />
  return <VariablesPreview preview={preview.data} />
}

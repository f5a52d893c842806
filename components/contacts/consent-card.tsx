'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import type { ConsentView } from '@/server/domain/contacts/contact-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { Instant } from '../format/instant'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { Skeleton } from '../ui/skeleton'
import { sourceText } from './source-text'

const PURPOSES = [
  { purpose: 'SERVICE', label: 'Service calls' },
  { purpose: 'PROMOTIONAL', label: 'Promotional calls' },
] as const

/** What the person agreed to or withdrew; the newest of a purpose holds. */
export function ConsentCard({ contactId }: { contactId: string }) {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const consents = useQuery(api.contacts.consents.queryOptions({ tenantSlug: tenant.slug, contactId }))
  const record = useMutation(
    api.contacts.recordConsent.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.contacts.pathKey() }),
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  const newestOf = (purpose: ConsentView['purpose']) =>
    (consents.data ?? [])
      .filter((consent) => consent.purpose === purpose)
      .reduce<ConsentView | null>((newest, consent) => (newest && newest.at >= consent.at ? newest : consent), null)
  return (
    <Card title="Consent">
      {consents.isPending ? (
        <Skeleton className="h-24" />
      ) : (
        <ul className="flex flex-col gap-3">
          {PURPOSES.map(({ purpose, label }) => {
            const newest = newestOf(purpose)
            return (
              <li key={purpose} className="flex flex-wrap items-start justify-between gap-2">
                <div className="min-w-0">
                  <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
                    {label}
                    <ConsentBadge consent={newest} />
                  </p>
                  {newest ? (
                    <p className="text-sm text-muted">
                      {sourceText(newest.source)} · <Instant iso={newest.at} style="date" />
                    </p>
                  ) : (
                    <p className="text-sm text-muted">
                      {purpose === 'SERVICE' ? 'Not asked; none is needed.' : 'Not asked. Where the law wants it, no such call is made.'}
                    </p>
                  )}
                </div>
                {isAllowed('contacts.write') ? (
                  <Button
                    size="sm"
                    aria-label={
                      newest?.isGranted
                        ? `Write down that ${label.toLowerCase()} were refused`
                        : `Write down the consent to ${label.toLowerCase()}`
                    }
                    onClick={() => record.mutate({ tenantSlug: tenant.slug, contactId, purpose, isGranted: !newest?.isGranted })}
                  >
                    {newest?.isGranted ? 'Withdrawn' : 'Agreed'}
                  </Button>
                ) : null}
              </li>
            )
          })}
        </ul>
      )}
    </Card>
  )
}

function ConsentBadge({ consent }: { consent: ConsentView | null }) {
  if (!consent) return null
  return consent.isGranted ? <Badge tone="live">Agreed</Badge> : <Badge tone="danger">Refused</Badge>
}

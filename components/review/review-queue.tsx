'use client'

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, UserPlus } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { toast } from 'sonner'
import type { ReviewItemView } from '@/server/domain/linking/link-view'
import { formatPhone } from '@/server/domain/phones/format-phone'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { otherPhone } from '../calls/caller-name'
import { PlaybackProvider, usePlayback } from '../calls/playback'
import { Instant } from '../format/instant'
import { formatDuration } from '../format/time'
import { ChoiceFilter } from '../lists/filter-menu'
import { LoadFailed } from '../lists/load-failed'
import { nextPage } from '../lists/next-page'
import { useUrlState } from '../lists/use-url-state'
import { useHotkeys } from '../shell/hotkeys'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { CandidateList } from './candidate-list'
import { readReviewStatus, reviewInput } from './review-input'

const STATUSES = [
  { value: '', label: 'Needs review' },
  { value: 'unmatched', label: 'Unknown callers' },
]

/** Calls nobody could place for certain, one at a time: a few keys each. */
export function ReviewQueue() {
  const { tenant } = useDesk()
  const api = useApi()
  const { values, set } = useUrlState()
  const [position, setPosition] = useState(0)
  const status = readReviewStatus(values)
  const list = useInfiniteQuery(api.links.review.infiniteQueryOptions(reviewInput(tenant.slug, status), nextPage))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total ?? 0
  const at = Math.min(position, Math.max(0, items.length - 1))
  const item = items[at]
  function move(step: 1 | -1) {
    const next = Math.min(Math.max(0, at + step), Math.max(0, items.length - 1))
    setPosition(next)
    if (next >= items.length - 2 && list.hasNextPage) void list.fetchNextPage()
  }
  useHotkeys({ j: () => move(1), k: () => move(-1) })
  return (
    <>
      <PageHeader title="Review" description="Calls that could not be placed for certain: listen, choose, on to the next." />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <ChoiceFilter
          label="Show"
          value={values.get('show') ?? ''}
          options={STATUSES}
          onChange={(show) => {
            setPosition(0)
            set({ show })
          }}
        />
        {item ? (
          <div className="ml-auto flex items-center gap-2 text-sm text-muted">
            <span className="tnum" aria-live="polite">
              {at + 1} of {total}
            </span>
            <Button size="sm" onClick={() => move(-1)} disabled={at === 0}>
              Back
            </Button>
            <Button size="sm" onClick={() => move(1)} disabled={at + 1 >= items.length}>
              Skip
            </Button>
          </div>
        ) : null}
      </div>
      {list.isError && !list.data ? <LoadFailed what="The calls" error={list.error} onRetry={() => list.refetch()} /> : null}
      {list.isPending ? <Skeleton className="h-96 w-full" /> : null}
      {list.isSuccess && !item ? (
        <EmptyState
          icon={CircleCheck}
          title={status === 'UNMATCHED' ? 'Every caller is known' : 'Nothing to review'}
          description="Calls that find their customer and booking by themselves do not come here."
        />
      ) : null}
      {item ? <Review key={item.callId} item={item} /> : null}
    </>
  )
}

function Review({ item }: { item: ReviewItemView }) {
  const { tenant } = useDesk()
  const api = useApi()
  const call = useQuery(api.calls.get.queryOptions({ tenantSlug: tenant.slug, callId: item.callId }))
  return (
    <PlaybackProvider url={item.hasRecording ? (call.data?.recordingUrl ?? null) : null}>
      <ReviewedCall item={item} turns={call.data?.turns ?? []} />
    </PlaybackProvider>
  )
}

function ReviewedCall({ item, turns }: { item: ReviewItemView; turns: Parameters<typeof CandidateList>[0]['turns'] }) {
  const { tenant, path, isAllowed } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const playback = usePlayback()
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.links.pathKey() })
  const undo = useMutation(api.links.reset.mutationOptions({ onSettled: refresh }))
  const choose = useMutation(
    api.links.set.mutationOptions({
      onSuccess: () => {
        toast.success('Linked', { action: { label: 'Undo', onClick: () => undo.mutate({ tenantSlug: tenant.slug, callId: item.callId }) } })
        void refresh()
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  const create = useMutation(
    api.contacts.create.mutationOptions({
      onSuccess: (contact) => link({ contactId: contact.id, bookingId: null }),
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  const canChoose = isAllowed('links.write')
  const isBusy = choose.isPending || create.isPending
  function link(target: { contactId: string | null; bookingId: string | null }) {
    if (canChoose) choose.mutate({ tenantSlug: tenant.slug, callId: item.callId, ...target })
  }
  function chooseNumber(number: number) {
    const candidate = item.candidates[number - 1]
    if (candidate && !isBusy) link({ contactId: candidate.contactId, bookingId: candidate.bookingId })
  }
  useHotkeys({
    ...Object.fromEntries([1, 2, 3, 4, 5].map((number) => [String(number), () => chooseNumber(number)])),
    '0': () => !isBusy && link({ contactId: null, bookingId: null }),
    u: () => undo.mutate({ tenantSlug: tenant.slug, callId: item.callId }),
    ' ': () => playback.toggle(),
  })
  const phone = otherPhone(item)
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <section aria-label="The call" className="rounded-md border bg-surface p-4">
        <h2 className="text-lg tnum">{phone ? formatPhone(phone) : 'Number withheld'}</h2>
        <p className="mb-3 text-sm text-muted">
          {item.direction === 'INBOUND' ? 'Called' : 'Was called'} <Instant iso={item.startedAt} />
          {item.durationSeconds === null ? null : ` · ${formatDuration(item.durationSeconds)}`} ·{' '}
          <Link href={path(`/calls/${item.callId}`)} className="underline underline-offset-2">
            Open the call
          </Link>
        </p>
        {turns.length > 0 ? (
          <ol className="flex max-h-96 flex-col gap-2 overflow-y-auto text-pretty">
            {turns.map((turn) => (
              <li key={turn.index}>
                <span className="mr-2 text-sm text-muted">{turn.role === 'caller' ? 'Caller' : 'Agent'}</span>
                {turn.text}
              </li>
            ))}
          </ol>
        ) : (
          <p className="text-pretty">{item.excerpt || 'Nothing was written down of this call.'}</p>
        )}
        {phone && canChoose && !item.candidates.some(({ contactPhone }) => contactPhone === phone) ? (
          <Button className="mt-4" disabled={isBusy} onClick={() => create.mutate({ tenantSlug: tenant.slug, phone })}>
            <UserPlus aria-hidden />
            Make this caller a contact
          </Button>
        ) : null}
      </section>
      <section aria-label="Candidates">
        <CandidateList
          candidates={item.candidates}
          turns={turns}
          canHear={item.hasRecording}
          isBusy={isBusy || !canChoose}
          onChoose={(candidate) => link({ contactId: candidate?.contactId ?? null, bookingId: candidate?.bookingId ?? null })}
        />
      </section>
    </div>
  )
}

'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronUp, CircleCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useApi } from '../api/api'
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
import { readReviewStatus, reviewInput } from './review-input'
import { ReviewedCall } from './reviewed-call'
import { useDecisions } from './use-decisions'

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
  const [shownId, setShownId] = useState<string | null>(null)
  const [wantedId, setWantedId] = useState<string | null>(null)
  const status = readReviewStatus(values)
  const list = useInfiniteQuery(api.links.review.infiniteQueryOptions(reviewInput(tenant.slug, status), nextPage))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total ?? 0
  const indexOf = (id: string | null) => items.findIndex(({ callId }) => callId === id)
  const last = Math.max(0, items.length - 1)
  // What was taken back comes first, then what is on screen, then what moved to its place.
  const at = [indexOf(wantedId), indexOf(shownId), Math.min(position, last)].find((index) => index >= 0) ?? 0
  const item = items[at]
  const callId = item?.callId ?? null
  const decisions = useDecisions(setWantedId)
  // Colleagues work on the same queue: the call on screen stays while others come and go.
  useEffect(() => {
    if (!callId) return
    setShownId(callId)
    setPosition(at)
    setWantedId((wanted) => (wanted === callId ? null : wanted))
  }, [callId, at])
  function showAt(index: number) {
    setWantedId(null)
    setShownId(items[index]?.callId ?? null)
    setPosition(index)
  }
  function move(step: 1 | -1) {
    const next = Math.min(Math.max(0, at + step), last)
    showAt(next)
    if (next >= items.length - 2 && list.hasNextPage) void list.fetchNextPage()
  }
  useHotkeys({ j: () => move(1), k: () => move(-1), u: () => decisions.undoLast() })
  return (
    <>
      <PageHeader title="Review" description="Calls that could not be placed for certain: listen, choose, on to the next." />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <ChoiceFilter
          label="Show"
          value={values.get('show') ?? ''}
          options={STATUSES}
          onChange={(show) => {
            showAt(0)
            setShownId(null)
            set({ show })
          }}
        />
        {item ? (
          <div className="ml-auto flex items-center gap-2 text-sm text-muted">
            <span className="tnum" aria-live="polite">
              {at + 1} of {total}
            </span>
            <Button size="sm" onClick={() => move(-1)} disabled={at === 0} aria-keyshortcuts="k">
              <ChevronUp aria-hidden />
              Back
            </Button>
            <Button size="sm" onClick={() => move(1)} disabled={at + 1 >= items.length} aria-keyshortcuts="j">
              <ChevronDown aria-hidden />
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
      {item ? <ReviewedCall key={item.callId} item={item} decisions={decisions} /> : null}
    </>
  )
}

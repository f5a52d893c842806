import { Button } from '../ui/button'

/** The end of a list that goes on: says how much is shown and gets more. */
export function LoadMore({
  shown,
  noun,
  hasMore,
  isLoading,
  onLoad,
}: {
  shown: number
  noun: string
  hasMore: boolean
  isLoading: boolean
  onLoad: () => void
}) {
  return (
    <div className="mt-3 flex min-h-9 items-center justify-between gap-3 text-sm text-muted">
      <span role="status" className="tnum">
        {shown} {noun}
        {hasMore ? ' shown' : ''}
      </span>
      {hasMore ? (
        <Button size="sm" isBusy={isLoading} onClick={onLoad}>
          Show more
        </Button>
      ) : null}
    </div>
  )
}

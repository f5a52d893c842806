'use client'

import { explainError } from '../api/api-error'
import { Button } from '../ui/button'
import { Callout } from '../ui/callout'

export function LoadFailed({ what, error, onRetry }: { what: string; error: unknown; onRetry: () => void }) {
  return (
    <Callout
      tone="danger"
      title={`${what} could not be loaded`}
      action={
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      {explainError(error)}
    </Callout>
  )
}

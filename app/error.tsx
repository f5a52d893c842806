'use client'

import { Button } from '@/components/ui/button'

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto flex min-h-[60dvh] max-w-md flex-col items-start justify-center gap-4 px-6">
      <h1 className="text-xl">This page did not load</h1>
      <p className="text-muted">Something went wrong on our side. Calls are answered elsewhere and are not affected.</p>
      {error.digest ? <p className="tnum text-sm text-muted">Reference {error.digest}</p> : null}
      <Button variant="primary" onClick={reset}>
        Try again
      </Button>
    </main>
  )
}

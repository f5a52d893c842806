'use client'

import { FileUp } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { Button } from './button'
import { classNames } from './class-names'

/** Takes one file, dropped or chosen. */
export function FileDrop({
  accept,
  hint,
  isBusy = false,
  error,
  onFile,
}: {
  /** As the `accept` of a file input. */
  accept: string
  hint: string
  isBusy?: boolean
  error?: string | undefined
  onFile: (file: File) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  function drop(event: DragEvent) {
    event.preventDefault()
    setIsOver(false)
    const file = event.dataTransfer.files[0]
    if (file && !isBusy) onFile(file)
  }
  return (
    <div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is the pointer's way; the button inside is everybody's */}
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setIsOver(true)
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={classNames(
          'flex flex-col items-center rounded-md border border-dashed px-6 py-12 text-center transition-colors',
          isOver && 'border-accent bg-accent-soft',
          error && 'border-danger',
        )}
      >
        <span className="mb-4 flex size-10 items-center justify-center rounded-md bg-sunken text-muted">
          <FileUp aria-hidden className="size-5" />
        </span>
        <p className="max-w-md text-pretty text-muted">{hint}</p>
        <input
          ref={input}
          type="file"
          accept={accept}
          aria-label="File"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            const file = event.target.files?.[0]
            // The same file can be chosen again after it was corrected.
            event.target.value = ''
            if (file) onFile(file)
          }}
        />
        <Button variant="primary" isBusy={isBusy} className="mt-5" onClick={() => input.current?.click()}>
          Choose a file
        </Button>
      </div>
      <p aria-live="polite" className={classNames('mt-2 text-sm text-danger', !error && 'sr-only')}>
        {error ?? ''}
      </p>
    </div>
  )
}

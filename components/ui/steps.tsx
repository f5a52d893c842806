import { Check } from 'lucide-react'
import { classNames } from './class-names'

/** Where one is in something that takes several steps. */
export function Steps({ steps, current }: { steps: readonly string[]; current: number }) {
  return (
    <ol className="mb-6 flex flex-wrap gap-x-6 gap-y-2" aria-label="Steps">
      {steps.map((step, position) => {
        const isDone = position < current
        const isCurrent = position === current
        return (
          <li
            key={step}
            aria-current={isCurrent ? 'step' : undefined}
            className={classNames('flex items-center gap-2 text-sm', isCurrent ? 'font-medium' : 'text-muted')}
          >
            <span
              aria-hidden
              className={classNames(
                'tnum flex size-6 items-center justify-center rounded-full text-xs font-medium',
                isCurrent ? 'bg-accent text-on-accent' : 'bg-sunken text-muted',
              )}
            >
              {isDone ? <Check className="size-3.5" /> : position + 1}
            </span>
            {step}
            {isDone ? <span className="sr-only">done</span> : null}
          </li>
        )
      })}
    </ol>
  )
}

import { CircleDashed, Lock, TriangleAlert } from 'lucide-react'
import { classNames } from '../ui/class-names'
import { isWithheld, omissionText } from './omission-text'
import { sourceLabel } from './source-label'

export type Preview = { variables: Record<string, string>; omitted: { source: string; reason: string }[]; warnings: string[] }

/** What the agent is told for a call, and what is kept from it and why. */
export function VariablesPreview({
  preview,
  isWide = false,
  className,
}: {
  preview: Preview
  /** Two columns where there is room. */
  isWide?: boolean
  className?: string
}) {
  const names = Object.keys(preview.variables)
  return (
    <div className={classNames('grid min-w-0 items-start gap-4', isWide && 'lg:grid-cols-2', className)}>
      {preview.warnings.length > 0 ? (
        <ul className={classNames('flex flex-col gap-1 rounded-md bg-warn-soft px-3 py-2 text-sm', isWide && 'lg:col-span-2')}>
          {preview.warnings.map((warning) => (
            <li key={warning} className="flex gap-2 text-pretty">
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
              {warning}
            </li>
          ))}
        </ul>
      ) : null}
      <div>
        {isWide ? <h3 className="mb-1.5 text-sm text-muted">Told</h3> : null}
        <dl className="divide-y rounded-md border">
          {names.map((name) => (
            <div key={name} className="grid grid-cols-[minmax(0,11rem)_minmax(0,1fr)] gap-3 px-3 py-1.5 text-sm">
              <dt className="truncate font-mono text-xs leading-5 text-muted" title={name}>
                {name}
              </dt>
              <dd className="[overflow-wrap:anywhere]">{preview.variables[name]}</dd>
            </div>
          ))}
        </dl>
      </div>
      {preview.omitted.length > 0 ? (
        <div>
          <h3 className="mb-1.5 text-sm text-muted">Not told</h3>
          <ul className="divide-y rounded-md border bg-sunken">
            {[...preview.omitted].sort(byKind).map(({ source, reason }) => (
              <li key={source + reason} className="flex gap-2.5 px-3 py-1.5 text-sm">
                {isWithheld(reason) ? (
                  <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
                ) : (
                  <CircleDashed aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
                )}
                <div className="min-w-0">
                  <span className="font-medium">{sourceLabel(source)}</span>
                  <span className="text-muted"> · {omissionText(reason)}</span>
                </div>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  )
}

/** What somebody could fill in before what never goes out. */
function byKind(one: { reason: string }, other: { reason: string }): number {
  return Number(isWithheld(one.reason)) - Number(isWithheld(other.reason))
}

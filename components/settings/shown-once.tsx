import { CopyButton } from '../ui/copy-button'

/** A secret on its only appearance. */
export function ShownOnce({ value, label }: { value: string; label: string }) {
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-2 rounded-md border bg-sunken py-1.5 pr-1.5 pl-3">
        <code className="min-w-0 flex-1 font-mono text-sm break-all">{value}</code>
        <CopyButton value={value} label={label} hasText />
      </div>
      <p className="text-sm text-muted">It is shown this once and is not kept in readable form.</p>
    </div>
  )
}

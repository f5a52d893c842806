import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export function Timeline({ children }: { children: ReactNode }) {
  return <ol className="flex flex-col">{children}</ol>
}

export function TimelineItem({
  icon: Icon,
  title,
  aside,
  children,
}: {
  icon: LucideIcon
  title: ReactNode
  aside?: ReactNode
  children?: ReactNode
}) {
  return (
    <li className="group relative flex gap-3 pb-5 last:pb-0">
      <span aria-hidden className="absolute top-7 bottom-0 left-3.5 w-px bg-border group-last:hidden" />
      <span className="relative flex size-7 shrink-0 items-center justify-center rounded-md border bg-surface text-muted">
        <Icon aria-hidden className="size-3.5" />
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <div className="min-w-0 font-medium">{title}</div>
          {aside ? <div className="tnum text-sm text-muted">{aside}</div> : null}
        </div>
        {children ? <div className="mt-0.5 text-muted">{children}</div> : null}
      </div>
    </li>
  )
}

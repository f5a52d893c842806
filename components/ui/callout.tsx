import { CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

const ICONS: Record<'info' | 'warn' | 'danger', LucideIcon> = { info: Info, warn: TriangleAlert, danger: CircleAlert }

/** A sentence that must not be missed, with what to do about it. */
export function Callout({
  tone = 'info',
  title,
  action,
  className,
  children,
}: {
  tone?: 'info' | 'warn' | 'danger'
  title?: string
  action?: ReactNode
  className?: string
  children?: ReactNode
}) {
  const Icon = ICONS[tone]
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'note'}
      className={classNames(
        'flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md px-3.5 py-2.5 text-sm',
        tone === 'info' && 'bg-sunken text-foreground',
        tone === 'warn' && 'bg-warn-soft text-foreground',
        tone === 'danger' && 'bg-danger-soft text-foreground',
        className,
      )}
    >
      <Icon
        aria-hidden
        className={classNames(
          'mt-0.5 size-4 shrink-0',
          tone === 'info' && 'text-muted',
          tone === 'warn' && 'text-warn',
          tone === 'danger' && 'text-danger',
        )}
      />
      <div className="min-w-0 flex-1 basis-56">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className="text-pretty">{children}</div> : null}
      </div>
      {action}
    </div>
  )
}

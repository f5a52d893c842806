import type { ReactNode } from 'react'
import { classNames } from './class-names'

/** A bordered section with a heading of its own. */
export function Card({
  title,
  description,
  actions,
  className,
  bodyClassName,
  children,
}: {
  title?: ReactNode
  description?: ReactNode
  actions?: ReactNode
  className?: string
  bodyClassName?: string
  children?: ReactNode
}) {
  return (
    <section className={classNames('min-w-0 rounded-md border bg-surface', className)}>
      {title ? (
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3.5 sm:px-5">
          <div className="min-w-0">
            <h2 className="text-base">{title}</h2>
            {description ? <p className="mt-0.5 text-pretty text-sm text-muted">{description}</p> : null}
          </div>
          {actions}
        </div>
      ) : null}
      <div className={classNames('px-4 py-4 sm:px-5', title && 'pt-3', bodyClassName)}>{children}</div>
    </section>
  )
}

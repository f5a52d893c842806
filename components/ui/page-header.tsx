import type { ReactNode } from 'react'

export function PageHeader({
  title,
  description,
  above,
  badges,
  actions,
}: {
  title: ReactNode
  description?: ReactNode
  above?: ReactNode
  badges?: ReactNode
  actions?: ReactNode
}) {
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {above ? <div className="mb-1 text-sm text-muted">{above}</div> : null}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-xl [overflow-wrap:anywhere]">{title}</h1>
          {badges}
        </div>
        {description ? <div className="mt-0.5 max-w-2xl text-pretty text-muted">{description}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  )
}

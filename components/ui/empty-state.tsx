import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

/** Says why there is nothing and what to do about it. */
export function EmptyState({
  icon: Icon,
  title,
  description,
  action,
  isPage = false,
  className,
}: {
  icon: LucideIcon
  title: string
  description: ReactNode
  action?: ReactNode
  /** It is all there is on the page: its title is the page's heading. */
  isPage?: boolean
  className?: string
}) {
  const Heading = isPage ? 'h1' : 'h2'
  return (
    <div className={classNames('flex flex-col items-center rounded-md border border-dashed px-6 py-14 text-center', className)}>
      <span className="mb-4 flex size-10 items-center justify-center rounded-md bg-sunken text-muted">
        <Icon aria-hidden className="size-5" />
      </span>
      <Heading className="text-lg">{title}</Heading>
      <p className="mt-1 max-w-md text-pretty text-muted">{description}</p>
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  )
}

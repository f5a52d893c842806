import type { ComponentProps } from 'react'
import { classNames } from './class-names'

/**
 * A scrolling frame around a table: wide tables scroll inside it, never the page.
 * Columns hide by the width of this frame (`@max-lg:hidden`), since the sidebar takes its share of the window.
 */
export function Table({ className, label, ...props }: ComponentProps<'table'> & { label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="@container relative overflow-x-auto rounded-md border bg-surface">
      <table className={classNames('w-full border-collapse text-left', className)} {...props} />
    </section>
  )
}

export function TableHead({ className, ...props }: ComponentProps<'thead'>) {
  return <thead className={classNames('border-b bg-sunken text-xs text-muted', className)} {...props} />
}

export function TableBody({ className, ...props }: ComponentProps<'tbody'>) {
  return <tbody className={classNames('divide-y', className)} {...props} />
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr className={classNames('transition-colors aria-selected:bg-accent-soft', className)} {...props} />
}

export function TableHeader({ className, ...props }: ComponentProps<'th'>) {
  return <th scope="col" className={classNames('h-9 whitespace-nowrap px-3 font-medium first:pl-4 last:pr-4', className)} {...props} />
}

export function TableCell({ className, ...props }: ComponentProps<'td'>) {
  return <td className={classNames('h-12 px-3 py-2 first:pl-4 last:pr-4', className)} {...props} />
}

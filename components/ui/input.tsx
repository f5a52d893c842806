import type { ComponentProps } from 'react'
import { classNames } from './class-names'

// 16 px on phones: smaller text makes iOS zoom into the field.
export const fieldStyle =
  'w-full rounded-md border border-field bg-surface text-base text-foreground max-sm:text-lg focus-visible:outline-offset-0 disabled:bg-sunken disabled:text-muted aria-invalid:border-danger'

export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return <input type={type} className={classNames(fieldStyle, 'h-9 px-3 read-only:bg-sunken', className)} {...props} />
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      className={classNames(fieldStyle, 'min-h-20 px-3 py-2 leading-relaxed read-only:bg-sunken [field-sizing:content]', className)}
      {...props}
    />
  )
}

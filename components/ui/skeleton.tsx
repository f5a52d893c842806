import type { ComponentProps } from 'react'
import { classNames } from './class-names'

/** Holds the place of what is loading, at the same height, so nothing moves when it arrives. */
export function Skeleton({ className, ...props }: ComponentProps<'span'>) {
  return <span aria-hidden className={classNames('block animate-pulse-soft rounded-md bg-sunken', className)} {...props} />
}

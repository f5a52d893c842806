import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'

const badgeStyle = cva('inline-flex h-5.5 items-center gap-1.5 whitespace-nowrap rounded-md px-1.5 text-xs font-medium [&_svg]:size-3.5', {
  variants: {
    tone: {
      neutral: 'bg-sunken text-muted',
      accent: 'bg-accent-soft text-accent',
      live: 'bg-live-soft text-live',
      warn: 'bg-warn-soft text-warn',
      danger: 'bg-danger-soft text-danger',
      outline: 'border text-muted',
    },
  },
  defaultVariants: { tone: 'neutral' },
})

export type BadgeTone = NonNullable<VariantProps<typeof badgeStyle>['tone']>

export function Badge({
  className,
  tone,
  hasDot = false,
  children,
  ...props
}: ComponentProps<'span'> & { tone?: BadgeTone; hasDot?: boolean }) {
  return (
    <span className={classNames(badgeStyle({ tone }), className)} {...props}>
      {hasDot ? (
        <span aria-hidden className={classNames('size-1.5 rounded-full bg-current', tone === 'live' && 'animate-pulse-soft')} />
      ) : null}
      {children}
    </span>
  )
}

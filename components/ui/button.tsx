import { cva, type VariantProps } from 'class-variance-authority'
import { LoaderCircle } from 'lucide-react'
import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'

export const buttonStyle = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md border font-medium transition-colors disabled:opacity-55 aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-on-accent not-disabled:hover:bg-accent-hover',
        secondary: 'border-border bg-surface text-foreground not-disabled:hover:bg-hover',
        ghost: 'border-transparent bg-transparent text-foreground not-disabled:hover:bg-hover',
        danger: 'border-transparent bg-danger text-on-danger not-disabled:hover:bg-danger-hover',
        'danger-ghost': 'border-transparent bg-transparent text-danger not-disabled:hover:bg-danger-soft',
      },
      size: {
        sm: 'h-8 px-2.5 text-sm',
        md: 'h-9 px-3.5 text-base',
        lg: 'h-11 px-5 text-lg',
        icon: 'size-9',
        'icon-sm': 'size-7',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

export type ButtonProps = ComponentProps<'button'> & VariantProps<typeof buttonStyle> & { asChild?: boolean; isBusy?: boolean }

export function Button({ className, variant, size, asChild = false, isBusy = false, type, disabled, children, ...props }: ButtonProps) {
  if (asChild) {
    return (
      <Slot.Root className={classNames(buttonStyle({ variant, size }), className)} {...props}>
        {children}
      </Slot.Root>
    )
  }
  return (
    <button
      type={type ?? 'button'}
      className={classNames(buttonStyle({ variant, size }), 'relative', className)}
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
      {...props}
    >
      {isBusy ? (
        <>
          <span className="absolute inset-0 flex items-center justify-center">
            <LoaderCircle aria-hidden className="animate-turn" />
          </span>
          <span className="inline-flex items-center gap-2 opacity-0">{children}</span>
        </>
      ) : (
        children
      )}
    </button>
  )
}

'use client'

import { Check, Minus } from 'lucide-react'
import { Checkbox as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'

/** A box of 16 px in a target of 24. `checked="indeterminate"`: some of what it stands for. */
export function Checkbox({ className, ...props }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root className={classNames('group flex size-6 shrink-0 items-center justify-center rounded-md', className)} {...props}>
      <span className="flex size-4 items-center justify-center rounded-[4px] border border-field bg-surface text-on-accent transition-colors group-data-[state=checked]:border-accent group-data-[state=checked]:bg-accent group-data-[state=indeterminate]:border-accent group-data-[state=indeterminate]:bg-accent group-disabled:opacity-55">
        <Radix.Indicator>
          <Check aria-hidden className="size-3 group-data-[state=indeterminate]:hidden" strokeWidth={3} />
          <Minus aria-hidden className="hidden size-3 group-data-[state=indeterminate]:block" strokeWidth={3} />
        </Radix.Indicator>
      </span>
    </Radix.Root>
  )
}

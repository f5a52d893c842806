'use client'

import { Popover as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'

export const Popover = Radix.Root
export const PopoverTrigger = Radix.Trigger
export const PopoverClose = Radix.Close

export function PopoverContent({ className, align = 'start', sideOffset = 4, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={sideOffset}
        collisionPadding={8}
        className={classNames('z-60 animate-fade-in rounded-md border bg-raised p-3 shadow-raised focus-visible:outline-none', className)}
        {...props}
      />
    </Radix.Portal>
  )
}

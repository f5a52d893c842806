'use client'

import { Toaster as Sonner } from 'sonner'

export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      gap={8}
      offset={16}
      mobileOffset={{ bottom: 76 }}
      closeButton
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-start font-sans gap-3 rounded-md border bg-raised px-4 py-3 text-base text-foreground shadow-raised sm:w-[22rem] [&_[data-close-button]]:order-last [&_[data-close-button]]:ml-auto [&_[data-close-button]]:flex [&_[data-close-button]]:size-6 [&_[data-close-button]]:items-center [&_[data-close-button]]:justify-center [&_[data-icon]]:mt-0.5 [&_[data-content]]:min-w-0',
          title: 'font-medium',
          description: 'text-sm text-muted',
          actionButton: 'h-7 shrink-0 rounded-md border px-2 text-sm font-medium hover:bg-hover',
          success: '[&_[data-icon]]:text-live',
          error: '[&_[data-icon]]:text-danger',
        },
      }}
    />
  )
}

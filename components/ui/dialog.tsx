'use client'

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from './button'
import { classNames } from './class-names'

export const Dialog = Radix.Root
export const DialogTrigger = Radix.Trigger
export const DialogClose = Radix.Close

const overlayStyle = 'fixed inset-0 z-50 animate-fade-in bg-overlay'

export function DialogContent({
  title,
  description,
  footer,
  className,
  children,
}: {
  title: string
  description?: ReactNode
  footer?: ReactNode
  className?: string
  children?: ReactNode
}) {
  return (
    <Radix.Portal>
      <Radix.Overlay data-overlay className={overlayStyle} />
      <Radix.Content
        {...(description ? {} : { 'aria-describedby': undefined })}
        className={classNames(
          'fixed z-50 flex max-h-[90dvh] w-full flex-col overflow-hidden border bg-raised shadow-raised focus-visible:outline-none',
          'max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-t-md sm:top-1/2 sm:left-1/2 sm:max-w-lg sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-md',
          className,
        )}
      >
        <div className="flex items-start justify-between gap-4 px-5 pt-5">
          <div className="min-w-0">
            <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
            {description ? <Radix.Description className="mt-1 text-sm text-muted">{description}</Radix.Description> : null}
          </div>
          <DialogCloseButton />
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
        {footer ? <div className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{footer}</div> : null}
      </Radix.Content>
    </Radix.Portal>
  )
}

/** A panel from the right edge: details beside the list they belong to. */
export function SheetContent({
  title,
  description,
  isWide = false,
  children,
}: {
  title: string
  description?: string
  isWide?: boolean
  children: ReactNode
}) {
  return (
    <Radix.Portal>
      <Radix.Overlay data-overlay className={overlayStyle} />
      <Radix.Content
        {...(description ? {} : { 'aria-describedby': undefined })}
        className={classNames(
          'fixed inset-y-0 right-0 z-50 flex w-full max-w-md animate-slide-in flex-col border-l bg-raised shadow-raised focus-visible:outline-none',
          isWide && 'max-w-2xl',
        )}
      >
        <div className="flex items-start justify-between gap-4 border-b px-5 py-4">
          <div>
            <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
            {description ? <Radix.Description className="mt-1 text-sm text-muted">{description}</Radix.Description> : null}
          </div>
          <DialogCloseButton />
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
      </Radix.Content>
    </Radix.Portal>
  )
}

function DialogCloseButton() {
  return (
    <Radix.Close asChild>
      <Button variant="ghost" size="icon-sm" aria-label="Close" className="-mt-1 -mr-2">
        <X aria-hidden />
      </Button>
    </Radix.Close>
  )
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({
  isOpen,
  onOpenChange,
  title,
  description,
  confirmLabel,
  isDangerous = false,
  isBusy = false,
  onConfirm,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  description: ReactNode
  confirmLabel: string
  isDangerous?: boolean
  isBusy?: boolean
  onConfirm: () => void
}) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent
        title={title}
        description={description}
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant={isDangerous ? 'danger' : 'primary'} isBusy={isBusy} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </>
        }
      />
    </Dialog>
  )
}

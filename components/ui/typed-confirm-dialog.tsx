'use client'

import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from './button'
import { Dialog, DialogClose, DialogContent } from './dialog'
import { Field } from './field'
import { Input } from './input'

/** Asks for a word before something that cannot be taken back and takes much with it. */
export function TypedConfirmDialog({
  isOpen,
  onOpenChange,
  title,
  word,
  confirmLabel,
  isBusy,
  onConfirm,
  children,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  /** What has to be typed, as shown. */
  word: string
  confirmLabel: string
  isBusy: boolean
  onConfirm: () => void
  children: ReactNode
}) {
  const [typed, setTyped] = useState('')
  const [wasTried, setWasTried] = useState(false)
  const isRight = typed.trim().toLowerCase() === word.toLowerCase()
  function change(next: boolean) {
    onOpenChange(next)
    setTyped('')
    setWasTried(false)
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    setWasTried(true)
    if (isRight) onConfirm()
  }
  return (
    <Dialog open={isOpen} onOpenChange={change}>
      <DialogContent
        title={title}
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" form="typed-confirm" variant="danger" isBusy={isBusy}>
              {confirmLabel}
            </Button>
          </>
        }
      >
        <div className="mb-4 flex flex-col gap-2 text-pretty">{children}</div>
        <form id="typed-confirm" onSubmit={submit} noValidate>
          <Field
            label={
              <>
                Type <strong>{word}</strong> to go on
              </>
            }
            error={wasTried && !isRight ? `That is not “${word}”` : undefined}
          >
            {(control) => <Input {...control} value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />}
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  )
}

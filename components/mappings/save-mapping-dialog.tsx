'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '../ui/button'
import { Dialog, DialogClose, DialogContent } from '../ui/dialog'
import { Diff } from '../ui/diff'
import { Field } from '../ui/field'
import { Textarea } from '../ui/input'
import type { RowDifference } from './mapping-rows'

/** Shows what the next calls will carry differently, and asks for a note. */
export function SaveMappingDialog({
  changes,
  isOpen,
  isBusy,
  onOpenChange,
  onSave,
}: {
  changes: RowDifference[]
  isOpen: boolean
  isBusy: boolean
  onOpenChange: (isOpen: boolean) => void
  onSave: (note: string) => void
}) {
  const [note, setNote] = useState('')
  function submit(event: FormEvent) {
    event.preventDefault()
    onSave(note.trim())
  }
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent
        title="Save the mapping"
        description="It holds from the next call on. Every version can be brought back."
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" form="save-mapping" variant="primary" isBusy={isBusy}>
              Save
            </Button>
          </>
        }
      >
        <form id="save-mapping" onSubmit={submit} className="flex flex-col gap-4">
          <DifferenceList differences={changes} empty="Only the order changed." />
          <Field label="Why" hint="Optional, for whoever looks later.">
            {(control) => <Textarea {...control} value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />}
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  )
}

export function DifferenceList({ differences, empty }: { differences: RowDifference[]; empty: string }) {
  if (differences.length === 0) return <p className="text-sm text-muted">{empty}</p>
  return (
    <div className="flex flex-col gap-3">
      {differences.map(({ key, label, before, after }) => (
        <Diff key={key} label={label} before={before} after={after} />
      ))}
    </div>
  )
}

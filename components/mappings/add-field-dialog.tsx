'use client'

import { type FormEvent, useId, useState } from 'react'
import type { MappingOverride } from '@/server/domain/mapping/mapping-override'
import { metadataKeyOf, STATIC_SOURCE, whyLocked } from '@/server/domain/mapping/sources'
import type { BusinessType } from '@/server/domain/tenants/tenant-view'
import { Button } from '../ui/button'
import { Dialog, DialogClose, DialogContent } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { RadioCards } from '../ui/radio-cards'
import { metadataSource } from './mapping-rows'
import { toVariableName } from './variable-picker'

const KINDS = [
  { value: 'metadata', label: 'A field of your own', hint: 'What imports and the API keep with a contact' },
  { value: 'static', label: 'A fixed text', hint: 'The same in every call, such as where to park' },
] as const

type MetadataKey = { key: string; lockedBecause: string | null }

/** Adds a source the list does not have: a field kept with contacts, or a text. */
export function AddFieldDialog({
  businessType,
  metadataKeys,
  isOpen,
  onOpenChange,
  onAdd,
}: {
  businessType: BusinessType
  metadataKeys: MetadataKey[]
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onAdd: (override: MappingOverride) => void
}) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      {isOpen ? (
        <AddFieldForm
          businessType={businessType}
          metadataKeys={metadataKeys}
          onAdd={(override) => {
            onAdd(override)
            onOpenChange(false)
          }}
        />
      ) : null}
    </Dialog>
  )
}

function AddFieldForm({
  businessType,
  metadataKeys,
  onAdd,
}: {
  businessType: BusinessType
  metadataKeys: MetadataKey[]
  onAdd: (override: MappingOverride) => void
}) {
  const keyList = useId()
  const [kind, setKind] = useState<'metadata' | 'static'>('metadata')
  const [field, setField] = useState('')
  const [text, setText] = useState('')
  const [variable, setVariable] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const name = toVariableName(variable || (kind === 'metadata' ? field : ''))

  function submit(event: FormEvent) {
    event.preventDefault()
    const source = kind === 'static' ? STATIC_SOURCE : metadataSource(field)
    const wrong: Record<string, string> = {}
    if (kind === 'metadata') {
      const locked = field.trim() && metadataKeyOf(source) ? whyLocked(source, businessType) : 'Give the name of the field'
      if (locked) wrong.field = locked
    }
    if (kind === 'static' && !text.trim()) wrong.text = 'Write what is said'
    if (!name) wrong.variable = 'Name the variable of the script'
    setErrors(wrong)
    if (Object.keys(wrong).length > 0) return
    onAdd({ source, variables: [name], ...(kind === 'static' ? { text: text.trim() } : {}) })
  }

  return (
    <DialogContent
      title="Add a field"
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" type="submit" form="add-field">
            Add field
          </Button>
        </>
      }
    >
      <form id="add-field" onSubmit={submit} noValidate className="flex flex-col gap-4">
        <RadioCards label="What" value={kind} options={KINDS} onChange={setKind} className="sm:grid-cols-2" />
        {kind === 'metadata' ? (
          <Field label="Name of the field" hint="As your file or system names it, such as loyalty_tier." error={errors.field} isRequired>
            {(control) => (
              <>
                <Input
                  {...control}
                  value={field}
                  list={keyList}
                  maxLength={64}
                  autoComplete="off"
                  onChange={(event) => setField(event.target.value)}
                />
                <datalist id={keyList}>
                  {metadataKeys.flatMap(({ key, lockedBecause }) => (lockedBecause ? [] : [<option key={key} value={key} />]))}
                </datalist>
              </>
            )}
          </Field>
        ) : (
          <Field label="Text" error={errors.text} isRequired>
            {(control) => (
              <Input {...control} value={text} maxLength={300} autoComplete="off" onChange={(event) => setText(event.target.value)} />
            )}
          </Field>
        )}
        <Field
          label="Variable"
          hint={name ? `The script uses it as {{${name}}}` : 'The name the script uses in double braces'}
          error={errors.variable}
          isRequired
        >
          {(control) => (
            <Input
              {...control}
              value={variable}
              placeholder={kind === 'metadata' ? toVariableName(field) : 'parking_information'}
              maxLength={64}
              autoComplete="off"
              className="font-mono"
              onChange={(event) => setVariable(event.target.value)}
            />
          )}
        </Field>
      </form>
    </DialogContent>
  )
}

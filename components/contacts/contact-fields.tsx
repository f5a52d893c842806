'use client'

import { useMemo } from 'react'
import { LANGUAGES } from '../agents/languages'
import { Combobox } from '../ui/combobox'
import { Field } from '../ui/field'
import { Input, Textarea } from '../ui/input'
import type { ContactDraft } from './contact-draft'

/** The fields of a person; what the number itself tells need not be filled in. */
export function ContactFields({
  draft,
  errors,
  onChange,
}: {
  draft: ContactDraft
  errors: Record<string, string>
  onChange: (changes: Partial<ContactDraft>) => void
}) {
  const zones = useMemo(
    () => [
      { value: '', label: 'As the number says' },
      ...Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
    ],
    [],
  )
  const languages = useMemo(() => [{ value: '', label: 'Not known' }, ...LANGUAGES], [])
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Name" error={errors.name}>
        {(control) => (
          <Input
            {...control}
            value={draft.name}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label="Phone" error={errors.phone} isRequired>
        {(control) => (
          <Input
            {...control}
            type="tel"
            inputMode="tel"
            autoComplete="off"
            value={draft.phone}
            maxLength={40}
            onChange={(event) => onChange({ phone: event.target.value })}
          />
        )}
      </Field>
      <Field label="E-mail" error={errors.email}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="off"
            value={draft.email}
            maxLength={200}
            onChange={(event) => onChange({ email: event.target.value })}
          />
        )}
      </Field>
      <Field label="Company" error={errors.companyName}>
        {(control) => (
          <Input
            {...control}
            value={draft.companyName}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => onChange({ companyName: event.target.value })}
          />
        )}
      </Field>
      <Field label="Time zone" error={errors.timezone}>
        {(control) => (
          <Combobox
            {...control}
            value={draft.timezone}
            onValueChange={(timezone) => onChange({ timezone })}
            options={zones}
            searchPlaceholder="Search zones…"
          />
        )}
      </Field>
      <Field label="Language" error={errors.language}>
        {(control) => (
          <Combobox
            {...control}
            value={draft.language}
            onValueChange={(language) => onChange({ language })}
            options={languages}
            searchPlaceholder="Search languages…"
          />
        )}
      </Field>
      <Field label="Your id" hint="Of the person in your own system." error={errors.externalId} className="sm:col-span-2">
        {(control) => (
          <Input
            {...control}
            value={draft.externalId}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => onChange({ externalId: event.target.value })}
          />
        )}
      </Field>
      <Field label="About" hint="What the agent and the desk should know." error={errors.notes} className="sm:col-span-2">
        {(control) => (
          <Textarea {...control} value={draft.notes} maxLength={4000} onChange={(event) => onChange({ notes: event.target.value })} />
        )}
      </Field>
    </div>
  )
}

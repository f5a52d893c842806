'use client'

import type { BusinessType } from '@/server/domain/tenants/tenant-view'
import { ContactPicker } from '../contacts/contact-picker'
import { useDesk } from '../shell/tenant-context'
import { Field } from '../ui/field'
import { Input, Textarea } from '../ui/input'
import type { BookingDraft } from './booking-draft'

/** What a booking's parts are called where it is made. */
const WORDS: Record<BusinessType, { type: string; owner: string }> = {
  medical: { type: 'Appointment', owner: 'Doctor' },
  restaurant: { type: 'Occasion', owner: 'Host' },
  salon: { type: 'Service', owner: 'Stylist' },
  consultant: { type: 'Meeting', owner: 'Consultant' },
  general: { type: 'What', owner: 'With' },
}

export function BookingFields({
  draft,
  errors,
  isContactFixed,
  onChange,
}: {
  draft: BookingDraft
  errors: Record<string, string>
  isContactFixed: boolean
  onChange: (changes: Partial<BookingDraft>) => void
}) {
  const { tenant } = useDesk()
  const words = WORDS[tenant.businessType]
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="For" error={errors.contactId} isRequired className="sm:col-span-2">
        {(control) =>
          isContactFixed && draft.contact ? (
            <Input {...control} value={draft.contact.name ?? draft.contact.phone} readOnly />
          ) : (
            <ContactPicker {...control} value={draft.contact} onChange={(contact) => onChange({ contact })} />
          )
        }
      </Field>
      <Field label="When" hint={tenant.timezone.replaceAll('_', ' ')} error={errors.startsAt} isRequired>
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            value={draft.when}
            className="tnum"
            onChange={(event) => onChange({ when: event.target.value })}
          />
        )}
      </Field>
      <Field label="Length" hint="Minutes" error={errors.durationMinutes}>
        {(control) => (
          <Input
            {...control}
            type="number"
            inputMode="numeric"
            min={1}
            max={1440}
            value={draft.durationMinutes}
            className="tnum"
            onChange={(event) => onChange({ durationMinutes: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.type} error={errors.type}>
        {(control) => (
          <Input
            {...control}
            value={draft.type}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => onChange({ type: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.owner} error={errors.ownerName}>
        {(control) => (
          <Input
            {...control}
            value={draft.ownerName}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => onChange({ ownerName: event.target.value })}
          />
        )}
      </Field>
      <Field label="People" error={errors.partySize}>
        {(control) => (
          <Input
            {...control}
            type="number"
            inputMode="numeric"
            min={1}
            max={500}
            value={draft.partySize}
            className="tnum"
            onChange={(event) => onChange({ partySize: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Wishes"
        hint={tenant.businessType === 'medical' ? 'Never read out: callers hear only general preparation.' : 'The agent may mention them.'}
        error={errors.specialInstructions}
        className="sm:col-span-2"
      >
        {(control) => (
          <Textarea
            {...control}
            value={draft.specialInstructions}
            maxLength={2000}
            onChange={(event) => onChange({ specialInstructions: event.target.value })}
          />
        )}
      </Field>
      <Field label="Notes" hint="For the desk only." error={errors.notes} className="sm:col-span-2">
        {(control) => (
          <Textarea {...control} value={draft.notes} maxLength={2000} onChange={(event) => onChange({ notes: event.target.value })} />
        )}
      </Field>
    </div>
  )
}

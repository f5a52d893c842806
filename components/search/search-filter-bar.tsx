'use client'

import { useQuery } from '@tanstack/react-query'
import { CalendarRange, ChevronDown, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SearchFilters } from '@/server/domain/conversations/saved-search'
import { useApi } from '../api/api'
import { ContactPicker } from '../contacts/contact-picker'
import { dayOf, formatInstant } from '../format/time'
import { ChoiceFilter } from '../lists/filter-menu'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Combobox } from '../ui/combobox'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'

const DAY_MS = 86_400_000
const MOODS = [
  { value: '', label: 'Any mood' },
  { value: 'positive', label: 'Positive' },
  { value: 'neutral', label: 'Neutral' },
  { value: 'negative', label: 'Negative' },
]
const PERIODS = [
  { label: 'Today', days: 0 },
  { label: '7 days', days: 6 },
  { label: '30 days', days: 29 },
]

type Bar = { filters: SearchFilters; onChange: (change: Partial<SearchFilters>) => void }

/** Whose calls, about what, when, and in which mood. */
export function SearchFilterBar({ filters, onChange }: Bar) {
  return (
    <>
      <ContactFilter filters={filters} onChange={onChange} />
      {filters.customerId || filters.bookingId ? <BookingFilter filters={filters} onChange={onChange} /> : null}
      <DaysFilter filters={filters} onChange={onChange} />
      <ChoiceFilter
        label="Mood"
        value={filters.sentiment ?? ''}
        options={MOODS}
        onChange={(mood) => onChange({ sentiment: mood === '' ? null : (mood as SearchFilters['sentiment']) })}
      />
    </>
  )
}

function ContactFilter({ filters, onChange }: Bar) {
  const { tenant } = useDesk()
  const api = useApi()
  const { customerId } = filters
  const contact = useQuery(
    api.contacts.get.queryOptions({ tenantSlug: tenant.slug, contactId: customerId ?? '' }, { enabled: customerId !== null, retry: false }),
  )
  const value = customerId ? (contact.data ?? { id: customerId, name: contact.isError ? 'Unknown contact' : '…', phone: '' }) : null
  return (
    <Clearable isSet={customerId !== null} label="Any contact" onClear={() => onChange({ customerId: null, bookingId: null })}>
      <ContactPicker
        aria-label={`Contact: ${value?.name ?? value?.phone ?? 'any'}`}
        placeholder="Any contact"
        value={value}
        onChange={({ id }) => onChange({ customerId: id, bookingId: null })}
        className="w-44 border-border font-medium text-foreground max-sm:text-base"
      />
    </Clearable>
  )
}

function BookingFilter({ filters, onChange }: Bar) {
  const { tenant, zone } = useDesk()
  const api = useApi()
  const { customerId, bookingId } = filters
  const own = useQuery(
    api.bookings.list.queryOptions(
      { tenantSlug: tenant.slug, limit: 100, contactId: customerId ?? '', sort: 'latest' },
      { enabled: customerId !== null, retry: false },
    ),
  )
  const chosen = useQuery(
    api.bookings.get.queryOptions({ tenantSlug: tenant.slug, bookingId: bookingId ?? '' }, { enabled: bookingId !== null, retry: false }),
  )
  const items = own.data?.items ?? []
  const all = chosen.data && !items.some(({ id }) => id === bookingId) ? [chosen.data, ...items] : items
  const options = all.map(({ id, startsAt, type }) => ({
    value: id,
    label: formatInstant(startsAt, zone, 'appointment'),
    ...(type ? { hint: type } : {}),
  }))
  return (
    <Clearable isSet={bookingId !== null} label="Any booking" onClear={() => onChange({ bookingId: null })}>
      <Combobox
        aria-label={`Booking: ${options.find(({ value }) => value === bookingId)?.label ?? 'any'}`}
        placeholder={bookingId ? (chosen.isError ? 'Unknown booking' : '…') : 'Any booking'}
        searchPlaceholder="Search a day or kind…"
        emptyText="No booking."
        value={bookingId ?? ''}
        options={options}
        onValueChange={(id) => onChange({ bookingId: id })}
        className="w-52 border-border font-medium text-foreground max-sm:text-base"
      />
    </Clearable>
  )
}

function Clearable({ isSet, label, onClear, children }: { isSet: boolean; label: string; onClear: () => void; children: ReactNode }) {
  return (
    <div className="flex max-w-full items-center">
      {children}
      {isSet ? (
        <Button variant="ghost" size="icon-sm" aria-label={label} onClick={onClear}>
          <X aria-hidden />
        </Button>
      ) : null}
    </div>
  )
}

function DaysFilter({ filters, onChange }: Bar) {
  const { tenant, zone } = useDesk()
  const { from, to } = filters
  // Noon, so that the day is the same in every zone.
  const show = (day: string) => formatInstant(`${day}T12:00:00Z`, { ...zone, timeZone: 'UTC' }, 'date')
  const text =
    from && to
      ? from === to
        ? show(from)
        : `${show(from)} – ${show(to)}`
      : from
        ? `From ${show(from)}`
        : to
          ? `Until ${show(to)}`
          : 'Any day'
  const isReversed = from !== null && to !== null && from > to
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button aria-label={`Days: ${text}`} className="tnum">
          <CalendarRange aria-hidden className="text-muted" />
          {text}
          <ChevronDown aria-hidden className="text-muted" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Days" className="flex w-72 flex-col gap-3">
        <div className="flex gap-2">
          {PERIODS.map(({ label, days }) => (
            <Button
              key={label}
              size="sm"
              className="flex-1"
              onClick={() => onChange({ from: dayOf(new Date(Date.now() - days * DAY_MS), tenant.timezone), to: null })}
            >
              {label}
            </Button>
          ))}
        </div>
        <Field label="From">
          {(control) => (
            <Input {...control} type="date" value={from ?? ''} onChange={(event) => onChange({ from: event.target.value || null })} />
          )}
        </Field>
        <Field label="Until, that day included" error={isReversed ? 'This is before the first day' : undefined}>
          {(control) => (
            <Input {...control} type="date" value={to ?? ''} onChange={(event) => onChange({ to: event.target.value || null })} />
          )}
        </Field>
        <Button size="sm" variant="ghost" disabled={!from && !to} onClick={() => onChange({ from: null, to: null })}>
          Any day
        </Button>
      </PopoverContent>
    </Popover>
  )
}

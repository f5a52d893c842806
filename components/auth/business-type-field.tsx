'use client'

import { BriefcaseBusiness, Building2, type LucideIcon, Scissors, Stethoscope, UtensilsCrossed } from 'lucide-react'
import type { ComponentProps } from 'react'
import type { BusinessType } from '@/server/domain/tenants/tenant-view'

const BUSINESSES: { type: BusinessType; icon: LucideIcon; title: string; does: string }[] = [
  { type: 'medical', icon: Stethoscope, title: 'Clinic', does: 'Takes appointments, notes symptoms, gives no medical advice' },
  { type: 'restaurant', icon: UtensilsCrossed, title: 'Restaurant', does: 'Takes reservations and orders, knows the menu' },
  { type: 'salon', icon: Scissors, title: 'Salon', does: 'Books treatments with the right stylist' },
  { type: 'consultant', icon: BriefcaseBusiness, title: 'Consultancy', does: 'Qualifies enquiries and books meetings' },
  { type: 'general', icon: Building2, title: 'Other business', does: 'Answers questions, takes messages and call-backs' },
]

/** Which template the first agent is made from. */
export function BusinessTypeField({ input, hasError }: { input: ComponentProps<'input'>; hasError: boolean }) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">What kind of business is it?</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {BUSINESSES.map(({ type, icon: Icon, title, does }) => (
          <label
            key={type}
            className="flex items-start gap-3 rounded-md border bg-surface px-3 py-2.5 transition-colors hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2 has-checked:border-accent has-checked:bg-accent-soft sm:last:col-span-2"
          >
            <input type="radio" value={type} className="sr-only" {...input} />
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
            <span>
              <span className="block font-medium">{title}</span>
              <span className="block text-pretty text-sm text-muted">{does}</span>
            </span>
          </label>
        ))}
      </div>
      {hasError ? (
        <p role="alert" className="mt-1.5 text-sm text-danger">
          Choose what comes closest
        </p>
      ) : null}
    </fieldset>
  )
}

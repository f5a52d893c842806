'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { BriefcaseBusiness, Building2, type LucideIcon, Scissors, Stethoscope, UtensilsCrossed } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { signUpInput } from '@/server/domain/access/account-view'
import { PASSWORD_MIN_LENGTH } from '@/server/domain/access/password-policy'
import type { BusinessType } from '@/server/domain/tenants/tenant-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { Button } from '../ui/button'
import { Callout } from '../ui/callout'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { PasswordInput } from './password-input'
import { signInWithPassword } from './sign-in-with-password'
import { useIsHydrated } from './use-is-hydrated'

const BUSINESSES: { type: BusinessType; icon: LucideIcon; title: string; does: string }[] = [
  { type: 'medical', icon: Stethoscope, title: 'Clinic', does: 'Takes appointments, notes symptoms, gives no medical advice' },
  { type: 'restaurant', icon: UtensilsCrossed, title: 'Restaurant', does: 'Takes reservations and orders, knows the menu' },
  { type: 'salon', icon: Scissors, title: 'Salon', does: 'Books treatments with the right stylist' },
  { type: 'consultant', icon: BriefcaseBusiness, title: 'Consultancy', does: 'Qualifies enquiries and books meetings' },
  { type: 'general', icon: Building2, title: 'Other business', does: 'Answers questions, takes messages and call-backs' },
]

export function SignUpForm() {
  const api = useApi()
  const isHydrated = useIsHydrated()
  const [problem, setProblem] = useState<string | null>(null)
  const signUp = useMutation(api.account.signUp.mutationOptions())
  const { register, handleSubmit, formState } = useForm({ resolver: zodResolver(signUpInput) })
  const { errors } = formState

  const submit = handleSubmit(async (input) => {
    setProblem(null)
    try {
      await signUp.mutateAsync({ ...input, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone })
    } catch (error) {
      setProblem(explainError(error))
      return
    }
    const refused = await signInWithPassword(input.email, input.password)
    window.location.assign(refused ? '/sign-in' : '/')
    await new Promise(() => {})
  })

  return (
    <div className="w-full max-w-lg">
      <h1 className="text-2xl">Create your desk</h1>
      <p className="mt-1 text-muted">
        An agent for your kind of business is ready when you arrive. Already have one?{' '}
        <Link href="/sign-in" className="font-medium text-accent underline-offset-4 hover:underline">
          Sign in
        </Link>
      </p>
      {problem ? (
        <Callout tone="danger" className="mt-6">
          {problem}
        </Callout>
      ) : null}
      <form method="post" noValidate onSubmit={submit} className="mt-6 flex flex-col gap-4">
        <fieldset>
          <legend className="mb-1.5 text-sm font-medium">What kind of business is it?</legend>
          <div className="grid gap-2 sm:grid-cols-2">
            {BUSINESSES.map(({ type, icon: Icon, title, does }) => (
              <label
                key={type}
                className="flex items-start gap-3 rounded-md border bg-surface px-3 py-2.5 transition-colors hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2 has-checked:border-accent has-checked:bg-accent-soft sm:last:col-span-2"
              >
                <input type="radio" value={type} className="sr-only" {...register('businessType')} />
                <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
                <span>
                  <span className="block font-medium">{title}</span>
                  <span className="block text-pretty text-sm text-muted">{does}</span>
                </span>
              </label>
            ))}
          </div>
          {errors.businessType ? (
            <p role="alert" className="mt-1.5 text-sm text-danger">
              Choose what comes closest
            </p>
          ) : null}
        </fieldset>
        <Field label="Name of the business" hint="The agent says it when it answers." error={errors.businessName?.message} isRequired>
          {(control) => <Input {...control} {...register('businessName')} autoComplete="organization" />}
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Your name" error={errors.name?.message} isRequired>
            {(control) => <Input {...control} {...register('name')} autoComplete="name" />}
          </Field>
          <Field label="E-mail" error={errors.email?.message} isRequired>
            {(control) => (
              <Input {...control} {...register('email')} type="email" autoComplete="username" inputMode="email" autoCapitalize="none" />
            )}
          </Field>
        </div>
        <Field
          label="Password"
          hint={`At least ${PASSWORD_MIN_LENGTH} characters; a few words in a row are fine.`}
          error={errors.password?.message}
          isRequired
        >
          {(control) => <PasswordInput {...control} {...register('password')} autoComplete="new-password" />}
        </Field>
        <Button type="submit" variant="primary" size="lg" disabled={!isHydrated} isBusy={formState.isSubmitting} className="mt-1">
          Create desk
        </Button>
      </form>
    </div>
  )
}

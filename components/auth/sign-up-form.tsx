'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { signUpInput } from '@/server/domain/access/account-view'
import { PASSWORD_MIN_LENGTH } from '@/server/domain/access/password-policy'
import { useApi } from '../api/api'
import { Button } from '../ui/button'
import { Callout } from '../ui/callout'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { BusinessTypeField } from './business-type-field'
import { PasswordInput } from './password-input'
import { signInWithPassword } from './sign-in-with-password'
import { readSignUpRefusal } from './sign-up-refusal'
import { useIsHydrated } from './use-is-hydrated'

const EMAIL_REFUSED = 'refused'

export function SignUpForm() {
  const api = useApi()
  const isHydrated = useIsHydrated()
  const [problem, setProblem] = useState<string | null>(null)
  const signUp = useMutation(api.account.signUp.mutationOptions())
  const { register, handleSubmit, formState, setError } = useForm({ resolver: zodResolver(signUpInput) })
  const { errors } = formState

  const submit = handleSubmit(async (input) => {
    setProblem(null)
    try {
      await signUp.mutateAsync({ ...input, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone })
    } catch (error) {
      const { email, other } = readSignUpRefusal(error)
      if (email) setError('email', { type: EMAIL_REFUSED, message: email }, { shouldFocus: true })
      setProblem(other)
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
      <form method="post" noValidate onSubmit={submit} className="mt-6 flex flex-col gap-4">
        <BusinessTypeField input={register('businessType')} hasError={errors.businessType !== undefined} />
        <Field label="Name of the business" hint="The agent says it when it answers." error={errors.businessName?.message} isRequired>
          {(control) => <Input {...control} {...register('businessName')} autoComplete="organization" />}
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Your name" error={errors.name?.message} isRequired>
            {(control) => <Input {...control} {...register('name')} autoComplete="name" />}
          </Field>
          <Field
            label="E-mail"
            error={errors.email?.type === EMAIL_REFUSED ? <EmailRefused message={errors.email.message} /> : errors.email?.message}
            isRequired
          >
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
        {problem ? <Callout tone="danger">{problem}</Callout> : null}
        <Button type="submit" variant="primary" size="lg" disabled={!isHydrated} isBusy={formState.isSubmitting} className="mt-1">
          Create desk
        </Button>
      </form>
    </div>
  )
}

function EmailRefused({ message }: { message: string | undefined }) {
  return (
    <>
      {message}{' '}
      <Link href="/sign-in" className="rounded-md font-medium underline underline-offset-4">
        Sign in instead
      </Link>
    </>
  )
}

'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { signOut } from 'next-auth/react'
import { useForm } from 'react-hook-form'
import { createBusinessInput } from '@/server/domain/access/account-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { Button } from '../ui/button'
import { Callout } from '../ui/callout'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { BusinessTypeField } from './business-type-field'
import { useIsHydrated } from './use-is-hydrated'

/** For people whose last membership was taken away, or whose business was removed. */
export function NoBusiness() {
  const api = useApi()
  const isHydrated = useIsHydrated()
  const { register, handleSubmit, formState } = useForm({ resolver: zodResolver(createBusinessInput) })
  const { errors } = formState
  const create = useMutation(
    api.tenants.create.mutationOptions({ onSuccess: ({ tenantSlug }) => window.location.assign(`/${tenantSlug}`) }),
  )
  const submit = handleSubmit((input) => create.mutate({ ...input, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone }))
  return (
    <div className="w-full max-w-lg">
      <h1 className="text-2xl">You are not a member of any business</h1>
      <p className="mt-2 text-muted">Ask the owner to add your e-mail address to their team, or create a desk of your own.</p>
      {create.error ? (
        <Callout tone="danger" className="mt-6">
          {explainError(create.error)}
        </Callout>
      ) : null}
      <form method="post" noValidate onSubmit={submit} className="mt-6 flex flex-col gap-4">
        <BusinessTypeField input={register('businessType')} hasError={errors.businessType !== undefined} />
        <Field label="Name of the business" hint="The agent says it when it answers." error={errors.businessName?.message} isRequired>
          {(control) => <Input {...control} {...register('businessName')} autoComplete="organization" />}
        </Field>
        <div className="mt-1 flex flex-wrap gap-2">
          <Button type="submit" variant="primary" size="lg" disabled={!isHydrated} isBusy={create.isPending || create.isSuccess}>
            Create desk
          </Button>
          <Button size="lg" variant="ghost" onClick={() => signOut({ callbackUrl: '/sign-in' })}>
            Sign out
          </Button>
        </div>
      </form>
    </div>
  )
}

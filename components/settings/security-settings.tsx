'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { signOut } from 'next-auth/react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { changePasswordInput } from '@/server/domain/access/account-view'
import { PASSWORD_MIN_LENGTH } from '@/server/domain/access/password-policy'
import { useApi } from '../api/api'
import { explainError, fieldErrorsOf } from '../api/api-error'
import { PasswordInput } from '../auth/password-input'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Callout } from '../ui/callout'
import { Card } from '../ui/card'
import { ConfirmDialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { EmailSettings, NameSettings } from './profile-settings'

export function SecuritySettings() {
  const { account } = useDesk()
  const api = useApi()
  const [isConfirming, setIsConfirming] = useState(false)
  const signOutEverywhere = useMutation(
    api.account.signOutEverywhere.mutationOptions({ onSuccess: () => signOut({ callbackUrl: '/sign-in' }) }),
  )
  return (
    <div className="grid max-w-4xl items-start gap-6 lg:grid-cols-2">
      <div className="flex flex-col gap-6">
        <NameSettings />
        {account.hasPassword ? <ChangePassword /> : null}
      </div>
      <div className="flex flex-col gap-6">
        {account.hasPassword ? <EmailSettings /> : null}
        <Card
          title="Sessions"
          description="Ends every session of yours, on every device."
          actions={
            <Button size="sm" onClick={() => setIsConfirming(true)}>
              Sign out everywhere
            </Button>
          }
          bodyClassName="pt-0"
        >
          <p className="mt-2 text-sm text-muted">Signed in as {account.email}</p>
        </Card>
      </div>
      <ConfirmDialog
        isOpen={isConfirming}
        onOpenChange={setIsConfirming}
        title="Sign out everywhere?"
        description="Every browser and phone where you are signed in is signed out, this one included. Calls go on being answered."
        confirmLabel="Sign out everywhere"
        isBusy={signOutEverywhere.isPending}
        onConfirm={() => signOutEverywhere.mutate()}
      />
    </div>
  )
}

function ChangePassword() {
  const api = useApi()
  const { register, handleSubmit, formState, setError } = useForm({ resolver: zodResolver(changePasswordInput) })
  const change = useMutation(api.account.changePassword.mutationOptions())
  const { errors } = formState
  const submit = handleSubmit(async (input) => {
    try {
      await change.mutateAsync(input)
    } catch (error) {
      const fields = fieldErrorsOf(error)
      if (fields.currentPassword) setError('currentPassword', { message: fields.currentPassword }, { shouldFocus: true })
      if (fields.newPassword) setError('newPassword', { message: fields.newPassword }, { shouldFocus: true })
      return
    }
    // Every session ended with the old password, this one included.
    await signOut({ callbackUrl: '/sign-in?error=SessionEnded' })
  })
  const general = change.error && Object.keys(fieldErrorsOf(change.error)).length === 0 ? explainError(change.error) : null
  return (
    <Card title="Change password" description="Signs you out everywhere. Sign in again with the new one.">
      <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
        {general ? <Callout tone="danger">{general}</Callout> : null}
        <Field label="Current password" error={errors.currentPassword?.message} isRequired>
          {(control) => <PasswordInput {...control} {...register('currentPassword')} autoComplete="current-password" />}
        </Field>
        <Field label="New password" hint={`At least ${PASSWORD_MIN_LENGTH} characters.`} error={errors.newPassword?.message} isRequired>
          {(control) => <PasswordInput {...control} {...register('newPassword')} autoComplete="new-password" />}
        </Field>
        <Button type="submit" variant="primary" isBusy={formState.isSubmitting} className="self-start">
          Change password
        </Button>
      </form>
    </Card>
  )
}

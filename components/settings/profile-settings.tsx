'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { changeEmailInput, updateProfileInput } from '@/server/domain/access/account-view'
import { useApi } from '../api/api'
import { explainError, fieldErrorsOf } from '../api/api-error'
import { PasswordInput } from '../auth/password-input'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Callout } from '../ui/callout'
import { Card } from '../ui/card'
import { Field } from '../ui/field'
import { Input } from '../ui/input'

/** Name and address are drawn by the server too. */
function useRefreshEverything(): () => Promise<void> {
  const router = useRouter()
  const queryClient = useQueryClient()
  return async () => {
    await queryClient.invalidateQueries()
    router.refresh()
  }
}

export function NameSettings() {
  const { account } = useDesk()
  const api = useApi()
  const refresh = useRefreshEverything()
  const { register, handleSubmit, formState, reset } = useForm({
    resolver: zodResolver(updateProfileInput),
    defaultValues: { name: account.name ?? '' },
  })
  const update = useMutation(
    api.account.updateProfile.mutationOptions({
      onSuccess: async ({ name }) => {
        reset({ name: name ?? '' })
        toast.success('Saved')
        await refresh()
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  return (
    <Card title="Name" description="What colleagues see in the team and in the audit log.">
      <form noValidate onSubmit={handleSubmit((input) => update.mutate(input))} className="flex flex-col gap-4">
        <Field label="Your name" error={formState.errors.name?.message} isRequired>
          {(control) => <Input {...control} {...register('name')} autoComplete="name" maxLength={80} />}
        </Field>
        <Button type="submit" variant="primary" disabled={!formState.isDirty} isBusy={update.isPending} className="self-start">
          Save name
        </Button>
      </form>
    </Card>
  )
}

export function EmailSettings() {
  const { account } = useDesk()
  const api = useApi()
  const refresh = useRefreshEverything()
  const { register, handleSubmit, formState, setError, reset } = useForm({
    resolver: zodResolver(changeEmailInput),
    defaultValues: { email: account.email, currentPassword: '' },
  })
  const change = useMutation(api.account.changeEmail.mutationOptions())
  const submit = handleSubmit(async (input) => {
    try {
      const { email } = await change.mutateAsync(input)
      reset({ email, currentPassword: '' })
      toast.success(`You sign in with ${email} from now on`)
      await refresh()
    } catch (error) {
      const fields = fieldErrorsOf(error)
      if (fields.email) setError('email', { message: fields.email }, { shouldFocus: true })
      if (fields.currentPassword) setError('currentPassword', { message: fields.currentPassword }, { shouldFocus: true })
    }
  })
  const general = change.error && Object.keys(fieldErrorsOf(change.error)).length === 0 ? explainError(change.error) : null
  const { errors } = formState
  return (
    <Card title="E-mail" description="The address you sign in with.">
      <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
        {general ? <Callout tone="danger">{general}</Callout> : null}
        <Field label="E-mail" error={errors.email?.message} isRequired>
          {(control) => <Input {...control} {...register('email')} type="email" autoComplete="email" />}
        </Field>
        <Field label="Current password" error={errors.currentPassword?.message} isRequired>
          {(control) => <PasswordInput {...control} {...register('currentPassword')} autoComplete="current-password" />}
        </Field>
        <Button
          type="submit"
          variant="primary"
          disabled={!formState.dirtyFields.email}
          isBusy={formState.isSubmitting}
          className="self-start"
        >
          Change e-mail
        </Button>
      </form>
    </Card>
  )
}

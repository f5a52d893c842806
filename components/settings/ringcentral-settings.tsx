'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import type { RingCentralView } from '@/server/domain/recorded-calls/connection-view'
import { useApi } from '../api/api'
import { explainError, fieldErrorsOf } from '../api/api-error'
import { Instant } from '../format/instant'
import { LoadFailed } from '../lists/load-failed'
import { useDesk } from '../shell/tenant-context'
import { Badge, type BadgeTone } from '../ui/badge'
import { Button } from '../ui/button'
import { Callout } from '../ui/callout'
import { Card } from '../ui/card'
import { CopyButton } from '../ui/copy-button'
import { ConfirmDialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Skeleton } from '../ui/skeleton'

/** Calls that RingCentral records: whether they reach us, and through whose account. */
export function RingCentralSettings() {
  const { tenant } = useDesk()
  const api = useApi()
  const connection = useQuery(api.ringCentral.connection.queryOptions({ tenantSlug: tenant.slug }))
  if (connection.isError) return <LoadFailed what="The connection" error={connection.error} onRetry={() => connection.refetch()} />
  if (!connection.data) return <Skeleton className="h-96 max-w-4xl" />
  return (
    <div className="flex max-w-4xl flex-col gap-5">
      <ConnectionState view={connection.data} />
      <Credentials key={connection.data.clientId ?? ''} view={connection.data} />
    </div>
  )
}

/** A change of the connection, whose answer is the connection as it is now. */
function useConnectionChange() {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  return (said: string) => ({
    onSuccess: (view: RingCentralView) => {
      queryClient.setQueryData(api.ringCentral.connection.queryKey({ tenantSlug: tenant.slug }), view)
      toast.success(said)
    },
    onError: (error: unknown) => {
      if (Object.keys(fieldErrorsOf(error)).length === 0) toast.error(explainError(error))
    },
  })
}

const PROBLEMS: Record<string, string> = {
  unauthorized: 'RingCentral no longer accepts the credentials. Type new ones.',
  forbidden: 'The app lacks a permission. It needs Call Control, Read Call Log, Read Call Recording, RingSense and Webhook Subscriptions.',
  rate_limited: 'RingCentral asked us to wait. It is tried again in a few minutes.',
  unreachable: 'RingCentral did not answer. It is tried again in a few minutes.',
  address_refused: 'RingCentral could not reach the address below. It must be a public https address.',
}

function stateOf({ mode, problem, subscription, checkedAt }: RingCentralView): { tone: BadgeTone; label: string } {
  if (mode === 'none') return { tone: 'neutral', label: 'Not connected' }
  if (problem) return { tone: 'danger', label: 'Needs attention' }
  if (mode === 'shared') return checkedAt ? { tone: 'live', label: 'Connected' } : { tone: 'warn', label: 'Not checked yet' }
  return subscription?.status === 'active' ? { tone: 'live', label: 'Connected' } : { tone: 'warn', label: 'Not subscribed' }
}

function ConnectionState({ view }: { view: RingCentralView }) {
  const { tenant } = useDesk()
  const api = useApi()
  const change = useConnectionChange()
  const [isLeaving, setIsLeaving] = useState(false)
  const check = useMutation(api.ringCentral.check.mutationOptions(change('Checked')))
  const { onSuccess, onError } = change('RingCentral is disconnected')
  const leave = useMutation(
    api.ringCentral.disconnect.mutationOptions({
      onError,
      onSuccess: (left) => {
        setIsLeaving(false)
        onSuccess(left)
      },
    }),
  )
  const { tone, label } = stateOf(view)
  return (
    <Card
      title="RingCentral"
      description="Recorded calls come here with their transcript and insights, and find their customer and booking."
      actions={
        view.mode === 'own' ? (
          <div className="flex gap-2">
            <Button size="sm" isBusy={check.isPending} onClick={() => check.mutate({ tenantSlug: tenant.slug })}>
              Check now
            </Button>
            <Button size="sm" onClick={() => setIsLeaving(true)}>
              Disconnect
            </Button>
          </div>
        ) : null
      }
    >
      <div className="flex flex-col gap-4">
        {view.problem ? <Callout tone="danger">{PROBLEMS[view.problem] ?? view.problem}</Callout> : null}
        <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[10rem_minmax(0,1fr)]">
          <Fact name="State">
            <Badge tone={tone} hasDot>
              {label}
            </Badge>
          </Fact>
          <Fact name="Account">{accountText(view)}</Fact>
          <Fact name="Last event received">{view.lastEventAt ? <Instant iso={view.lastEventAt} /> : 'None yet'}</Fact>
          <Fact name="Last checked">{view.checkedAt ? <Instant iso={view.checkedAt} /> : 'Not yet'}</Fact>
          {view.subscription?.expiresAt ? (
            <Fact name="Subscribed until">
              <Instant iso={view.subscription.expiresAt} style="date" />, renewed by itself
            </Fact>
          ) : null}
        </dl>
        <PasteField
          label="Address for events"
          value={view.webhookUrl}
          hint="For a subscription made by hand. One is made for you when you connect."
        />
        {view.verificationToken ? (
          <PasteField label="Verification token" value={view.verificationToken} hint="Every event must carry it." isSecret />
        ) : null}
      </div>
      <ConfirmDialog
        isOpen={isLeaving}
        onOpenChange={setIsLeaving}
        title="Disconnect RingCentral?"
        description="No more calls come from this account. Those that are here stay."
        confirmLabel="Disconnect"
        isDangerous
        isBusy={leave.isPending}
        onConfirm={() => leave.mutate({ tenantSlug: tenant.slug })}
      />
    </Card>
  )
}

function accountText({ mode, accountId, isSimulated }: RingCentralView): string {
  const practice = isSimulated ? ' (practice vendor on this machine)' : ''
  if (mode === 'own') return `Yours${accountId ? `, ${accountId}` : ''}${practice}`
  return mode === 'shared' ? `Of this installation, for the numbers of this business${practice}` : 'None'
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}

function PasteField({ label, value, hint, isSecret = false }: { label: string; value: string; hint: string; isSecret?: boolean }) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <div className="flex items-center gap-2">
          <Input
            {...control}
            readOnly
            type={isSecret ? 'password' : 'text'}
            autoComplete="off"
            value={value}
            className="font-mono text-xs"
            onFocus={(event) => event.target.select()}
          />
          <CopyButton value={value} label={label.toLowerCase()} hasText />
        </div>
      )}
    </Field>
  )
}

const BLANK = { clientId: '', clientSecret: '', jwt: '' }

function Credentials({ view }: { view: RingCentralView }) {
  const { tenant } = useDesk()
  const api = useApi()
  const change = useConnectionChange()
  const [draft, setDraft] = useState({ ...BLANK, clientId: view.clientId ?? '' })
  const connect = useMutation(api.ringCentral.connect.mutationOptions(change('RingCentral is connected')))
  const errors = fieldErrorsOf(connect.error)
  function submit(event: FormEvent) {
    event.preventDefault()
    connect.mutate({ tenantSlug: tenant.slug, ...draft }, { onSuccess: () => setDraft((now) => ({ ...BLANK, clientId: now.clientId })) })
  }
  const set = (name: keyof typeof BLANK) => (value: string) => setDraft((now) => ({ ...now, [name]: value }))
  const isOwn = view.mode === 'own'
  return (
    <Card
      title={isOwn ? 'Replace the credentials' : 'Use your own account'}
      description="From an app with JWT sign-in in RingCentral’s developer console. They are tried at once, stored encrypted and never shown again."
    >
      <form onSubmit={submit} noValidate className="grid gap-4 sm:grid-cols-2">
        <SecretField label="Client ID" value={draft.clientId} error={errors.clientId} onChange={set('clientId')} isPlain />
        <SecretField label="Client secret" value={draft.clientSecret} error={errors.clientSecret} onChange={set('clientSecret')} />
        <SecretField label="JWT credential" value={draft.jwt} error={errors.jwt} onChange={set('jwt')} className="sm:col-span-2" />
        <Button type="submit" variant="primary" isBusy={connect.isPending} className="justify-self-start">
          {isOwn ? 'Replace' : 'Connect'}
        </Button>
      </form>
    </Card>
  )
}

function SecretField({
  label,
  value,
  error,
  onChange,
  isPlain = false,
  className,
}: {
  label: string
  value: string
  error: string | undefined
  onChange: (value: string) => void
  isPlain?: boolean
  className?: string
}) {
  return (
    <Field label={label} error={error} isRequired {...(className ? { className } : {})}>
      {(control) => (
        <Input
          {...control}
          type={isPlain ? 'text' : 'password'}
          autoComplete="off"
          value={value}
          className="font-mono text-sm"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

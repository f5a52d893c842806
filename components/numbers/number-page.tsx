'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronLeft, Eye, Hash } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import type { PhoneNumberView } from '@/server/domain/phone-numbers/phone-number-view'
import { formatPhone } from '@/server/domain/phones/format-phone'
import { useApi } from '../api/api'
import { explainError, fieldErrorsOf } from '../api/api-error'
import { Instant } from '../format/instant'
import { LoadFailed } from '../lists/load-failed'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Button, buttonStyle } from '../ui/button'
import { Callout } from '../ui/callout'
import { Card } from '../ui/card'
import { CopyButton } from '../ui/copy-button'
import { ConfirmDialog } from '../ui/dialog'
import { EmptyState } from '../ui/empty-state'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { Switch } from '../ui/switch'
import { AgentSelect } from './agent-select'

export function NumberPage({ phoneNumberId }: { phoneNumberId: string }) {
  const { tenant, path, isAllowed } = useDesk()
  const api = useApi()
  const numbers = useQuery(api.phoneNumbers.list.queryOptions({ tenantSlug: tenant.slug }))
  const number = numbers.data?.find(({ id }) => id === phoneNumberId)
  const back = (
    <Link href={path('/numbers')} className="inline-flex h-6 items-center gap-1 rounded-md hover:text-foreground">
      <ChevronLeft aria-hidden className="size-4" />
      Phone numbers
    </Link>
  )
  if (numbers.isError && !numbers.data) return <LoadFailed what="The number" error={numbers.error} onRetry={() => numbers.refetch()} />
  if (numbers.isPending) {
    return (
      <div aria-busy>
        <PageHeader above={back} title={<Skeleton className="my-1 h-5 w-48" />} description={<Skeleton className="mt-1 h-4 w-32" />} />
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <Skeleton className="h-[32rem]" />
          <Skeleton className="h-64" />
        </div>
      </div>
    )
  }
  if (!number) {
    return (
      <EmptyState
        icon={Hash}
        isPage
        title="This number does not exist"
        description="It may have been removed, or the address is wrong."
        action={
          <Link href={path('/numbers')} className={buttonStyle()}>
            All numbers
          </Link>
        }
      />
    )
  }
  return (
    <>
      <PageHeader
        above={back}
        title={<span className="tnum">{formatPhone(number.number)}</span>}
        badges={
          <>
            <CopyButton value={number.number} label="number" />
            {number.isActive ? null : <Badge tone="warn">Switched off</Badge>}
          </>
        }
        description={
          number.lastCallAt ? (
            <>
              Last call: <Instant iso={number.lastCallAt} />
            </>
          ) : (
            'No call has arrived yet'
          )
        }
      />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        {isAllowed('numbers.write') ? (
          <Setup number={number} />
        ) : (
          <Callout>How this number is connected is shown to admins and the owner: the addresses hold a secret.</Callout>
        )}
        <NumberSettings number={number} />
      </div>
    </>
  )
}

function Setup({ number }: { number: PhoneNumberView }) {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const [isRotating, setIsRotating] = useState(false)
  const setup = useQuery(api.phoneNumbers.setup.queryOptions({ tenantSlug: tenant.slug, phoneNumberId: number.id }))
  const target = { tenantSlug: tenant.slug, phoneNumberId: number.id }
  const reveal = useMutation(api.phoneNumbers.reveal.mutationOptions({ onError: (error) => toast.error(explainError(error)) }))
  const rotate = useMutation(
    api.phoneNumbers.rotateSecret.mutationOptions({
      onSuccess: async () => {
        if (reveal.data) await reveal.mutateAsync(target)
        setIsRotating(false)
        toast.success('New addresses are in place. Paste them into Exotel now.')
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  if (setup.isError) return <LoadFailed what="The set-up" error={setup.error} onRetry={() => setup.refetch()} />
  if (!setup.data) return <Skeleton className="h-[32rem]" />
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {setup.data.lastCallAt ? (
        <Callout title="Connected">
          Last call from Exotel: <Instant iso={setup.data.lastCallAt} />
        </Callout>
      ) : null}
      {setup.data.isReachableFromExotel ? null : (
        <Callout tone="warn" title="Exotel cannot reach this address">
          Voicedesk runs under an address of this machine or without https. Set APP_URL and MEDIA_URL to public https and wss addresses
          before pasting these.
        </Callout>
      )}
      <Card
        title="Connect in Exotel"
        description="Seven steps, about ten minutes. Addresses hold your secret: paste them only into Exotel."
        actions={
          reveal.data ? null : (
            <Button size="sm" isBusy={reveal.isPending} onClick={() => reveal.mutate(target)}>
              <Eye aria-hidden />
              Show addresses
            </Button>
          )
        }
      >
        <ol className="flex flex-col gap-5">
          {(reveal.data ?? setup.data).steps.map((step, position) => (
            <li key={step.title} className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-3">
              <span
                aria-hidden
                className="tnum flex size-7 items-center justify-center rounded-full bg-sunken text-sm font-medium text-muted"
              >
                {position + 1}
              </span>
              <div className="min-w-0 pt-0.5">
                <h3 className="text-base">{step.title}</h3>
                <p className="mt-0.5 text-pretty text-muted">{step.body}</p>
                {step.url ? (
                  <PasteUrl url={step.url} label={`address for step ${position + 1}`} canCopy={reveal.data !== undefined} />
                ) : null}
              </div>
            </li>
          ))}
        </ol>
      </Card>
      {isAllowed('integrations.write') ? (
        <Card
          title="Secret of the addresses"
          description="If somebody saw them who should not have, make new ones. The old ones stop working at once, for every number of this business."
          actions={
            <Button size="sm" onClick={() => setIsRotating(true)}>
              New secret
            </Button>
          }
          bodyClassName="pt-0 pb-3"
        />
      ) : null}
      <ConfirmDialog
        isOpen={isRotating}
        onOpenChange={setIsRotating}
        title="Make a new secret?"
        description="Calls are refused until the new addresses are pasted into Exotel, for every number of this business."
        confirmLabel="Make a new secret"
        isDangerous
        isBusy={rotate.isPending}
        onConfirm={() => rotate.mutate({ tenantSlug: tenant.slug })}
      />
    </div>
  )
}

function PasteUrl({ url, label, canCopy }: { url: string; label: string; canCopy: boolean }): ReactNode {
  return (
    <div className="mt-2 flex min-h-10.5 items-center gap-2 rounded-md border bg-sunken py-1 pr-1 pl-2">
      <input
        readOnly
        aria-label={label.charAt(0).toUpperCase() + label.slice(1)}
        value={url}
        onFocus={(event) => event.target.select()}
        className="h-7 min-w-0 flex-1 rounded-md bg-transparent px-1 font-mono text-xs focus-visible:outline-offset-0"
      />
      {/* Without its secret it is of no use there. */}
      {canCopy ? <CopyButton value={url} label={label} hasText /> : null}
    </div>
  )
}

function NumberSettings({ number }: { number: PhoneNumberView }) {
  const { tenant, path, isAllowed } = useDesk()
  const api = useApi()
  const router = useRouter()
  const queryClient = useQueryClient()
  const canEdit = isAllowed('numbers.write')
  const [label, setLabel] = useState(number.label ?? '')
  const [isRemoving, setIsRemoving] = useState(false)
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.phoneNumbers.pathKey() })
  const update = useMutation(
    api.phoneNumbers.update.mutationOptions({
      onSuccess: async () => {
        await refresh()
        toast.success('Saved')
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  const remove = useMutation(
    api.phoneNumbers.remove.mutationOptions({
      onSuccess: async () => {
        router.push(path('/numbers'))
        // Its set-up is gone with it: asking again would be one more refusal in the audit log.
        await queryClient.invalidateQueries({ queryKey: api.phoneNumbers.list.queryKey() })
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  const target = { tenantSlug: tenant.slug, phoneNumberId: number.id }
  function saveLabel(event: FormEvent) {
    event.preventDefault()
    update.mutate({ ...target, label: label.trim() || null })
  }
  return (
    <div className="flex flex-col gap-4">
      <Card title="This number">
        <div className="flex flex-col gap-4">
          <div className="flex items-center justify-between gap-4">
            <label htmlFor="number-active">
              <span className="block text-sm font-medium">Answer calls</span>
              <span className="block text-sm text-muted">Off: callers are put through to the fallback number.</span>
            </label>
            <Switch
              id="number-active"
              checked={number.isActive}
              disabled={!canEdit || update.isPending}
              onCheckedChange={(isActive) => update.mutate({ ...target, isActive })}
            />
          </div>
          <Field label="Answered by">
            {(control) => (
              <AgentSelect
                {...control}
                value={number.agentId}
                disabled={!canEdit || update.isPending}
                onChange={(agentId) => update.mutate({ ...target, agentId })}
              />
            )}
          </Field>
          <form onSubmit={saveLabel} className="flex items-end gap-2">
            <Field label="Label" error={fieldErrorsOf(update.error).label} className="flex-1">
              {(control) => (
                <Input {...control} value={label} readOnly={!canEdit} maxLength={60} onChange={(event) => setLabel(event.target.value)} />
              )}
            </Field>
            {canEdit ? (
              <Button type="submit" disabled={label.trim() === (number.label ?? '')} isBusy={update.isPending}>
                Save
              </Button>
            ) : null}
          </form>
        </div>
      </Card>
      {canEdit ? (
        <Button variant="danger-ghost" onClick={() => setIsRemoving(true)} className="self-start">
          Remove number
        </Button>
      ) : null}
      <ConfirmDialog
        isOpen={isRemoving}
        onOpenChange={setIsRemoving}
        title={`Remove ${formatPhone(number.number)}?`}
        description="Calls to it are no longer answered here. Its past calls stay."
        confirmLabel="Remove number"
        isDangerous
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate(target)}
      />
    </div>
  )
}

'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import type { ApiKeyView } from '@/server/domain/access/api-key-view'
import { ACTIONS, type Action, can } from '@/server/domain/access/can'
import { useApi } from '../api/api'
import { explainError, fieldErrorsOf } from '../api/api-error'
import { Instant } from '../format/instant'
import { LoadFailed } from '../lists/load-failed'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { ConfirmDialog, Dialog, DialogClose, DialogContent } from '../ui/dialog'
import { EmptyState } from '../ui/empty-state'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { Skeleton } from '../ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { ShownOnce } from './shown-once'

const EXPIRIES = [
  { value: 'never', label: 'Never', days: null },
  { value: '30', label: 'After 30 days', days: 30 },
  { value: '90', label: 'After 90 days', days: 90 },
  { value: '365', label: 'After a year', days: 365 },
]
const ROLES = [
  { value: 'ADMIN', label: 'Admin', hint: 'May also change agents and numbers' },
  { value: 'MEMBER', label: 'Member', hint: 'Reads calls, writes contacts and bookings' },
]

export function ApiKeySettings() {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [isCreating, setIsCreating] = useState(false)
  const [revoking, setRevoking] = useState<ApiKeyView | null>(null)
  const keys = useQuery(api.apiKeys.list.queryOptions({ tenantSlug: tenant.slug }))
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.apiKeys.pathKey() })
  const revoke = useMutation(
    api.apiKeys.revoke.mutationOptions({
      onSuccess: async () => {
        await refresh()
        setRevoking(null)
        toast.success('The key no longer works')
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  const createButton = (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden />
      New key
    </Button>
  )
  return (
    <div className="max-w-4xl">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">
          For your own systems.{' '}
          <a href="/api/openapi.json" className="font-medium text-accent underline-offset-4 hover:underline">
            Description of the API
          </a>
        </p>
        {createButton}
      </div>
      {keys.isError ? <LoadFailed what="API keys" error={keys.error} onRetry={() => keys.refetch()} /> : null}
      {keys.isPending ? <Skeleton className="h-40" /> : null}
      {keys.data?.length === 0 ? (
        <EmptyState
          icon={KeyRound}
          title="No API key yet"
          description="A key lets one of your systems read calls or bring in contacts and bookings."
          action={createButton}
        />
      ) : null}
      {keys.data && keys.data.length > 0 ? (
        <Table label="API keys">
          <TableHead>
            <tr>
              <TableHeader>Key</TableHeader>
              <TableHeader>May</TableHeader>
              <TableHeader className="max-md:hidden">Last used</TableHeader>
              <TableHeader className="max-md:hidden">Ends</TableHeader>
              <TableHeader>
                <span className="sr-only">Actions</span>
              </TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {keys.data.map((key) => (
              <KeyRow key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
            ))}
          </TableBody>
        </Table>
      ) : null}
      <CreateKeyDialog isOpen={isCreating} onOpenChange={setIsCreating} onCreated={refresh} />
      <ConfirmDialog
        isOpen={revoking !== null}
        onOpenChange={(isOpen) => !isOpen && setRevoking(null)}
        title={`Revoke “${revoking?.name ?? ''}”?`}
        description="Whatever uses it is refused from now on. This cannot be taken back."
        confirmLabel="Revoke key"
        isDangerous
        isBusy={revoke.isPending}
        onConfirm={() => revoking && revoke.mutate({ tenantSlug: tenant.slug, apiKeyId: revoking.id })}
      />
    </div>
  )
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKeyView; onRevoke: () => void }) {
  const isExpired = apiKey.expiresAt !== null && Date.parse(apiKey.expiresAt) < Date.now()
  const isDead = apiKey.revokedAt !== null || isExpired
  return (
    <TableRow className={isDead ? 'text-muted' : undefined}>
      <TableCell>
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {apiKey.name}
          {apiKey.revokedAt ? <Badge tone="danger">Revoked</Badge> : isExpired ? <Badge tone="warn">Expired</Badge> : null}
        </p>
        <code className="font-mono text-xs text-muted">{apiKey.prefix}…</code>
      </TableCell>
      <TableCell>
        {apiKey.role === 'ADMIN' ? 'Admin' : 'Member'}
        <div className="text-sm text-muted">
          {apiKey.scopes.length === 0 ? 'Everything of the role' : `${apiKey.scopes.length} permissions`}
        </div>
      </TableCell>
      <TableCell className="text-muted max-md:hidden">{apiKey.lastUsedAt ? <Instant iso={apiKey.lastUsedAt} /> : 'Never'}</TableCell>
      <TableCell className="text-muted max-md:hidden">
        {apiKey.expiresAt ? <Instant iso={apiKey.expiresAt} style="date" /> : 'Never'}
      </TableCell>
      <TableCell className="text-right">
        {apiKey.revokedAt ? null : (
          <Button variant="danger-ghost" size="sm" aria-label={`Revoke ${apiKey.name}`} onClick={onRevoke}>
            Revoke
          </Button>
        )}
      </TableCell>
    </TableRow>
  )
}

function CreateKeyDialog({
  isOpen,
  onOpenChange,
  onCreated,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onCreated: () => Promise<void>
}) {
  const { tenant } = useDesk()
  const api = useApi()
  const [name, setName] = useState('')
  const [role, setRole] = useState<'ADMIN' | 'MEMBER'>('ADMIN')
  const [expiry, setExpiry] = useState('never')
  const [scopes, setScopes] = useState<Action[]>([])
  const create = useMutation(
    api.apiKeys.create.mutationOptions({
      onSuccess: onCreated,
      onError: (error) => {
        if (Object.keys(fieldErrorsOf(error)).length === 0) toast.error(explainError(error))
      },
    }),
  )
  const choices = ACTIONS.filter((action) => can(role, action))
  function close(nextIsOpen: boolean) {
    onOpenChange(nextIsOpen)
    if (nextIsOpen) return
    create.reset()
    setName('')
    setScopes([])
    setExpiry('never')
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    const days = EXPIRIES.find(({ value }) => value === expiry)?.days ?? null
    const expiresAt = days === null ? null : new Date(Date.now() + days * 86_400_000).toISOString()
    create.mutate({ tenantSlug: tenant.slug, name, role, scopes: scopes.filter((scope) => can(role, scope)), expiresAt })
  }
  if (create.data) {
    return (
      <Dialog open={isOpen} onOpenChange={close}>
        <DialogContent
          title="Your new key"
          description="Send it as Authorization: Bearer, and keep it like a password."
          footer={
            <Button variant="primary" onClick={() => close(false)}>
              I have copied it
            </Button>
          }
        >
          <ShownOnce value={create.data.key} label="API key" />
        </DialogContent>
      </Dialog>
    )
  }
  return (
    <Dialog open={isOpen} onOpenChange={close}>
      <DialogContent
        title="New API key"
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" type="submit" form="new-key" isBusy={create.isPending}>
              Create key
            </Button>
          </>
        }
      >
        <form id="new-key" onSubmit={submit} noValidate className="flex flex-col gap-4">
          <Field label="Name" hint="What it is for, e.g. Booking system." error={fieldErrorsOf(create.error).name} isRequired>
            {(control) => (
              <Input {...control} value={name} maxLength={80} autoComplete="off" onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Role">
              {(control) => (
                <Select
                  {...control}
                  value={role}
                  onValueChange={(next) => setRole(next === 'MEMBER' ? 'MEMBER' : 'ADMIN')}
                  options={ROLES}
                />
              )}
            </Field>
            <Field label="Ends">
              {(control) => (
                <Select
                  {...control}
                  value={expiry}
                  onValueChange={setExpiry}
                  options={EXPIRIES.map(({ value, label }) => ({ value, label }))}
                />
              )}
            </Field>
          </div>
          <details className="rounded-md border">
            <summary className="rounded-md px-3 py-2 text-sm font-medium">
              Narrow it down
              <span className="ml-2 font-normal text-muted">
                {scopes.length === 0 ? 'everything of the role' : `${scopes.length} chosen`}
              </span>
            </summary>
            <div className="grid max-h-56 gap-1 overflow-y-auto border-t p-3 sm:grid-cols-2">
              {choices.map((action) => (
                <label key={action} className="flex min-h-6 items-center gap-2 text-sm">
                  <input
                    type="checkbox"
                    className="size-4 accent-accent"
                    checked={scopes.includes(action)}
                    onChange={(event) => setScopes(event.target.checked ? [...scopes, action] : scopes.filter((scope) => scope !== action))}
                  />
                  <code className="font-mono text-xs">{action}</code>
                </label>
              ))}
            </div>
          </details>
        </form>
      </DialogContent>
    </Dialog>
  )
}

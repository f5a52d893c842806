'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Hash, Plus } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import type { PhoneNumberView } from '@/server/domain/phone-numbers/phone-number-view'
import { useApi } from '../api/api'
import { explainError, fieldErrorsOf } from '../api/api-error'
import { Instant } from '../format/instant'
import { Phone } from '../format/phone'
import { LoadFailed } from '../lists/load-failed'
import { useListKeys } from '../lists/use-list-keys'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { Dialog, DialogClose, DialogContent } from '../ui/dialog'
import { EmptyState } from '../ui/empty-state'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { AgentSelect } from './agent-select'

export function NumberList() {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const rows = useListKeys<HTMLUListElement>()
  const [isAdding, setIsAdding] = useState(false)
  const numbers = useQuery(api.phoneNumbers.list.queryOptions({ tenantSlug: tenant.slug }))
  const addButton = isAllowed('numbers.write') ? (
    <Button variant="primary" onClick={() => setIsAdding(true)}>
      <Plus aria-hidden />
      Add number
    </Button>
  ) : null
  return (
    <>
      <PageHeader title="Phone numbers" description="The numbers callers dial, and which agent answers each." actions={addButton} />
      {numbers.isError ? <LoadFailed what="Numbers" error={numbers.error} onRetry={() => numbers.refetch()} /> : null}
      {numbers.data?.length === 0 ? (
        <EmptyState
          icon={Hash}
          title="No number connected"
          description="Add the Exotel number of your business. You get the addresses to paste into Exotel, step by step."
          action={addButton}
        />
      ) : null}
      <ul ref={rows} className="flex flex-col gap-2">
        {numbers.isPending
          ? [1, 2].map((row) => <Skeleton key={row} className="h-19" />)
          : numbers.data?.map((number) => <NumberRow key={number.id} number={number} />)}
      </ul>
      <AddNumberDialog isOpen={isAdding} onOpenChange={setIsAdding} />
    </>
  )
}

function NumberRow({ number }: { number: PhoneNumberView }) {
  const { path } = useDesk()
  return (
    <li className="relative flex flex-wrap items-center gap-x-6 gap-y-1 rounded-md border bg-surface px-4 py-3.5 transition-colors hover:bg-hover">
      <div className="min-w-0 flex-1 basis-56">
        <div className="flex flex-wrap items-center gap-2">
          <Link
            href={path(`/numbers/${number.id}`)}
            data-row
            className="rounded-md text-lg font-medium after:absolute after:inset-0 after:rounded-md"
          >
            <Phone number={number.number} />
          </Link>
          <span className="relative">
            <CopyButton value={number.number} label="number" />
          </span>
          {number.isActive ? null : <Badge tone="warn">Switched off</Badge>}
        </div>
        <p className="text-sm text-muted">
          {[number.label, number.provider === 'EXOTEL' ? 'Exotel' : number.provider].filter(Boolean).join(' · ')}
        </p>
      </div>
      <div className="text-sm text-muted sm:text-right">
        <p>Answered by {number.agentName ?? 'the default agent'}</p>
        <p>
          {number.lastCallAt ? (
            <>
              Last call: <Instant iso={number.lastCallAt} className="relative" />
            </>
          ) : (
            'No call yet'
          )}
        </p>
      </div>
    </li>
  )
}

function AddNumberDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const { tenant, path } = useDesk()
  const api = useApi()
  const router = useRouter()
  const queryClient = useQueryClient()
  const [number, setNumber] = useState('')
  const [label, setLabel] = useState('')
  const [agentId, setAgentId] = useState<string | null>(null)
  const add = useMutation(
    api.phoneNumbers.add.mutationOptions({
      onSuccess: async (added) => {
        await queryClient.invalidateQueries({ queryKey: api.phoneNumbers.pathKey() })
        void queryClient.invalidateQueries({ queryKey: api.tenants.overview.queryKey() })
        router.push(path(`/numbers/${added.id}`))
      },
      onError: (error) => {
        if (Object.keys(fieldErrorsOf(error)).length === 0) toast.error(explainError(error))
      },
    }),
  )
  const errors = fieldErrorsOf(add.error)
  function submit(event: FormEvent) {
    event.preventDefault()
    add.mutate({ tenantSlug: tenant.slug, number, label: label.trim() || null, agentId })
  }
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent
        title="Add a number"
        description="The number as Exotel shows it under ExoPhones. What to paste where comes next."
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" type="submit" form="add-number" isBusy={add.isPending}>
              Add number
            </Button>
          </>
        }
      >
        <form id="add-number" onSubmit={submit} noValidate className="flex flex-col gap-4">
          <Field label="Number" error={errors.number} isRequired>
            {(control) => (
              <Input
                {...control}
                type="tel"
                inputMode="tel"
                autoComplete="off"
                placeholder="080 4567 8900"
                value={number}
                onChange={(event) => setNumber(event.target.value)}
              />
            )}
          </Field>
          <Field label="Label" hint="Optional, e.g. Front desk." error={errors.label}>
            {(control) => (
              <Input {...control} value={label} maxLength={60} autoComplete="off" onChange={(event) => setLabel(event.target.value)} />
            )}
          </Field>
          <Field label="Answered by" error={errors.agentId}>
            {(control) => <AgentSelect {...control} value={agentId} onChange={setAgentId} />}
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  )
}

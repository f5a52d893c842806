'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import { plan } from '@/server/domain/tenants/tenant-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { LoadFailed } from '../lists/load-failed'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { Dialog, DialogClose, DialogContent } from '../ui/dialog'
import { Field } from '../ui/field'
import { Select } from '../ui/select'
import { Skeleton } from '../ui/skeleton'
import { TypedConfirmDialog } from '../ui/typed-confirm-dialog'
import { PLANS } from './plans'

/** What only the owner may do with a business. */
export function OwnerSettings() {
  return (
    <Card title="For the owner" description="Nobody else sees this." bodyClassName="pt-1 pb-0 sm:pb-0">
      <ul className="divide-y">
        <ChangePlan />
        <HandOver />
        <RemoveBusiness />
      </ul>
    </Card>
  )
}

function Row({ title, description, children }: { title: string; description: ReactNode; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-end gap-x-6 gap-y-2 py-3.5">
      <div className="min-w-0 flex-1 basis-56">
        <h3 className="text-sm font-medium">{title}</h3>
        <p className="text-pretty text-sm text-muted">{description}</p>
      </div>
      {children}
    </li>
  )
}

function ChangePlan() {
  const { tenant } = useDesk()
  const api = useApi()
  const router = useRouter()
  const queryClient = useQueryClient()
  const change = useMutation(
    api.tenants.changePlan.mutationOptions({
      onSuccess: async (changed) => {
        toast.success(`The plan is ${PLANS[changed.plan]} now`)
        await queryClient.invalidateQueries()
        router.refresh()
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  return (
    <Row title="Plan" description="Takes effect at once.">
      <Select
        aria-label="Plan"
        value={tenant.plan}
        disabled={change.isPending}
        options={plan.options.map((value) => ({ value, label: PLANS[value] }))}
        onValueChange={(next) => change.mutate({ tenantSlug: tenant.slug, plan: plan.parse(next) })}
        className="w-40"
      />
    </Row>
  )
}

function HandOver() {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Row title="Hand the business over" description="Somebody else becomes the owner; you stay as an admin.">
      <Button onClick={() => setIsOpen(true)}>Hand over</Button>
      <HandOverDialog isOpen={isOpen} onOpenChange={setIsOpen} />
    </Row>
  )
}

function HandOverDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const { tenant } = useDesk()
  const api = useApi()
  const router = useRouter()
  const queryClient = useQueryClient()
  const [chosen, setChosen] = useState('')
  const [wasTried, setWasTried] = useState(false)
  const team = useQuery(api.team.list.queryOptions({ tenantSlug: tenant.slug }, { enabled: isOpen }))
  const others = team.data?.filter(({ isYou }) => !isYou) ?? []
  const hand = useMutation(
    api.team.changeOwner.mutationOptions({
      onSuccess: async (owner) => {
        onOpenChange(false)
        toast.success(`${owner.name ?? owner.email} is the owner now`)
        await queryClient.invalidateQueries()
        router.refresh()
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  function confirm() {
    setWasTried(true)
    if (chosen) hand.mutate({ tenantSlug: tenant.slug, userId: chosen })
  }
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent
        title={`Hand ${tenant.name} over`}
        description="The new owner may remove the business, change its plan and take your role away. Only they can hand it back."
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="danger" isBusy={hand.isPending} disabled={others.length === 0} onClick={confirm}>
              Hand over
            </Button>
          </>
        }
      >
        {team.isError ? <LoadFailed what="The team" error={team.error} onRetry={() => team.refetch()} /> : null}
        {team.isPending ? <Skeleton className="h-15" /> : null}
        {team.data && others.length === 0 ? <p className="text-muted">Nobody else is in the team yet. Add them under Team first.</p> : null}
        {others.length > 0 ? (
          <Field label="New owner" error={wasTried && !chosen ? 'Choose somebody' : undefined} isRequired>
            {(control) => (
              <Select
                {...control}
                value={chosen}
                onValueChange={setChosen}
                placeholder="Choose from the team"
                options={others.map(({ userId, name, email }) => ({
                  value: userId,
                  label: name ?? email,
                  ...(name ? { hint: email } : {}),
                }))}
              />
            )}
          </Field>
        ) : null}
      </DialogContent>
    </Dialog>
  )
}

function RemoveBusiness() {
  const { tenant } = useDesk()
  const api = useApi()
  const [isOpen, setIsOpen] = useState(false)
  const remove = useMutation(
    api.tenants.remove.mutationOptions({
      // Everything on this page is about what is gone.
      onSuccess: () => window.location.assign('/'),
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  return (
    <Row title="Remove the business" description="With its calls, recordings, contacts, agents and audit log. It cannot be taken back.">
      <Button variant="danger-ghost" onClick={() => setIsOpen(true)}>
        Remove
      </Button>
      <TypedConfirmDialog
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        title={`Remove ${tenant.name}?`}
        word={tenant.name}
        confirmLabel="Remove for good"
        isBusy={remove.isPending || remove.isSuccess}
        onConfirm={() => remove.mutate({ tenantSlug: tenant.slug, confirmation: tenant.name })}
      >
        <p>
          Every call, recording, transcript, contact, booking, agent, number, key and the audit log go at once, for everybody in the team.
          Nothing can be brought back.
        </p>
        <p className="text-muted">Calls to its numbers are refused from then on. The people keep their accounts.</p>
      </TypedConfirmDialog>
    </Row>
  )
}

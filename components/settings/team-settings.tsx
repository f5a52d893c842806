'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { UserMinus, UserPlus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import type { TeamMemberView } from '@/server/domain/access/team-view'
import { useApi } from '../api/api'
import { explainError, fieldErrorsOf } from '../api/api-error'
import { Instant } from '../format/instant'
import { LoadFailed } from '../lists/load-failed'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { ConfirmDialog, Dialog, DialogClose, DialogContent } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { Skeleton } from '../ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { ShownOnce } from './shown-once'

const ROLES = [
  { value: 'ADMIN', label: 'Admin', hint: 'Agents, numbers, team and keys' },
  { value: 'MEMBER', label: 'Member', hint: 'Calls, contacts and bookings' },
]
const ROLE_NAMES = { OWNER: 'Owner', ADMIN: 'Admin', MEMBER: 'Member' }

export function TeamSettings() {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [isAdding, setIsAdding] = useState(false)
  const [leaving, setLeaving] = useState<TeamMemberView | null>(null)
  const team = useQuery(api.team.list.queryOptions({ tenantSlug: tenant.slug }))
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.team.pathKey() })
  const changeRole = useMutation(
    api.team.changeRole.mutationOptions({
      onSuccess: async (member) => {
        await refresh()
        toast.success(`${member.name ?? member.email} is now ${ROLE_NAMES[member.role].toLowerCase()}`)
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  const remove = useMutation(
    api.team.remove.mutationOptions({
      onSuccess: async () => {
        await refresh()
        setLeaving(null)
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  const roles = isAllowed('tenant.change_owner')
    ? [{ value: 'OWNER', label: 'Owner', hint: 'Everything, also plan and deletion' }, ...ROLES]
    : ROLES
  return (
    <div className="max-w-4xl">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">Who may open this desk, and what they may do.</p>
        <Button variant="primary" onClick={() => setIsAdding(true)}>
          <UserPlus aria-hidden />
          Add person
        </Button>
      </div>
      {team.isError ? <LoadFailed what="The team" error={team.error} onRetry={() => team.refetch()} /> : null}
      {team.isPending ? <Skeleton className="h-48" /> : null}
      {team.data ? (
        <Table label="Team">
          <TableHead>
            <tr>
              <TableHeader>Person</TableHeader>
              <TableHeader>Role</TableHeader>
              <TableHeader className="@max-xl:hidden">Since</TableHeader>
              <TableHeader>
                <span className="sr-only">Actions</span>
              </TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {team.data.map((member) => {
              const canChange = !member.isYou && (member.role !== 'OWNER' || isAllowed('tenant.change_owner'))
              return (
                <TableRow key={member.userId}>
                  <TableCell>
                    <p className="flex flex-wrap items-center gap-x-2 font-medium">
                      {member.name ?? member.email}
                      {member.isYou ? <Badge>You</Badge> : null}
                    </p>
                    {member.name ? <p className="text-sm text-muted [overflow-wrap:anywhere]">{member.email}</p> : null}
                  </TableCell>
                  <TableCell>
                    {canChange ? (
                      <Select
                        aria-label={`Role of ${member.name ?? member.email}`}
                        value={member.role}
                        options={
                          member.role === 'OWNER' && !roles.some(({ value }) => value === 'OWNER')
                            ? [{ value: 'OWNER', label: 'Owner' }, ...roles]
                            : roles
                        }
                        onValueChange={(role) =>
                          changeRole.mutate({ tenantSlug: tenant.slug, userId: member.userId, role: role as TeamMemberView['role'] })
                        }
                        disabled={changeRole.isPending}
                        className="w-32 @max-md:w-28"
                      />
                    ) : (
                      ROLE_NAMES[member.role]
                    )}
                  </TableCell>
                  <TableCell className="text-muted @max-xl:hidden">
                    <Instant iso={member.joinedAt} style="date" />
                  </TableCell>
                  <TableCell className="text-right">
                    {canChange ? (
                      <Button
                        variant="danger-ghost"
                        size="sm"
                        aria-label={`Remove ${member.name ?? member.email}`}
                        onClick={() => setLeaving(member)}
                      >
                        <UserMinus aria-hidden className="@md:hidden" />
                        <span className="@max-md:hidden">Remove</span>
                      </Button>
                    ) : null}
                  </TableCell>
                </TableRow>
              )
            })}
          </TableBody>
        </Table>
      ) : null}
      <AddPersonDialog isOpen={isAdding} onOpenChange={setIsAdding} onAdded={refresh} />
      <ConfirmDialog
        isOpen={leaving !== null}
        onOpenChange={(isOpen) => !isOpen && setLeaving(null)}
        title={`Remove ${leaving?.name ?? leaving?.email ?? ''}?`}
        description="They can no longer open this desk. Their account and other businesses stay."
        confirmLabel="Remove"
        isDangerous
        isBusy={remove.isPending}
        onConfirm={() => leaving && remove.mutate({ tenantSlug: tenant.slug, userId: leaving.userId })}
      />
    </div>
  )
}

function AddPersonDialog({
  isOpen,
  onOpenChange,
  onAdded,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onAdded: () => Promise<void>
}) {
  const { tenant } = useDesk()
  const api = useApi()
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [role, setRole] = useState<'ADMIN' | 'MEMBER'>('MEMBER')
  const add = useMutation(
    api.team.add.mutationOptions({
      onSuccess: async (added) => {
        await onAdded()
        if (added.temporaryPassword === null) {
          close(false)
          toast.success(`${added.member.email} can open this desk now`)
        }
      },
      onError: (error) => {
        if (Object.keys(fieldErrorsOf(error)).length === 0) toast.error(explainError(error))
      },
    }),
  )
  const errors = fieldErrorsOf(add.error)
  function close(nextIsOpen: boolean) {
    onOpenChange(nextIsOpen)
    if (nextIsOpen) return
    add.reset()
    setEmail('')
    setName('')
    setRole('MEMBER')
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    add.mutate({ tenantSlug: tenant.slug, email, role, ...(name.trim() ? { name: name.trim() } : {}) })
  }
  const password = add.data?.temporaryPassword
  if (add.data && password) {
    return (
      <Dialog open={isOpen} onOpenChange={close}>
        <DialogContent
          title={`${add.data.member.email} was added`}
          description="They had no account yet. Give them this password yourself; they should change it after signing in."
          footer={
            <Button variant="primary" onClick={() => close(false)}>
              Done
            </Button>
          }
        >
          <ShownOnce value={password} label="temporary password" />
        </DialogContent>
      </Dialog>
    )
  }
  return (
    <Dialog open={isOpen} onOpenChange={close}>
      <DialogContent
        title="Add a person"
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" type="submit" form="add-person" isBusy={add.isPending}>
              Add person
            </Button>
          </>
        }
      >
        <form id="add-person" onSubmit={submit} noValidate className="flex flex-col gap-4">
          <Field label="E-mail" error={errors.email} isRequired>
            {(control) => (
              <Input {...control} type="email" autoComplete="off" value={email} onChange={(event) => setEmail(event.target.value)} />
            )}
          </Field>
          <Field label="Name" error={errors.name}>
            {(control) => (
              <Input {...control} autoComplete="off" value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
          <Field label="Role">
            {(control) => (
              <Select {...control} value={role} onValueChange={(next) => setRole(next === 'ADMIN' ? 'ADMIN' : 'MEMBER')} options={ROLES} />
            )}
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  )
}

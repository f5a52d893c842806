'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Headset, Plus } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import type { AgentSummaryView } from '@/server/domain/agents/agent-view'
import { useApi } from '../api/api'
import { explainError, fieldErrorsOf } from '../api/api-error'
import { Instant } from '../format/instant'
import { Phone } from '../format/phone'
import { LoadFailed } from '../lists/load-failed'
import { useListKeys } from '../lists/use-list-keys'
import { StandInNotice } from '../shell/stand-in-notice'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Dialog, DialogClose, DialogContent } from '../ui/dialog'
import { EmptyState } from '../ui/empty-state'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { languageName } from './languages'

export function AgentList() {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const rows = useListKeys<HTMLUListElement>()
  const [isCreating, setIsCreating] = useState(false)
  const agents = useQuery(api.agents.list.queryOptions({ tenantSlug: tenant.slug }))
  const createButton = isAllowed('agents.write') ? (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden />
      New agent
    </Button>
  ) : null

  return (
    <>
      <PageHeader
        title="Agents"
        description="Who answers the phone. The default agent takes every number that has no agent of its own."
        actions={createButton}
      />
      <StandInNotice className="mb-4" />
      {agents.isError ? <LoadFailed what="Agents" error={agents.error} onRetry={() => agents.refetch()} /> : null}
      {agents.data?.length === 0 ? (
        <EmptyState
          icon={Headset}
          title="No agent yet"
          description="A new agent starts from a template for your kind of business."
          action={createButton}
        />
      ) : null}
      <ul ref={rows} className="flex flex-col gap-2">
        {agents.isPending
          ? [1, 2].map((row) => <Skeleton key={row} className="h-20" />)
          : agents.data?.map((agent) => <AgentRow key={agent.id} agent={agent} />)}
      </ul>
      <CreateAgentDialog isOpen={isCreating} onOpenChange={setIsCreating} />
    </>
  )
}

function AgentRow({ agent }: { agent: AgentSummaryView }) {
  const { tenant, path } = useDesk()
  const api = useApi()
  const voices = useQuery(api.agents.voices.queryOptions({ tenantSlug: tenant.slug }, { staleTime: 600_000 }))
  const voice = voices.data?.find(({ id }) => id === agent.voiceId)
  return (
    <li className="relative flex flex-wrap items-center gap-x-6 gap-y-2 rounded-md border bg-surface px-4 py-3.5 transition-colors hover:bg-hover">
      <div className="min-w-0 flex-1 basis-56">
        <div className="flex flex-wrap items-center gap-2">
          <Link
            href={path(`/agents/${agent.id}`)}
            data-row
            className="rounded-md font-medium after:absolute after:inset-0 after:rounded-md"
          >
            {agent.name}
          </Link>
          {agent.isDefault ? <Badge tone="accent">Default</Badge> : null}
          {agent.publishedVersionNumber === null ? (
            <Badge tone="warn">Never published</Badge>
          ) : agent.hasDraft ? (
            <Badge tone="warn">Unpublished changes</Badge>
          ) : null}
        </div>
        <p className="mt-0.5 text-sm text-muted">
          {languageName(agent.language)} · {voice ? `${voice.name}’s voice` : agent.voiceId}
        </p>
      </div>
      <div className="text-sm text-muted sm:text-right">
        {agent.phoneNumbers.length > 0 ? (
          <ul>
            {agent.phoneNumbers.slice(0, 3).map((number) => (
              <li key={number}>
                <Phone number={number} />
              </li>
            ))}
          </ul>
        ) : null}
        {agent.publishedAt ? (
          <p>
            Version {agent.publishedVersionNumber}, <Instant iso={agent.publishedAt} style="date" className="relative" />
          </p>
        ) : null}
      </div>
    </li>
  )
}

function CreateAgentDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const { tenant, path } = useDesk()
  const api = useApi()
  const router = useRouter()
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const create = useMutation(
    api.agents.create.mutationOptions({
      onSuccess: async (agent) => {
        await queryClient.invalidateQueries({ queryKey: api.agents.list.queryKey() })
        router.push(path(`/agents/${agent.id}`))
      },
      onError: (error) => {
        if (!fieldErrorsOf(error).name) toast.error(explainError(error))
      },
    }),
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    create.mutate({ tenantSlug: tenant.slug, name })
  }
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent
        title="New agent"
        description="It starts as a draft from the template of your kind of business. Nothing changes for callers until you publish it."
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" type="submit" form="new-agent" isBusy={create.isPending}>
              Create agent
            </Button>
          </>
        }
      >
        <form id="new-agent" onSubmit={submit}>
          <Field label="Name" hint="For you and your team, e.g. Evenings and weekends." error={fieldErrorsOf(create.error).name} isRequired>
            {(control) => (
              <Input {...control} value={name} onChange={(event) => setName(event.target.value)} maxLength={60} autoComplete="off" />
            )}
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  )
}

'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { PhoneCall } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useRef, useState } from 'react'
import { type FieldPath, useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { z } from 'zod'
import { agentConfig } from '@/server/domain/agents/agent-config'
import type { AgentView } from '@/server/domain/agents/agent-view'
import { useApi } from '../api/api'
import { explainError, statusOf } from '../api/api-error'
import { LoadFailed } from '../lists/load-failed'
import { useDesk } from '../shell/tenant-context'
import { buttonStyle } from '../ui/button'
import { ConfirmDialog } from '../ui/dialog'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { AgentForm } from './agent-form'
import { EditorAside } from './editor-aside'
import { EditorHeader } from './editor-header'
import { PublishDialog } from './publish-dialog'
import { type DraftForm, useDraftAutosave } from './use-draft-autosave'

const draftForm = z.object({ name: z.string().trim().min(1, 'Give the agent a name').max(60), config: agentConfig })

export function AgentEditor({ agentId }: { agentId: string }) {
  const { tenant, path } = useDesk()
  const api = useApi()
  const agent = useQuery(
    api.agents.get.queryOptions(
      { tenantSlug: tenant.slug, agentId },
      // What is being typed here is newer than what the server has.
      { refetchOnWindowFocus: false, staleTime: Number.POSITIVE_INFINITY, refetchOnMount: 'always' },
    ),
  )
  if (agent.isError && !agent.data) {
    return [400, 404].includes(statusOf(agent.error) ?? 0) ? (
      <EmptyState
        icon={PhoneCall}
        isPage
        title="This agent does not exist"
        description="It may have been removed, or the address is wrong."
        action={
          <Link href={path('/agents')} className={buttonStyle()}>
            All agents
          </Link>
        }
      />
    ) : (
      <LoadFailed what="The agent" error={agent.error} onRetry={() => agent.refetch()} />
    )
  }
  // Data of an earlier visit would fill the form with old text: wait for this visit's.
  if (!agent.data || (agent.isFetching && !agent.isFetchedAfterMount)) return <EditorSkeleton />
  return <LoadedEditor key={agentId} agent={agent.data} onReload={() => agent.refetch()} />
}

function LoadedEditor({ agent, onReload }: { agent: AgentView; onReload: () => Promise<{ data: AgentView | undefined }> }) {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const canEdit = isAllowed('agents.write')
  const autosave = useDraftAutosave(agent)
  const { control, subscribe, reset, trigger, setError } = useForm<DraftForm>({
    // The schema fills defaults in, the form always has them: for the form both sides are the same.
    resolver: zodResolver(draftForm) as never,
    defaultValues: formOf(agent),
    mode: 'onChange',
  })
  const [isPublishing, setIsPublishing] = useState(false)
  const [isDiscarding, setIsDiscarding] = useState(false)
  const { change, state: saveState } = autosave
  const wantsPublish = useRef(false)
  useEffect(() => {
    if (saveState.kind !== 'invalid' || !saveState.refused) return
    const { name, message } = saveState.refused
    // Whoever types goes on typing; whoever asked to publish is led to what stands against it.
    setError(name as FieldPath<DraftForm>, { type: 'refused', message }, { shouldFocus: wantsPublish.current })
    wantsPublish.current = false
  }, [saveState, setError])
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ values, type }) => {
          if (type !== 'change') return
          wantsPublish.current = false
          change(structuredClone(values))
        },
      }),
    [subscribe, change],
  )

  function adopt(fresh: AgentView) {
    autosave.adopt(fresh)
    reset(formOf(fresh))
    queryClient.setQueryData(api.agents.get.queryKey({ tenantSlug: tenant.slug, agentId: agent.id }), fresh)
    void queryClient.invalidateQueries({ queryKey: api.agents.list.queryKey() })
  }
  const discard = useMutation(
    api.agents.discardDraft.mutationOptions({
      onSuccess: (fresh) => {
        adopt(fresh)
        setIsDiscarding(false)
        toast.success('Back to the published version')
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  const rollBack = useMutation(
    api.agents.rollBack.mutationOptions({
      onSuccess: (fresh) => {
        adopt(fresh)
        toast.success(`Published again as version ${fresh.published?.number ?? ''}`)
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )

  async function openPublish() {
    // What stands against it is said where it is: at the field, which takes the focus, or in the header.
    if (!(await trigger(undefined, { shouldFocus: true }))) return
    wantsPublish.current = true
    if (!(await autosave.flush())) return
    wantsPublish.current = false
    setIsPublishing(true)
  }

  return (
    <>
      <EditorHeader
        agent={agent}
        saveState={saveState}
        onPublish={openPublish}
        onDiscard={() => setIsDiscarding(true)}
        onRetry={() => void autosave.flush()}
        onReload={async () => {
          const { data } = await onReload()
          if (data) adopt(data)
        }}
      />
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_24rem] xl:grid-cols-[minmax(0,1fr)_27rem]">
        {/* A field that takes the focus comes to rest below the header, and on a phone above the bar. */}
        <form
          onSubmit={(event) => event.preventDefault()}
          className="min-w-0 [&_:is(input,textarea,button)]:scroll-mt-24 [&_:is(input,textarea,button)]:scroll-mb-24"
        >
          <AgentForm control={control} canEdit={canEdit} />
        </form>
        <div className="min-w-0">
          <div className="lg:sticky lg:top-24">
            <EditorAside
              agent={agent}
              canEdit={canEdit}
              isRollingBack={rollBack.isPending}
              onPublish={openPublish}
              onRollBack={(versionNumber) => rollBack.mutate({ tenantSlug: tenant.slug, agentId: agent.id, versionNumber })}
            />
          </div>
        </div>
      </div>
      <PublishDialog agent={agent} isOpen={isPublishing} onOpenChange={setIsPublishing} onPublished={adopt} />
      <ConfirmDialog
        isOpen={isDiscarding}
        onOpenChange={setIsDiscarding}
        title="Discard the changes?"
        description="The draft is thrown away and cannot be brought back. What is published stays as it is."
        confirmLabel="Discard changes"
        isDangerous
        isBusy={discard.isPending}
        onConfirm={() => discard.mutate({ tenantSlug: tenant.slug, agentId: agent.id })}
      />
    </>
  )
}

function formOf(agent: AgentView): DraftForm {
  const config = agent.draft?.config ?? agent.published?.config
  if (!config) throw new Error('An agent has a draft or a published version')
  return { name: agent.name, config: structuredClone(config) }
}

function EditorSkeleton() {
  return (
    <div aria-busy>
      <PageHeader
        above={<Skeleton className="h-6 w-20" />}
        title={<Skeleton className="my-1 h-5 w-56" />}
        description={<Skeleton className="mt-1 h-4 w-40" />}
      />
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_24rem] xl:grid-cols-[minmax(0,1fr)_27rem]">
        <div className="flex flex-col gap-4">
          {[36, 240, 40, 192, 64, 72].map((height) => (
            <Skeleton key={height} style={{ height }} />
          ))}
        </div>
        <Skeleton className="h-[28rem] max-lg:hidden" />
      </div>
    </div>
  )
}

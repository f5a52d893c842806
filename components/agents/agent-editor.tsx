'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, ChevronLeft, CloudAlert, History, LoaderCircle, PhoneCall } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { z } from 'zod'
import { agentConfig } from '@/server/domain/agents/agent-config'
import type { AgentChange, AgentVersionView, AgentView } from '@/server/domain/agents/agent-view'
import { useApi } from '../api/api'
import { explainError, statusOf } from '../api/api-error'
import { Instant } from '../format/instant'
import { LoadFailed } from '../lists/load-failed'
import { StandInNotice } from '../shell/stand-in-notice'
import { useDesk } from '../shell/tenant-context'
import { TestCallPanel } from '../test-call/test-call-panel'
import { Badge } from '../ui/badge'
import { Button, buttonStyle } from '../ui/button'
import { Callout } from '../ui/callout'
import { classNames } from '../ui/class-names'
import { ConfirmDialog, Dialog, DialogClose, DialogContent } from '../ui/dialog'
import { Diff } from '../ui/diff'
import { EmptyState } from '../ui/empty-state'
import { Field } from '../ui/field'
import { Textarea } from '../ui/input'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../ui/tabs'
import { AgentForm } from './agent-form'
import { type DraftForm, type SaveState, useDraftAutosave } from './use-draft-autosave'

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
  const { tenant, path, isAllowed } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const canEdit = isAllowed('agents.write')
  const autosave = useDraftAutosave(agent)
  const { control, subscribe, reset, trigger } = useForm<DraftForm>({
    // The schema fills defaults in, the form always has them: for the form both sides are the same.
    resolver: zodResolver(draftForm) as never,
    defaultValues: formOf(agent),
    mode: 'onChange',
  })
  const [isPublishing, setIsPublishing] = useState(false)
  const [isDiscarding, setIsDiscarding] = useState(false)
  const { change } = autosave
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ values, type }) => {
          if (type === 'change') change(structuredClone(values))
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
    if (!(await trigger()) || !(await autosave.flush())) {
      toast.error('Some settings are missing or wrong: they are marked in the form.')
      return
    }
    setIsPublishing(true)
  }

  return (
    <>
      <PageHeader
        above={
          <Link href={path('/agents')} className="inline-flex h-6 items-center gap-1 rounded-md hover:text-foreground">
            <ChevronLeft aria-hidden className="size-4" />
            Agents
          </Link>
        }
        title={agent.name}
        badges={
          <>
            {agent.isDefault ? <Badge tone="accent">Default</Badge> : null}
            {agent.published ? <Badge>Version {agent.published.number} answers</Badge> : <Badge tone="warn">Never published</Badge>}
          </>
        }
        description={
          canEdit ? <SaveLine state={autosave.state} hasDraft={agent.draft !== null} /> : 'Only admins and the owner can change agents.'
        }
        actions={
          <>
            <Link href={path(`/test-call?agent=${agent.id}`)} className={classNames(buttonStyle(), 'lg:hidden')}>
              <PhoneCall aria-hidden />
              Call
            </Link>
            {canEdit && agent.draft && agent.published ? <Button onClick={() => setIsDiscarding(true)}>Discard changes</Button> : null}
            {canEdit ? (
              <Button variant="primary" disabled={!agent.draft && autosave.state.kind === 'saved'} onClick={openPublish}>
                Publish…
              </Button>
            ) : null}
          </>
        }
      />
      {autosave.state.kind === 'conflict' ? (
        <Callout
          tone="warn"
          className="mb-5"
          title="Somebody else changed this draft meanwhile"
          action={
            <Button
              size="sm"
              onClick={async () => {
                const { data } = await onReload()
                if (data) adopt(data)
              }}
            >
              Load their version
            </Button>
          }
        >
          Your last changes are not saved. Copy what you want to keep before loading theirs.
        </Callout>
      ) : null}
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_24rem] xl:grid-cols-[minmax(0,1fr)_27rem]">
        <form onSubmit={(event) => event.preventDefault()} className="min-w-0">
          <AgentForm control={control} canEdit={canEdit} />
        </form>
        <div className="min-w-0">
          <div className="lg:sticky lg:top-6">
            <EditorAside
              agent={agent}
              canEdit={canEdit}
              isRollingBack={rollBack.isPending}
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

function SaveLine({ state, hasDraft }: { state: SaveState; hasDraft: boolean }) {
  const shown: Record<SaveState['kind'], { icon: ReactNode; text: string }> = {
    saved: {
      icon: <Check aria-hidden className="size-4" />,
      text: hasDraft ? 'Draft saved. Callers hear the published version.' : 'No unpublished changes',
    },
    waiting: { icon: <LoaderCircle aria-hidden className="size-4 animate-turn" />, text: 'Saving draft…' },
    saving: { icon: <LoaderCircle aria-hidden className="size-4 animate-turn" />, text: 'Saving draft…' },
    invalid: { icon: <CloudAlert aria-hidden className="size-4 text-danger" />, text: 'Not saved: something below is missing or wrong' },
    conflict: { icon: <CloudAlert aria-hidden className="size-4 text-danger" />, text: 'Not saved' },
    failed: {
      icon: <CloudAlert aria-hidden className="size-4 text-danger" />,
      text: state.kind === 'failed' ? `Not saved. ${state.message}` : '',
    },
  }
  const { icon, text } = shown[state.kind]
  return (
    <span role="status" className="flex items-center gap-1.5 text-sm">
      {icon}
      {text}
    </span>
  )
}

function EditorAside({
  agent,
  canEdit,
  isRollingBack,
  onRollBack,
}: {
  agent: AgentView
  canEdit: boolean
  isRollingBack: boolean
  onRollBack: (versionNumber: number) => void
}) {
  const { isAllowed } = useDesk()
  const persona = (agent.draft?.config ?? agent.published?.config)?.settings.personaName
  return (
    <Tabs defaultValue={isAllowed('calls.test') ? 'try' : 'changes'}>
      <TabsList aria-label="Beside the form">
        {isAllowed('calls.test') ? <TabsTrigger value="try">Try it</TabsTrigger> : null}
        <TabsTrigger value="changes">
          Changes{agent.changes.length > 0 ? <span className="tnum ml-1.5 text-muted">{agent.changes.length}</span> : null}
        </TabsTrigger>
        <TabsTrigger value="history">History</TabsTrigger>
      </TabsList>
      {/* Kept in the page while another tab is read: a call goes on. */}
      {isAllowed('calls.test') ? (
        <TabsContent value="try" forceMount className="flex flex-col gap-3 data-[state=inactive]:hidden">
          <TestCallPanel agentId={agent.id} agentName={persona || agent.name} useDraft={agent.draft !== null} className="min-h-[26rem]" />
          <StandInNotice />
        </TabsContent>
      ) : null}
      <TabsContent value="changes" className="max-h-[calc(100dvh-10rem)] overflow-y-auto">
        <ChangeList changes={agent.changes} />
      </TabsContent>
      <TabsContent value="history" className="max-h-[calc(100dvh-10rem)] overflow-y-auto">
        <VersionList versions={agent.versions} canRollBack={canEdit} isRollingBack={isRollingBack} onRollBack={onRollBack} />
      </TabsContent>
    </Tabs>
  )
}

function ChangeList({ changes }: { changes: AgentChange[] }) {
  if (changes.length === 0) return <p className="text-sm text-muted">Nothing differs from what callers hear.</p>
  return (
    <div className="flex flex-col gap-3">
      {changes.map((change) => (
        <Diff key={change.path} label={change.label} before={change.before} after={change.after} />
      ))}
    </div>
  )
}

function VersionList({
  versions,
  canRollBack,
  isRollingBack,
  onRollBack,
}: {
  versions: AgentVersionView[]
  canRollBack: boolean
  isRollingBack: boolean
  onRollBack: (versionNumber: number) => void
}) {
  const [asked, setAsked] = useState<number | null>(null)
  if (versions.length === 0) return <p className="text-sm text-muted">Nothing was published yet.</p>
  return (
    <>
      <ol className="flex flex-col divide-y rounded-md border">
        {versions.map((version) => (
          <li key={version.id} className="flex items-start gap-3 px-3 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="flex items-center gap-2 font-medium">
                <span className="tnum">Version {version.number}</span>
                {version.isCurrent ? <Badge tone="live">Answers now</Badge> : null}
              </p>
              {version.note ? <p className="text-pretty">{version.note}</p> : null}
              <p className="text-sm text-muted">
                <Instant iso={version.publishedAt} />
                {version.publishedByName ? ` · ${version.publishedByName}` : ''}
              </p>
            </div>
            {canRollBack && !version.isCurrent ? (
              <Button size="sm" aria-label={`Roll back to version ${version.number}`} onClick={() => setAsked(version.number)}>
                <History aria-hidden />
                Roll back
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
      <ConfirmDialog
        isOpen={asked !== null}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        title={`Roll back to version ${asked ?? ''}?`}
        description="It is published again as a new version and answers the next call. An unpublished draft is replaced."
        confirmLabel="Roll back"
        isBusy={isRollingBack}
        onConfirm={() => {
          if (asked !== null) onRollBack(asked)
          setAsked(null)
        }}
      />
    </>
  )
}

function PublishDialog({
  agent,
  isOpen,
  onOpenChange,
  onPublished,
}: {
  agent: AgentView
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onPublished: (agent: AgentView) => void
}) {
  const { tenant } = useDesk()
  const api = useApi()
  const [note, setNote] = useState('')
  const publish = useMutation(
    api.agents.publish.mutationOptions({
      onSuccess: (fresh) => {
        onPublished(fresh)
        onOpenChange(false)
        setNote('')
        toast.success(`Version ${fresh.published?.number ?? ''} answers the next call`)
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent
        title="Publish changes"
        description="The next caller hears them. Calls under way finish with the version they began with."
        className="sm:max-w-2xl"
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button
              variant="primary"
              isBusy={publish.isPending}
              onClick={() =>
                publish.mutate({
                  tenantSlug: tenant.slug,
                  agentId: agent.id,
                  revision: agent.draft?.revision ?? null,
                  note: note.trim() || null,
                })
              }
            >
              Publish
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <Field label="What changed?" hint="Optional; shown in the history.">
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                maxLength={300}
                value={note}
                onChange={(event) => setNote(event.target.value)}
                placeholder="New opening hours"
              />
            )}
          </Field>
          <div className="max-h-[40dvh] overflow-y-auto">
            <ChangeList changes={agent.changes} />
          </div>
        </div>
      </DialogContent>
    </Dialog>
  )
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

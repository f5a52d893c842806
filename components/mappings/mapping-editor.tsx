'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { History, Plus, ScrollText } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import { findOverrideProblems, type MappingOverride } from '@/server/domain/mapping/mapping-override'
import type { MappingConfigView } from '@/server/domain/mapping/mapping-view'
import { useApi } from '../api/api'
import { codeOf, explainError } from '../api/api-error'
import type { PickedContact } from '../contacts/contact-picker'
import { Instant } from '../format/instant'
import { LoadFailed } from '../lists/load-failed'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Button, buttonStyle } from '../ui/button'
import { Callout } from '../ui/callout'
import { classNames } from '../ui/class-names'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { AddFieldDialog } from './add-field-dialog'
import { MappingHistory } from './mapping-history'
import { MappingPreview, PreviewChooser } from './mapping-preview'
import { rowDifferences } from './mapping-rows'
import { MappingTable } from './mapping-table'
import { SaveMappingDialog } from './save-mapping-dialog'
import { useSettled } from './use-settled'

const PAUSE_MS = 300

/** Which data of a call the agent is given, under which names and how it is said. */
export function MappingEditor() {
  const { tenant } = useDesk()
  const api = useApi()
  const config = useQuery(
    api.mappings.get.queryOptions(
      { tenantSlug: tenant.slug },
      // What is being changed here is newer than what the server has.
      { refetchOnWindowFocus: false, staleTime: Number.POSITIVE_INFINITY, refetchOnMount: 'always' },
    ),
  )
  if (config.isError && !config.data) return <LoadFailed what="The mapping" error={config.error} onRetry={() => config.refetch()} />
  // Data of an earlier visit would fill the editor with old overrides: wait for this visit's.
  if (!config.data || (config.isFetching && !config.isFetchedAfterMount)) return <EditorSkeleton />
  return <LoadedEditor config={config.data} onReload={() => config.refetch()} />
}

function LoadedEditor({
  config,
  onReload,
}: {
  config: MappingConfigView
  onReload: () => Promise<{ data: MappingConfigView | undefined }>
}) {
  const { tenant, path, isAllowed } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const canEdit = isAllowed('mappings.write')
  const [saved, setSaved] = useState(config)
  const [draft, setDraft] = useState<MappingOverride[]>(config.overrides)
  const [isSaving, setIsSaving] = useState(false)
  const [isHistoryOpen, setIsHistoryOpen] = useState(false)
  const [isAdding, setIsAdding] = useState(false)
  const { businessType } = saved
  const changes = rowDifferences(saved.overrides, draft, businessType)
  const isChanged = JSON.stringify(saved.overrides) !== JSON.stringify(draft)
  const problems = findOverrideProblems(draft, businessType)
  const preview = useMappingPreview(draft, problems.length > 0)
  useLeaveWarning(isChanged)

  function adopt(fresh: MappingConfigView) {
    queryClient.setQueryData(api.mappings.get.queryKey({ tenantSlug: tenant.slug }), fresh)
    void queryClient.invalidateQueries({ queryKey: api.mappings.history.queryKey() })
    void queryClient.invalidateQueries({ queryKey: api.mappings.explain.queryKey() })
    setSaved(fresh)
    setDraft(fresh.overrides)
  }
  const save = useMutation(
    api.mappings.save.mutationOptions({
      onSuccess: (fresh) => {
        adopt(fresh)
        setIsSaving(false)
        toast.success('Saved. It holds from the next call on.')
      },
      onError: (error) => {
        if (codeOf(error) === 'mapping_changed') setIsSaving(false)
        else toast.error(explainError(error))
      },
    }),
  )
  const rollBack = useMutation(
    api.mappings.rollBack.mutationOptions({
      onSuccess: (fresh) => {
        adopt(fresh)
        toast.success(`In force again as version ${fresh.number}`)
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )

  return (
    <>
      <PageHeader
        title="Mappings"
        badges={saved.number > 0 ? <Badge>Version {saved.number}</Badge> : <Badge>Default</Badge>}
        description={
          canEdit ? 'What the agent is told when it calls somebody, and how it is said.' : 'Only admins and the owner can change mappings.'
        }
        actions={
          <>
            <Link href={path('/mappings/log')} className={buttonStyle()}>
              <ScrollText aria-hidden />
              Log
            </Link>
            <Button onClick={() => setIsHistoryOpen(true)}>
              <History aria-hidden />
              History
            </Button>
            {canEdit ? (
              <Button onClick={() => setIsAdding(true)}>
                <Plus aria-hidden />
                Add a field
              </Button>
            ) : null}
          </>
        }
      />
      {codeOf(save.error) === 'mapping_changed' ? (
        <Callout
          tone="warn"
          className="sticky top-16 z-30 mb-5 border md:top-3"
          title="Somebody else changed the mapping meanwhile"
          action={
            <Button
              size="sm"
              onClick={async () => {
                const { data } = await onReload()
                save.reset()
                if (data) adopt(data)
              }}
            >
              Load their version
            </Button>
          }
        >
          Your changes are not saved. Note what you want to keep before loading theirs.
        </Callout>
      ) : null}
      <PreviewChooser contact={preview.contact} onChoose={preview.setContact} />
      <MappingTable
        overrides={draft}
        businessType={businessType}
        values={preview.query.data?.variables}
        isReadOnly={!canEdit}
        onChange={setDraft}
      />
      {saved.savedAt ? (
        <p className="mt-2 text-sm text-muted">
          Last changed <Instant iso={saved.savedAt} />
          {saved.savedByName ? ` by ${saved.savedByName}` : ''}
        </p>
      ) : null}
      <MappingPreview
        preview={preview.query}
        hasContact={preview.contact !== null}
        isStale={problems.length > 0}
        differences={rowDifferences([], draft, businessType)}
        neverMapped={saved.neverMapped}
      />
      <UnsavedBar
        count={isChanged ? Math.max(1, changes.length) : 0}
        hasProblems={problems.length > 0}
        onDiscard={() => setDraft(saved.overrides)}
        onSave={() => setIsSaving(true)}
      />
      <SaveMappingDialog
        changes={changes}
        isOpen={isSaving}
        isBusy={save.isPending}
        onOpenChange={setIsSaving}
        onSave={(note) =>
          save.mutate({ tenantSlug: tenant.slug, overrides: draft, expectedNumber: saved.number, ...(note ? { note } : {}) })
        }
      />
      <MappingHistory
        currentNumber={saved.number}
        businessType={businessType}
        isOpen={isHistoryOpen}
        onOpenChange={setIsHistoryOpen}
        canRollBack={canEdit}
        isRollingBack={rollBack.isPending}
        onRollBack={(number) => rollBack.mutate({ tenantSlug: tenant.slug, number, expectedNumber: saved.number })}
      />
      <AddFieldDialog
        businessType={businessType}
        metadataKeys={saved.metadataKeys}
        isOpen={isAdding}
        onOpenChange={setIsAdding}
        onAdd={(override) => setDraft((current) => [...current, override])}
      />
    </>
  )
}

/** The chosen contact's call by the overrides on screen; the contact who called last until another is chosen. */
function useMappingPreview(draft: MappingOverride[], hasProblems: boolean) {
  const { tenant } = useDesk()
  const api = useApi()
  const [chosen, setContact] = useState<PickedContact | null>(null)
  const latest = useQuery(api.contacts.list.queryOptions({ tenantSlug: tenant.slug, limit: 1 }))
  const contact = chosen ?? latest.data?.items[0] ?? null
  const overrides = useSettled(draft, PAUSE_MS)
  const query = useQuery(
    api.mappings.preview.queryOptions(
      { tenantSlug: tenant.slug, contactId: contact?.id ?? '', overrides },
      { enabled: contact !== null && !hasProblems, placeholderData: keepPreviousData },
    ),
  )
  return { contact, setContact, query }
}

/** Closing the page would lose what is not saved: the browser asks first. */
function useLeaveWarning(isNeeded: boolean) {
  useEffect(() => {
    if (!isNeeded) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isNeeded])
}

function UnsavedBar({
  count,
  hasProblems,
  onDiscard,
  onSave,
}: {
  count: number
  hasProblems: boolean
  onDiscard: () => void
  onSave: () => void
}) {
  if (count === 0) return null
  return (
    <div
      role="toolbar"
      aria-label="Unsaved changes"
      className={classNames(
        'fixed inset-x-3 bottom-18 z-40 mx-auto flex w-fit max-w-[calc(100vw-1.5rem)] animate-rise-in items-center gap-2 rounded-md border bg-raised p-1.5 pl-3 shadow-raised md:bottom-5 md:left-58',
      )}
    >
      <span role="status" className="tnum text-sm font-medium">
        {count} unsaved {count === 1 ? 'change' : 'changes'}
        {hasProblems ? <span className="font-normal text-danger"> · something is wrong above</span> : null}
      </span>
      <Button size="sm" variant="ghost" onClick={onDiscard}>
        Discard
      </Button>
      <Button size="sm" variant="primary" disabled={hasProblems} onClick={onSave}>
        Review and save…
      </Button>
    </div>
  )
}

function EditorSkeleton() {
  return (
    <div aria-busy>
      <PageHeader title="Mappings" description={<Skeleton className="mt-1 h-4 w-80" />} actions={<Skeleton className="h-9 w-72" />} />
      <Skeleton className="mb-3 h-9 w-80" />
      <Skeleton className="h-[40rem]" />
    </div>
  )
}

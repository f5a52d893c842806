'use client'

import { ChevronLeft, PhoneCall } from 'lucide-react'
import Link from 'next/link'
import type { AgentView } from '@/server/domain/agents/agent-view'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Button, buttonStyle } from '../ui/button'
import { Callout } from '../ui/callout'
import { classNames } from '../ui/class-names'
import { SaveLine } from './save-line'
import type { SaveState } from './use-draft-autosave'

/**
 * The form is long: whether it is saved, what is wrong with that and Publish stay in sight. On a narrow screen those alone do, the
 * wrapper is no box there so that the page holds them.
 */
export function EditorHeader({
  agent,
  saveState,
  onRetry,
  onReload,
  onPublish,
  onDiscard,
}: {
  agent: AgentView
  saveState: SaveState
  onRetry: () => void
  onReload: () => void
  onPublish: () => void
  onDiscard: () => void
}) {
  const { path, isAllowed } = useDesk()
  const canEdit = isAllowed('agents.write')
  return (
    <>
      <div className="mb-1 text-sm text-muted">
        <Link href={path('/agents')} className="inline-flex h-6 items-center gap-1 rounded-md hover:text-foreground">
          <ChevronLeft aria-hidden className="size-4" />
          Agents
        </Link>
      </div>
      <header className="lg:-mx-8 max-lg:contents lg:sticky lg:top-0 lg:z-30 lg:mb-4 lg:grid lg:grid-cols-[minmax(0,1fr)_auto_auto] lg:items-center lg:gap-x-2 lg:border-b lg:bg-background lg:px-8 lg:py-2.5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-xl [overflow-wrap:anywhere]">{agent.name}</h1>
          {agent.isDefault ? <Badge tone="accent">Default</Badge> : null}
          {agent.published ? <Badge>Version {agent.published.number} answers</Badge> : <Badge tone="warn">Never published</Badge>}
        </div>
        <div className="flex flex-wrap items-center gap-2 max-lg:mt-3 max-lg:empty:hidden lg:row-span-2">
          <Link href={path(`/test-call?agent=${agent.id}`)} className={classNames(buttonStyle(), 'lg:hidden')}>
            <PhoneCall aria-hidden />
            Call
          </Link>
          {canEdit && agent.draft && agent.published ? <Button onClick={onDiscard}>Discard changes</Button> : null}
        </div>
        <div className="max-lg:sticky max-lg:top-14 max-lg:z-30 max-lg:-mx-4 max-lg:mt-2 max-lg:mb-5 max-lg:grid max-lg:grid-cols-[minmax(0,1fr)_auto] max-lg:items-center max-lg:gap-3 max-lg:border-b max-lg:bg-background max-lg:px-4 max-lg:py-2 sm:max-lg:-mx-6 sm:max-lg:px-6 md:max-lg:top-0 md:max-lg:-mx-8 md:max-lg:px-8 lg:contents">
          <div className="min-w-0 text-pretty text-muted lg:col-start-1 lg:row-start-2">
            {canEdit ? (
              <SaveLine state={saveState} hasDraft={agent.draft !== null} isPublished={agent.published !== null} />
            ) : (
              'Only admins and the owner can change agents.'
            )}
          </div>
          {canEdit ? (
            <Button
              variant="primary"
              disabled={!agent.draft && saveState.kind === 'saved'}
              onClick={onPublish}
              className="lg:col-start-3 lg:row-span-2 lg:row-start-1"
            >
              Publish…
            </Button>
          ) : null}
          <UnsavedNotice state={saveState} onRetry={onRetry} onReload={onReload} />
        </div>
      </header>
    </>
  )
}

function UnsavedNotice({ state, onRetry, onReload }: { state: SaveState; onRetry: () => void; onReload: () => void }) {
  if (state.kind === 'conflict') {
    return (
      <Callout
        tone="warn"
        className="col-span-full lg:mt-2.5"
        title="Somebody else changed this draft meanwhile"
        action={
          <Button size="sm" onClick={onReload}>
            Load their version
          </Button>
        }
      >
        Your last changes are not saved. Copy what you want to keep before loading theirs.
      </Callout>
    )
  }
  if (state.kind !== 'failed') return null
  return (
    <Callout
      tone="danger"
      className="col-span-full lg:mt-2.5"
      title="Your last changes are not saved"
      action={
        <Button size="sm" onClick={onRetry}>
          Save again
        </Button>
      }
    >
      {state.message}
    </Callout>
  )
}

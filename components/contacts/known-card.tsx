'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil, Plus, Undo2, X } from 'lucide-react'
import Link from 'next/link'
import { type FormEvent, type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import type { KnownItem } from '@/server/domain/conversations/known-items'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { Instant } from '../format/instant'
import { LoadFailed } from '../lists/load-failed'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { Input, Textarea } from '../ui/input'
import { Skeleton } from '../ui/skeleton'

const AT_FIRST = 2
const GROUPS = [
  { kind: 'preferences', title: 'Keeps to' },
  { kind: 'promises', title: 'Was promised' },
  { kind: 'calls', title: 'Remembers of calls' },
] as const

/** What the agent is told of a person before it speaks: where each thing is from, put right or taken out in place. */
export function KnownCard({ contactId }: { contactId: string }) {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const [isAdding, setIsAdding] = useState(false)
  const known = useQuery(api.conversations.known.queryOptions({ tenantSlug: tenant.slug, customerId: contactId }))
  const actions = useKnownActions(contactId)
  const canWrite = isAllowed('contacts.write')
  const isEmpty = known.data && GROUPS.every(({ kind }) => known.data[kind].length === 0)
  return (
    <Card
      title="What the agent knows"
      actions={
        canWrite ? (
          <Button size="icon-sm" variant="ghost" aria-label="Add something the agent should know" onClick={() => setIsAdding(true)}>
            <Plus aria-hidden />
          </Button>
        ) : null
      }
    >
      <p className="-mt-1 mb-3 text-sm text-muted">Told to it before it speaks on the next call.</p>
      {known.isError && !known.data ? <LoadFailed what="What the agent knows" error={known.error} onRetry={() => known.refetch()} /> : null}
      {known.isPending ? <Skeleton className="h-40" /> : null}
      {isAdding ? <AddForm onAdd={actions.add} onClose={() => setIsAdding(false)} /> : null}
      {isEmpty && !isAdding ? <p className="text-sm text-muted">Nothing yet. It learns from calls, and from you.</p> : null}
      {known.data ? (
        <div className="flex flex-col gap-4">
          {GROUPS.map(({ kind, title }) =>
            known.data[kind].length === 0 ? null : (
              <section key={kind} aria-label={title}>
                <h3 className="mb-1 text-sm text-muted">{title}</h3>
                <Items items={known.data[kind]} actions={canWrite ? actions : null} />
              </section>
            ),
          )}
          {known.data.erased.length > 0 ? <Erased items={known.data.erased} onRestore={canWrite ? actions.restore : null} /> : null}
        </div>
      ) : null}
    </Card>
  )
}

/** The first few; the others on request. */
function Items({ items, actions }: { items: KnownItem[]; actions: Actions | null }) {
  const [isWhole, setIsWhole] = useState(false)
  const shown = isWhole ? items : items.slice(0, AT_FIRST)
  return (
    <>
      <ul className="flex flex-col gap-1.5">
        {shown.map((item) => (
          <Item key={item.key} item={item} actions={actions} />
        ))}
      </ul>
      {shown.length < items.length ? (
        <Button size="sm" variant="ghost" className="-ml-2.5 text-accent" onClick={() => setIsWhole(true)}>
          Show {items.length - shown.length} more
        </Button>
      ) : null}
    </>
  )
}

type Actions = ReturnType<typeof useKnownActions>

function useKnownActions(customerId: string) {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const whose = { tenantSlug: tenant.slug, customerId }
  const options = {
    onSuccess: (known: Parameters<typeof show>[0]) => show(known),
    onError: (error: unknown) => {
      toast.error(explainError(error))
    },
  }
  const show = (known: NonNullable<ReturnType<typeof read>>) => queryClient.setQueryData(api.conversations.known.queryKey(whose), known)
  const read = () => queryClient.getQueryData(api.conversations.known.queryKey(whose))
  const correct = useMutation(api.conversations.correctKnown.mutationOptions(options))
  const restore = useMutation(api.conversations.restoreKnown.mutationOptions(options))
  const takeBack = (item: KnownItem) => {
    // A correction before this one is what it goes back to.
    if (item.isCorrected || item.source.type === 'desk') correct.mutate({ ...whose, key: item.key, text: item.text })
    else restore.mutate({ ...whose, key: item.key })
  }
  const undo = (item: KnownItem) => ({ action: { label: 'Undo', onClick: () => takeBack(item) } })
  return {
    add: (text: string) => correct.mutate({ ...whose, key: `preference:${text.toLowerCase()}`, text }),
    correct: (item: KnownItem, text: string) =>
      correct.mutate({ ...whose, key: item.key, text }, { onSuccess: () => toast.success('The agent is told so', undo(item)) }),
    erase: (item: KnownItem) =>
      item.source.type === 'desk'
        ? restore.mutate({ ...whose, key: item.key }, { onSuccess: () => toast.success('The agent is not told any more', undo(item)) })
        : correct.mutate(
            { ...whose, key: item.key, text: null },
            { onSuccess: () => toast.success('The agent is not told any more', undo(item)) },
          ),
    restore: (item: KnownItem) => restore.mutate({ ...whose, key: item.key }),
  }
}

function Item({ item, actions }: { item: KnownItem; actions: Actions | null }) {
  const [isEditing, setIsEditing] = useState(false)
  const [text, setText] = useState(item.text)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (text.trim() && text.trim() !== item.text) actions?.correct(item, text.trim())
    setIsEditing(false)
  }
  if (isEditing) {
    return (
      <li>
        <form onSubmit={submit} className="flex flex-col gap-2">
          <Textarea
            aria-label="What the agent is told"
            value={text}
            maxLength={240}
            rows={2}
            autoFocus
            className="min-h-16"
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setIsEditing(false)
            }}
          />
          <div className="flex justify-end gap-2">
            <Button size="sm" variant="ghost" onClick={() => setIsEditing(false)}>
              Cancel
            </Button>
            <Button size="sm" type="submit" variant="primary">
              Correct
            </Button>
          </div>
        </form>
      </li>
    )
  }
  return (
    <li className="flex items-start gap-1">
      <div className="min-w-0 flex-1">
        <p className="text-pretty [overflow-wrap:anywhere]">{item.text}</p>
        <Source item={item} />
      </div>
      {actions ? (
        <span className="flex shrink-0">
          <Button
            size="icon-sm"
            variant="ghost"
            aria-label={`Correct “${item.text}”`}
            onClick={() => {
              setText(item.text)
              setIsEditing(true)
            }}
          >
            <Pencil aria-hidden className="text-muted" />
          </Button>
          <Button size="icon-sm" variant="ghost" aria-label={`Take out “${item.text}”`} onClick={() => actions.erase(item)}>
            <X aria-hidden className="text-muted" />
          </Button>
        </span>
      ) : null}
    </li>
  )
}

function Source({ item }: { item: KnownItem }): ReactNode {
  const { path } = useDesk()
  const { source } = item
  const corrected = item.isCorrected ? ' · put right by the desk' : ''
  if (source.type === 'contact') return <p className="text-sm text-muted">Kept with the contact{corrected}</p>
  if (source.type === 'desk') {
    return (
      <p className="text-sm text-muted">
        By the desk, <Instant iso={source.at} />
      </p>
    )
  }
  return (
    <p className="text-sm text-muted">
      <Link
        href={path(`/calls/${source.callId}`)}
        className="inline-flex min-h-6 items-center rounded-md underline underline-offset-2 hover:text-foreground"
      >
        Call,&nbsp;
        <Instant iso={source.at} />
      </Link>
      {corrected}
    </p>
  )
}

function AddForm({ onAdd, onClose }: { onAdd: (text: string) => void; onClose: () => void }) {
  const [text, setText] = useState('')
  function submit(event: FormEvent) {
    event.preventDefault()
    if (text.trim()) onAdd(text.trim())
    onClose()
  }
  return (
    <form onSubmit={submit} className="mb-4 flex gap-2">
      <Input
        aria-label="Something the agent should know"
        placeholder="Prefers mornings"
        value={text}
        maxLength={240}
        autoFocus
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose()
        }}
      />
      <Button type="submit" disabled={!text.trim()}>
        Add
      </Button>
    </form>
  )
}

function Erased({ items, onRestore }: { items: KnownItem[]; onRestore: ((item: KnownItem) => void) | null }) {
  return (
    <details>
      <summary className="min-h-6 rounded-md text-sm text-muted">
        {items.length === 1 ? '1 thing is not told' : `${items.length} things are not told`}
      </summary>
      <ul className="mt-1.5 flex flex-col gap-1.5">
        {items.map((item) => (
          <li key={item.key} className="flex items-start gap-1">
            <p className="min-w-0 flex-1 text-pretty text-sm text-muted line-through [overflow-wrap:anywhere]">{item.text}</p>
            {onRestore ? (
              <Button size="icon-sm" variant="ghost" aria-label={`Tell “${item.text}” again`} onClick={() => onRestore(item)}>
                <Undo2 aria-hidden />
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  )
}

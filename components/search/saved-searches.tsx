'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Bookmark, BookmarkPlus, Ellipsis, Pencil, RotateCcw, Save, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import { isSameSearch, type SavedSearchView, type SearchFilters } from '@/server/domain/conversations/saved-search'
import { useApi } from '../api/api'
import { explainError, fieldErrorsOf } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { Dialog, DialogClose, DialogContent } from '../ui/dialog'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from '../ui/dropdown-menu'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { countFilters } from './search-filters'

/** One's own searches: one click each. What is changed in an open one is said, and kept only when asked. */
export function SavedSearches({
  filters,
  openId,
  onOpen,
}: {
  filters: SearchFilters
  /** The saved search the page was opened with. */
  openId: string | null
  /** Null: none; the filters stay. */
  onOpen: (saved: SavedSearchView | null) => void
}) {
  const { tenant } = useDesk()
  const api = useApi()
  const list = useQuery(api.savedSearches.list.queryOptions({ tenantSlug: tenant.slug }))
  const saved = list.data ?? []
  const open = saved.find(({ id }) => id === openId) ?? null
  const isChanged = open !== null && !isSameSearch(open.search, filters)
  const [naming, setNaming] = useState<'new' | SavedSearchView | null>(null)
  const actions = useSavedSearchActions(onOpen)
  const canKeep = filters.query.trim() !== '' || countFilters(filters) > 0
  if (saved.length === 0 && !canKeep) return null
  return (
    <section aria-label="Saved searches" className="mb-3 flex flex-wrap items-center gap-2">
      {saved.length > 0 ? <Bookmark aria-hidden className="size-4 text-muted" /> : null}
      {saved.map((each) => (
        <Button
          key={each.id}
          size="sm"
          aria-pressed={each.id === openId}
          onClick={() => onOpen(each)}
          className={classNames('max-w-60', each.id === openId && 'border-accent bg-accent-soft text-accent')}
        >
          <span className="truncate">{each.name}</span>
          {each.id === openId && isChanged ? (
            <span className="size-1.5 shrink-0 rounded-full bg-current">
              <span className="sr-only">, changed</span>
            </span>
          ) : null}
        </Button>
      ))}
      {open && isChanged ? (
        <span role="status" className="flex flex-wrap items-center gap-1 text-sm text-muted">
          Unsaved changes
          <Button size="sm" variant="ghost" className="text-accent" onClick={() => actions.saveChanges(open, filters)}>
            <Save aria-hidden />
            Save
          </Button>
        </span>
      ) : null}
      {canKeep && (!open || isChanged) ? (
        <Button size="sm" variant="ghost" onClick={() => setNaming('new')}>
          <BookmarkPlus aria-hidden />
          {open ? 'Save as new…' : 'Save search…'}
        </Button>
      ) : null}
      {open ? (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button size="icon-sm" variant="ghost" aria-label={`More for “${open.name}”`}>
              <Ellipsis aria-hidden />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent>
            {isChanged ? (
              <DropdownMenuItem onSelect={() => onOpen(open)}>
                <RotateCcw aria-hidden />
                As it was saved
              </DropdownMenuItem>
            ) : null}
            <DropdownMenuItem onSelect={() => setNaming(open)}>
              <Pencil aria-hidden />
              Rename…
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            <DropdownMenuItem isDangerous onSelect={() => actions.remove(open)}>
              <Trash2 aria-hidden />
              Delete
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      ) : null}
      {naming ? (
        <NameDialog
          renamed={naming === 'new' ? null : naming}
          suggestion={filters.query.replaceAll('"', '').trim()}
          filters={filters}
          onClose={() => setNaming(null)}
          onCreated={onOpen}
        />
      ) : null}
    </section>
  )
}

function useSavedSearchActions(onOpen: (saved: SavedSearchView | null) => void) {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const { slug: tenantSlug } = tenant
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.savedSearches.pathKey() })
  const onError = (error: unknown) => toast.error(explainError(error))
  const create = useMutation(api.savedSearches.create.mutationOptions({ onSettled: refresh, onError }))
  const update = useMutation(api.savedSearches.update.mutationOptions({ onSettled: refresh, onError }))
  const remove = useMutation(api.savedSearches.remove.mutationOptions({ onSettled: refresh, onError }))
  return {
    saveChanges(saved: SavedSearchView, search: SearchFilters) {
      const change = (to: SearchFilters) => ({ tenantSlug, savedSearchId: saved.id, search: to })
      update.mutate(change(search), {
        onSuccess: () =>
          toast.success(`“${saved.name}” is saved`, { action: { label: 'Undo', onClick: () => update.mutate(change(saved.search)) } }),
      })
    },
    remove(saved: SavedSearchView) {
      const again = () => create.mutate({ tenantSlug, name: saved.name, search: saved.search }, { onSuccess: onOpen })
      remove.mutate(
        { tenantSlug, savedSearchId: saved.id },
        {
          onSuccess: () => {
            onOpen(null)
            toast.success(`“${saved.name}” is deleted`, { action: { label: 'Undo', onClick: again } })
          },
        },
      )
    },
  }
}

function NameDialog({
  renamed,
  suggestion,
  filters,
  onClose,
  onCreated,
}: {
  /** Null: a new one is named. */
  renamed: SavedSearchView | null
  suggestion: string
  filters: SearchFilters
  onClose: () => void
  onCreated: (saved: SavedSearchView) => void
}) {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [name, setName] = useState(renamed?.name ?? suggestion.slice(0, 80))
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.savedSearches.pathKey() })
  const create = useMutation(api.savedSearches.create.mutationOptions())
  const rename = useMutation(api.savedSearches.update.mutationOptions())
  const error = create.error ?? rename.error
  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!name.trim()) return
    try {
      if (renamed) await rename.mutateAsync({ tenantSlug: tenant.slug, savedSearchId: renamed.id, name })
      const saved = renamed ? null : await create.mutateAsync({ tenantSlug: tenant.slug, name, search: filters })
      await refresh()
      if (saved) onCreated(saved)
      onClose()
    } catch {
      // Said at the field.
    }
  }
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={renamed ? 'Rename the search' : 'Save the search'}
        description={renamed ? undefined : 'Its words and filters are kept for you alone.'}
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" type="submit" form="name-of-search" isBusy={create.isPending || rename.isPending}>
              {renamed ? 'Rename' : 'Save'}
            </Button>
          </>
        }
      >
        <form id="name-of-search" onSubmit={submit}>
          <Field label="Name" error={error ? (fieldErrorsOf(error).name ?? explainError(error)) : undefined} isRequired>
            {(control) => <Input {...control} value={name} maxLength={80} autoFocus onChange={(event) => setName(event.target.value)} />}
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  )
}

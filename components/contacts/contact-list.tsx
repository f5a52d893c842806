'use client'

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download, FileUp, SearchX, UserPlus, Users } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import type { ContactView } from '@/server/domain/contacts/contact-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { ColumnMenu } from '../lists/column-menu'
import { downloadText } from '../lists/csv'
import { ChoiceFilter } from '../lists/filter-menu'
import { LoadFailed } from '../lists/load-failed'
import { LoadMore } from '../lists/load-more'
import { nextPage } from '../lists/next-page'
import { SearchField } from '../lists/search-field'
import { useListKeys } from '../lists/use-list-keys'
import { useSelection } from '../lists/use-selection'
import { useStoredSet } from '../lists/use-stored-set'
import { useUrlState } from '../lists/use-url-state'
import { type CallWish, PlaceCallDialog } from '../outbound/place-call-dialog'
import { useDesk } from '../shell/tenant-context'
import { Button, buttonStyle } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { ChosenContacts } from './chosen-contacts'
import { ContactDialog } from './contact-dialog'
import { CALLABLE, contactListInput } from './contact-filters'
import { CONTACT_COLUMNS, ContactTable, HIDDEN_AT_FIRST } from './contact-table'
import { contactsAsCsv } from './contacts-csv'

const EXPORT_LIMIT = 10_000

export function ContactList() {
  const { tenant, path, isAllowed } = useDesk()
  const router = useRouter()
  const api = useApi()
  const { values, set } = useUrlState()
  const rows = useListKeys<HTMLDivElement>()
  const selection = useSelection()
  const [isAdding, setIsAdding] = useState(false)
  const [wish, setWish] = useState<CallWish | null>(null)
  const [hidden, toggleColumn] = useStoredSet('contacts-hidden-columns', HIDDEN_AT_FIRST)
  const input = contactListInput(tenant.slug, values)
  const isFiltered = Object.keys(input).length > 2
  const groups = useQuery(api.contacts.groups.queryOptions({ tenantSlug: tenant.slug }))
  const list = useInfiniteQuery(
    api.contacts.list.infiniteQueryOptions(input, {
      ...nextPage,
      placeholderData: keepPreviousData,
    }),
  )
  const contacts = list.data?.pages.flatMap((page) => page.items)
  const newButton = (
    <Button variant="primary" onClick={() => setIsAdding(true)}>
      <UserPlus aria-hidden />
      New contact
    </Button>
  )
  const importLink = (
    <Link href={path('/imports/new?kind=contacts')} className={buttonStyle()}>
      <FileUp aria-hidden />
      Import
    </Link>
  )
  return (
    <>
      <PageHeader
        title="Contacts"
        description="Everybody who called, and everybody you brought in."
        actions={
          isAllowed('contacts.write') ? (
            <>
              <ExportButton input={input} isDisabled={contacts === undefined || contacts.length === 0} />
              {importLink}
              {newButton}
            </>
          ) : null
        }
      />
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchField
          label="Search name, number or company"
          value={values.get('q') ?? ''}
          onChange={(q) => set({ q })}
          className="w-full sm:w-80"
        />
        <ChoiceFilter
          label="Group"
          value={input.groupId ?? ''}
          options={[{ value: '', label: 'All groups' }, ...(groups.data ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(group) => set({ group })}
        />
        <ChoiceFilter
          label="May be called"
          value={values.get('callable') ?? ''}
          options={CALLABLE}
          onChange={(callable) => set({ callable })}
        />
        <div className="ml-auto">
          <ColumnMenu columns={CONTACT_COLUMNS} hidden={hidden} onToggle={toggleColumn} />
        </div>
      </div>
      {list.isError ? <LoadFailed what="Contacts" error={list.error} onRetry={() => list.refetch()} /> : null}
      {contacts?.length === 0 ? (
        isFiltered ? (
          <EmptyState
            icon={SearchX}
            title="No contact matches"
            description="Try another name or number, or fewer filters."
            action={<Button onClick={() => set({ q: null, group: null, callable: null })}>Show everybody</Button>}
          />
        ) : (
          <EmptyState
            icon={Users}
            title="No contacts yet"
            description="Whoever calls becomes a contact. Bring in those you have from a file, or add them one by one."
            action={
              isAllowed('contacts.write') ? (
                <>
                  {importLink}
                  {newButton}
                </>
              ) : null
            }
          />
        )
      ) : null}
      {list.isPending || (contacts && contacts.length > 0) ? (
        <div ref={rows} aria-busy={list.isPending || list.isPlaceholderData}>
          <ContactTable contacts={contacts} columns={CONTACT_COLUMNS.filter(({ key }) => !hidden.has(key))} selection={selection} />
          {contacts ? (
            <LoadMore
              shown={contacts.length}
              noun={contacts.length === 1 ? 'contact' : 'contacts'}
              hasMore={list.hasNextPage}
              isLoading={list.isFetchingNextPage}
              onLoad={() => list.fetchNextPage()}
            />
          ) : null}
        </div>
      ) : null}
      <ChosenContacts
        contacts={(contacts ?? []).filter(({ id }) => selection.ids.has(id))}
        onCall={(contact) => setWish({ contact })}
        onClear={selection.clear}
      />
      <PlaceCallDialog wish={wish} onClose={() => setWish(null)} />
      <ContactDialog isOpen={isAdding} onOpenChange={setIsAdding} onSaved={({ id }) => router.push(path(`/contacts/${id}`))} />
    </>
  )
}

/** The whole filtered list, not only the rows on screen. */
function ExportButton({ input, isDisabled }: { input: ReturnType<typeof contactListInput>; isDisabled: boolean }) {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [count, setCount] = useState<number | null>(null)
  if (!isAllowed('exports.create')) return null
  async function exportAll() {
    setCount(0)
    try {
      const contacts: ContactView[] = []
      let cursor: string | null = null
      do {
        const page: { items: ContactView[]; nextCursor: string | null } = await queryClient.fetchQuery(
          api.contacts.list.queryOptions({ ...input, limit: 100, cursor }, { staleTime: 0 }),
        )
        contacts.push(...page.items)
        setCount(contacts.length)
        cursor = page.nextCursor
      } while (cursor && contacts.length < EXPORT_LIMIT)
      downloadText(`${tenant.slug}-contacts.csv`, contactsAsCsv(contacts), 'text/csv')
      if (cursor) toast.info(`The first ${EXPORT_LIMIT} contacts were exported. Narrow the filters for the rest.`)
    } catch (error) {
      toast.error(explainError(error))
    } finally {
      setCount(null)
    }
  }
  return (
    <Button onClick={exportAll} disabled={isDisabled || count !== null} className="max-sm:hidden">
      <Download aria-hidden />
      <span className="tnum">{count === null ? 'Export CSV' : `${count} contacts…`}</span>
    </Button>
  )
}

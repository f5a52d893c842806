'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { FileUp, SearchX, UserPlus, Users } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useApi } from '../api/api'
import { ColumnMenu } from '../lists/column-menu'
import { LoadFailed } from '../lists/load-failed'
import { LoadMore } from '../lists/load-more'
import { nextPage } from '../lists/next-page'
import { SearchField } from '../lists/search-field'
import { useListKeys } from '../lists/use-list-keys'
import { useSelection } from '../lists/use-selection'
import { useStoredSet } from '../lists/use-stored-set'
import { useUrlState } from '../lists/use-url-state'
import { useDesk } from '../shell/tenant-context'
import { Button, buttonStyle } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { ContactDialog } from './contact-dialog'
import { contactListInput } from './contact-filters'
import { CONTACT_COLUMNS, ContactTable, HIDDEN_AT_FIRST } from './contact-table'

export function ContactList() {
  const { tenant, path, isAllowed } = useDesk()
  const router = useRouter()
  const api = useApi()
  const { values, set } = useUrlState()
  const rows = useListKeys<HTMLDivElement>()
  const selection = useSelection()
  const [isAdding, setIsAdding] = useState(false)
  const [hidden, toggleColumn] = useStoredSet('contacts-hidden-columns', HIDDEN_AT_FIRST)
  const input = contactListInput(tenant.slug, values)
  const { query } = input
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
  return (
    <>
      <PageHeader
        title="Contacts"
        description="Everybody who called, and everybody you brought in."
        actions={
          isAllowed('contacts.write') ? (
            <>
              <Link href={path('/imports/new?kind=contacts')} className={buttonStyle()}>
                <FileUp aria-hidden />
                Import
              </Link>
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
        <div className="ml-auto">
          <ColumnMenu columns={CONTACT_COLUMNS} hidden={hidden} onToggle={toggleColumn} />
        </div>
      </div>
      {list.isError ? <LoadFailed what="Contacts" error={list.error} onRetry={() => list.refetch()} /> : null}
      {contacts?.length === 0 ? (
        query ? (
          <EmptyState
            icon={SearchX}
            title="No contact matches"
            description={`Nobody is called or has “${query}” in their number.`}
            action={<Button onClick={() => set({ q: null })}>Show everybody</Button>}
          />
        ) : (
          <EmptyState
            icon={Users}
            title="No contacts yet"
            description="Whoever calls becomes a contact. Bring in those you have from a file, or add them one by one."
            action={isAllowed('contacts.write') ? newButton : null}
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
      <ContactDialog isOpen={isAdding} onOpenChange={setIsAdding} onSaved={({ id }) => router.push(path(`/contacts/${id}`))} />
    </>
  )
}

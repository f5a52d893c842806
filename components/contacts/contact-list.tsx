'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { SearchX, Users } from 'lucide-react'
import Link from 'next/link'
import { useApi } from '../api/api'
import { Instant } from '../format/instant'
import { Phone } from '../format/phone'
import { LoadFailed } from '../lists/load-failed'
import { LoadMore } from '../lists/load-more'
import { nextPage } from '../lists/next-page'
import { placeholderRows } from '../lists/placeholder-rows'
import { SearchField } from '../lists/search-field'
import { useListKeys } from '../lists/use-list-keys'
import { useUrlState } from '../lists/use-url-state'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { contactListInput } from './contact-filters'

export function ContactList() {
  const { tenant, path } = useDesk()
  const api = useApi()
  const { values, set } = useUrlState()
  const rows = useListKeys<HTMLDivElement>()
  const input = contactListInput(tenant.slug, values)
  const { query } = input
  const list = useInfiniteQuery(
    api.contacts.list.infiniteQueryOptions(input, {
      ...nextPage,
      placeholderData: keepPreviousData,
    }),
  )
  const contacts = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHeader title="Contacts" description="Everybody who called, and everybody you brought in." />
      <div className="mb-3">
        <SearchField
          label="Search name, number or company"
          value={values.get('q') ?? ''}
          onChange={(q) => set({ q })}
          className="w-full sm:w-80"
        />
      </div>
      {list.isError ? <LoadFailed what="Contacts" error={list.error} onRetry={() => list.refetch()} /> : null}
      {list.isSuccess && contacts.length === 0 ? (
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
            description="Whoever calls becomes a contact. Existing customers come in through the import of the API."
          />
        )
      ) : null}
      {list.isPending || contacts.length > 0 ? (
        <div ref={rows} aria-busy={list.isPending || list.isPlaceholderData}>
          <Table label="Contacts">
            <TableHead>
              <tr>
                <TableHeader>Name</TableHeader>
                <TableHeader className="max-sm:hidden">Phone</TableHeader>
                <TableHeader className="max-md:hidden">Company</TableHeader>
                <TableHeader className="text-right">Calls</TableHeader>
                <TableHeader className="text-right max-sm:hidden">Last call</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {list.isPending
                ? placeholderRows(10).map((row) => (
                    <tr key={row}>
                      <TableCell>
                        <Skeleton className="h-4 w-40" />
                      </TableCell>
                      <TableCell className="max-sm:hidden">
                        <Skeleton className="h-4 w-32" />
                      </TableCell>
                      <TableCell className="max-md:hidden">
                        <Skeleton className="h-4 w-28" />
                      </TableCell>
                      <TableCell>
                        <Skeleton className="ml-auto h-4 w-6" />
                      </TableCell>
                      <TableCell className="max-sm:hidden">
                        <Skeleton className="ml-auto h-4 w-24" />
                      </TableCell>
                    </tr>
                  ))
                : contacts.map((contact) => (
                    <TableRow key={contact.id} className="relative hover:bg-hover has-focus-visible:bg-hover">
                      <TableCell>
                        <Link
                          href={path(`/contacts/${contact.id}`)}
                          data-row
                          className="focus-inset rounded-md font-medium after:absolute after:inset-0"
                        >
                          {contact.name ?? 'Unnamed'}
                        </Link>
                        {contact.doNotCall ? (
                          <Badge tone="danger" className="ml-2">
                            Do not call
                          </Badge>
                        ) : null}
                        <div className="text-sm text-muted sm:hidden">
                          <Phone number={contact.phone} />
                        </div>
                      </TableCell>
                      <TableCell className="max-sm:hidden">
                        <Phone number={contact.phone} className="relative" />
                      </TableCell>
                      <TableCell className="text-muted max-md:hidden">{contact.companyName ?? ''}</TableCell>
                      <TableCell className="tnum text-right">{contact.totalCalls}</TableCell>
                      <TableCell className="text-right text-muted max-sm:hidden">
                        {contact.lastCallAt ? <Instant iso={contact.lastCallAt} className="relative" /> : '–'}
                      </TableCell>
                    </TableRow>
                  ))}
            </TableBody>
          </Table>
          {list.isPending ? null : (
            <LoadMore
              shown={contacts.length}
              noun={contacts.length === 1 ? 'contact' : 'contacts'}
              hasMore={list.hasNextPage}
              isLoading={list.isFetchingNextPage}
              onLoad={() => list.fetchNextPage()}
            />
          )}
        </div>
      ) : null}
    </>
  )
}

'use client'

import Link from 'next/link'
import type { ContactView } from '@/server/domain/contacts/contact-view'
import { languageName } from '../agents/languages'
import { Instant } from '../format/instant'
import { Phone } from '../format/phone'
import { placeholderRows } from '../lists/placeholder-rows'
import { AllRowsCheckbox, RowCheckbox } from '../lists/row-checkbox'
import type { Selection } from '../lists/use-selection'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Skeleton } from '../ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'

/** Columns one may leave out. */
export const CONTACT_COLUMNS = [
  { key: 'company', label: 'Company', className: '@max-2xl:hidden' },
  { key: 'email', label: 'E-mail', className: '@max-2xl:hidden' },
  { key: 'language', label: 'Language', className: '@max-2xl:hidden' },
  { key: 'externalId', label: 'Your id', className: '@max-2xl:hidden' },
  { key: 'calls', label: 'Calls', className: 'text-right @max-md:hidden' },
  { key: 'lastCall', label: 'Last call', className: 'text-right @max-xl:hidden' },
  { key: 'since', label: 'Contact since', className: 'text-right @max-2xl:hidden' },
] as const
export const HIDDEN_AT_FIRST = ['email', 'language', 'externalId', 'since']

type Column = (typeof CONTACT_COLUMNS)[number]

export function ContactTable({
  contacts,
  columns,
  selection,
}: {
  /** Undefined while they load. */
  contacts: ContactView[] | undefined
  columns: Column[]
  selection: Selection
}) {
  return (
    <Table label="Contacts">
      <TableHead>
        <tr>
          <TableHeader className="w-10 pr-0">
            <AllRowsCheckbox shown={contacts?.map(({ id }) => id) ?? []} label="Choose everybody shown" selection={selection} />
          </TableHeader>
          <TableHeader>Name</TableHeader>
          <TableHeader className="@max-md:hidden">Phone</TableHeader>
          {columns.map(({ key, label, className }) => (
            <TableHeader key={key} className={className}>
              {label}
            </TableHeader>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {contacts === undefined
          ? placeholderRows(10).map((row) => <SkeletonRow key={row} columns={columns} />)
          : contacts.map((contact) => <ContactRow key={contact.id} contact={contact} columns={columns} selection={selection} />)}
      </TableBody>
    </Table>
  )
}

function ContactRow({ contact, columns, selection }: { contact: ContactView; columns: Column[]; selection: Selection }) {
  const { path } = useDesk()
  const name = contact.name ?? 'Unnamed'
  return (
    <TableRow
      data-id={contact.id}
      aria-selected={selection.ids.has(contact.id)}
      className="relative hover:bg-hover has-[a:focus-visible]:bg-hover"
    >
      <TableCell className="w-10 pr-0">
        <RowCheckbox id={contact.id} label={`Choose ${name}`} selection={selection} />
      </TableCell>
      <TableCell>
        <Link href={path(`/contacts/${contact.id}`)} data-row className="focus-inset rounded-md font-medium after:absolute after:inset-0">
          {name}
        </Link>
        {contact.doNotCall || contact.isSuppressed ? (
          <Badge tone="danger" className="ml-2">
            Do not call
          </Badge>
        ) : null}
        <div className="text-sm text-muted @md:hidden">
          <Phone number={contact.phone} />
        </div>
      </TableCell>
      <TableCell className="@max-md:hidden">
        <Phone number={contact.phone} className="relative" />
      </TableCell>
      {columns.map(({ key, className }) => (
        <TableCell key={key} className={className}>
          <ContactCell contact={contact} column={key} />
        </TableCell>
      ))}
    </TableRow>
  )
}

function ContactCell({ contact, column }: { contact: ContactView; column: Column['key'] }) {
  if (column === 'calls') return <span className="tnum">{contact.totalCalls}</span>
  if (column === 'lastCall') {
    return <span className="text-muted">{contact.lastCallAt ? <Instant iso={contact.lastCallAt} className="relative" /> : '–'}</span>
  }
  if (column === 'since') return <Instant iso={contact.createdAt} style="date" className="relative text-muted" />
  if (column === 'language') return <span className="text-muted">{contact.language ? languageName(contact.language) : ''}</span>
  if (column === 'company') return <span className="text-muted">{contact.companyName ?? ''}</span>
  if (column === 'email') return <span className="text-muted">{contact.email ?? ''}</span>
  return <span className="font-mono text-xs text-muted">{contact.externalId ?? ''}</span>
}

function SkeletonRow({ columns }: { columns: Column[] }) {
  return (
    <tr>
      <TableCell className="w-10 pr-0">
        <Skeleton className="m-1 size-4" />
      </TableCell>
      <TableCell>
        <Skeleton className="h-4 w-40" />
      </TableCell>
      <TableCell className="@max-md:hidden">
        <Skeleton className="h-4 w-32" />
      </TableCell>
      {columns.map(({ key, className }) => (
        <TableCell key={key} className={className}>
          <Skeleton className={className.includes('text-right') ? 'ml-auto h-4 w-20' : 'h-4 w-24'} />
        </TableCell>
      ))}
    </tr>
  )
}

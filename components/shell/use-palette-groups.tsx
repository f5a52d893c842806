'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Contact, Hash, type LucideIcon, PhoneCall, PhoneIncoming, PhoneOutgoing, TextSearch } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatPhone } from '@/server/domain/phones/format-phone'
import { useApi } from '../api/api'
import { CallStatusBadge } from '../calls/call-status-badge'
import { callerName } from '../calls/caller-name'
import { formatRelativeDay } from '../format/time'
import { DESTINATIONS } from './navigation'
import { useDesk } from './tenant-context'

/** `to`: the path within the desk. */
export type PaletteItem = { value: string; icon: LucideIcon; label: string; to: string; hint?: string; aside?: ReactNode }
export type PaletteGroup = { heading: string; items: PaletteItem[] }

/** What a text may lead to, best first; `isLoading` while something of an earlier text is still among it. */
export function usePaletteGroups(query: string): { groups: PaletteGroup[]; isLoading: boolean } {
  const { tenant, zone, isAllowed } = useDesk()
  const api = useApi()
  const hasQuery = query.length >= 2
  const tenantSlug = tenant.slug
  const calls = useQuery(
    api.calls.list.queryOptions({ tenantSlug, limit: 5, filters: hasQuery ? { query } : {} }, { placeholderData: keepPreviousData }),
  )
  const contacts = useQuery(
    api.contacts.list.queryOptions({ tenantSlug, limit: 5, query }, { enabled: hasQuery, placeholderData: keepPreviousData }),
  )
  const numbers = useQuery(api.phoneNumbers.list.queryOptions({ tenantSlug }, { enabled: hasQuery }))

  const needle = query.toLowerCase()
  const digits = query.replace(/\D/g, '')
  const testCall: PaletteItem = { value: 'call-my-agent', icon: PhoneCall, label: 'Call my agent', to: '/test-call', hint: 't' }
  const pages = DESTINATIONS.filter(({ label, action }) => isAllowed(action) && label.toLowerCase().includes(needle))
  const found = (numbers.data ?? []).filter(
    (each) => (digits && each.number.includes(digits)) || each.label?.toLowerCase().includes(needle),
  )
  const groups: PaletteGroup[] = [
    {
      heading: 'Go to',
      items: [
        ...(testCall.label.toLowerCase().includes(needle) && isAllowed('calls.test') ? [testCall] : []),
        ...pages.map(({ path, icon, label, keys }) => ({ value: `page${path}`, icon, label, to: path, hint: `g ${keys}` })),
      ],
    },
    {
      heading: 'Contacts',
      items: (hasQuery ? (contacts.data?.items ?? []) : []).map(({ id, name, phone }) => ({
        value: id,
        icon: Contact,
        label: name ?? formatPhone(phone),
        to: `/contacts/${id}`,
        aside: formatPhone(phone),
      })),
    },
    {
      heading: hasQuery ? 'Calls' : 'Latest calls',
      items: (calls.data?.items ?? []).map((call) => ({
        value: call.id,
        icon: call.direction === 'OUTBOUND' ? PhoneOutgoing : PhoneIncoming,
        label: callerName(call),
        to: `/calls/${call.id}`,
        aside: (
          <span className="flex items-center gap-2">
            <CallStatusBadge status={call.status} />
            {formatRelativeDay(call.startedAt, zone, new Date())}
          </span>
        ),
      })),
    },
    {
      heading: 'In conversations',
      items:
        hasQuery && isAllowed('calls.read')
          ? [
              {
                value: 'search-conversations',
                icon: TextSearch,
                label: `Calls in which “${query}” was said`,
                to: `/search?q=${encodeURIComponent(query)}`,
              },
            ]
          : [],
    },
    {
      heading: 'Phone numbers',
      items: (hasQuery ? found : []).map(({ id, number, agentName }) => ({
        value: id,
        icon: Hash,
        label: formatPhone(number),
        to: `/numbers/${id}`,
        aside: agentName,
      })),
    },
  ]
  return {
    groups: groups.filter(({ items }) => items.length > 0),
    isLoading: [calls, contacts, numbers].some((each) => each.isFetching && (each.isPending || each.isPlaceholderData)),
  }
}

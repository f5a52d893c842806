import { callStatus } from '@/server/domain/calls/call-status'
import { type CallFilters, callDirection, type ListCallsInput } from '@/server/domain/calls/call-view'
import { dayOf } from '../format/time'

export const PERIODS = [
  { value: '', label: 'Any time', days: null },
  { value: 'today', label: 'Today', days: 0 },
  { value: '7d', label: 'Last 7 days', days: 6 },
  { value: '30d', label: 'Last 30 days', days: 29 },
] as const

export const SORTS = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'longest', label: 'Longest first' },
  { value: 'costliest', label: 'Costliest first' },
] as const

const PAGE = 30

/** What the list asks the server for: on the server, and again in the browser. */
export function callListInput(tenantSlug: string, asked: { filters: CallFilters; sort: ListCallsInput['sort'] }) {
  return { tenantSlug, ...asked, limit: PAGE }
}

/** What the address bar asks for. Values it cannot have meant are ignored: links get mangled. */
export function readCallFilters(
  values: URLSearchParams,
  timeZone: string,
  now: Date,
): { filters: CallFilters; sort: ListCallsInput['sort'] } {
  const asked = new Set((values.get('status') ?? '').split(','))
  const status = callStatus.options.filter((each) => asked.has(each))
  const direction = callDirection.safeParse(values.get('direction')).data
  const days = PERIODS.find(({ value }) => value === (values.get('period') ?? ''))?.days ?? null
  const query = (values.get('q') ?? '').trim().slice(0, 60)
  const tests = values.get('tests')
  return {
    filters: {
      ...(status.length > 0 ? { status } : {}),
      ...(direction ? { direction } : {}),
      ...(query ? { query } : {}),
      ...(days === null ? {} : { from: dayOf(new Date(now.getTime() - days * 86_400_000), timeZone) }),
      ...(tests === 'hide' ? { isTest: false } : tests === 'only' ? { isTest: true } : {}),
    },
    sort: SORTS.find(({ value }) => value === values.get('sort'))?.value ?? 'newest',
  }
}

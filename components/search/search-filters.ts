import { type SearchFilters, searchFilters } from '@/server/domain/conversations/saved-search'

const PAGE = 20

/** Names of the filters in the address. */
const PARAMS = { query: 'q', customerId: 'contact', bookingId: 'booking', from: 'from', to: 'to', sentiment: 'sentiment' } as const

export const NO_FILTERS: SearchFilters = searchFilters.parse({})

/** What the address bar asks for. Values it cannot have meant are ignored: links get mangled. */
export function readSearchFilters(values: { get(name: string): string | null }): SearchFilters {
  const shape = searchFilters.shape
  return {
    query: (values.get(PARAMS.query) ?? '').trim().slice(0, 200),
    customerId: shape.customerId.safeParse(values.get(PARAMS.customerId)).data ?? null,
    bookingId: shape.bookingId.safeParse(values.get(PARAMS.bookingId)).data ?? null,
    from: shape.from.safeParse(values.get(PARAMS.from)).data ?? null,
    to: shape.to.safeParse(values.get(PARAMS.to)).data ?? null,
    sentiment: shape.sentiment.safeParse(values.get(PARAMS.sentiment)).data ?? null,
  }
}

/** Filters as the address has them; null: not in it. */
export function toSearchParams(filters: SearchFilters): Record<string, string | null> {
  return Object.fromEntries(Object.entries(PARAMS).map(([field, param]) => [param, filters[field as keyof SearchFilters] || null]))
}

/** What the page asks the server for: on the server, and again in the browser. */
export function searchInput(tenantSlug: string, filters: SearchFilters) {
  return { tenantSlug, ...filters, limit: PAGE }
}

export function countFilters({ query: _, ...filters }: SearchFilters): number {
  return Object.values(filters).filter((value) => value !== null).length
}

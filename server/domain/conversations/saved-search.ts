import { z } from 'zod'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** Words and filters of a search. Days are those of the business; `to` includes it. */
export const searchFilters = z.object({
  query: z.string().trim().max(200).default(''),
  customerId: z.uuid().nullable().default(null),
  bookingId: z.uuid().nullable().default(null),
  from: day.nullable().default(null),
  to: day.nullable().default(null),
  sentiment: z.enum(['positive', 'neutral', 'negative']).nullable().default(null),
})
export type SearchFilters = z.infer<typeof searchFilters>

export const savedSearchView = z.object({ id: z.uuid(), name: z.string(), search: searchFilters })
export type SavedSearchView = z.infer<typeof savedSearchView>

const name = z.string().trim().min(1).max(80)

export const createSavedSearchInput = z.object({ name, search: searchFilters })
export type CreateSavedSearchInput = z.infer<typeof createSavedSearchInput>

/** What is left out stays as it is. */
export const updateSavedSearchInput = z.object({ savedSearchId: z.uuid(), name: name.optional(), search: searchFilters.optional() })
export type UpdateSavedSearchInput = z.infer<typeof updateSavedSearchInput>

/** Whether two searches find the same calls. */
export function isSameSearch(one: SearchFilters, other: SearchFilters): boolean {
  return (
    one.query.trim() === other.query.trim() &&
    one.customerId === other.customerId &&
    one.bookingId === other.bookingId &&
    one.from === other.from &&
    one.to === other.to &&
    one.sentiment === other.sentiment
  )
}

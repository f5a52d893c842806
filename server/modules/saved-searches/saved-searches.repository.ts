import type { TenantDb } from '../../db/transaction'
import { type SavedSearchView, type SearchFilters, searchFilters } from '../../domain/conversations/saved-search'

/** Saved searches are a person's own: nobody else of the tenant reads or changes them. */
export type Owner = { tenantId: string; userId: string }

const COLUMNS = { id: true, name: true, search: true } as const

/** By name. */
export async function listSavedSearches(db: TenantDb, owner: Owner): Promise<SavedSearchView[]> {
  const rows = await db.savedSearch.findMany({ where: owner, orderBy: [{ name: 'asc' }, { id: 'asc' }], select: COLUMNS })
  // One that an older release wrote and this one cannot read is not shown.
  return rows.flatMap(({ search, ...row }) => {
    const { data } = searchFilters.safeParse(search)
    return data ? [{ ...row, search: data }] : []
  })
}

export async function countSavedSearches(db: TenantDb, owner: Owner): Promise<number> {
  return db.savedSearch.count({ where: owner })
}

/** @returns its id; null: the name is taken */
export async function insertSavedSearch(
  db: TenantDb,
  owner: Owner,
  saved: { name: string; search: SearchFilters },
): Promise<string | null> {
  const [row] = await db.savedSearch.createManyAndReturn({ data: [{ ...owner, ...saved }], skipDuplicates: true, select: { id: true } })
  return row?.id ?? null
}

export async function isNameTaken(db: TenantDb, owner: Owner, name: string, exceptId: string): Promise<boolean> {
  return (await db.savedSearch.count({ where: { ...owner, name, id: { not: exceptId } } })) > 0
}

/** @returns whether it is there */
export async function updateSavedSearch(
  db: TenantDb,
  owner: Owner,
  id: string,
  change: { name?: string; search?: SearchFilters },
): Promise<boolean> {
  const { count } = await db.savedSearch.updateMany({ where: { ...owner, id }, data: change })
  return count === 1
}

/** @returns whether it was there */
export async function deleteSavedSearch(db: TenantDb, owner: Owner, id: string): Promise<boolean> {
  const { count } = await db.savedSearch.deleteMany({ where: { ...owner, id } })
  return count === 1
}

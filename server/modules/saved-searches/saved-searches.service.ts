import type { Database } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { CreateSavedSearchInput, SavedSearchView, UpdateSavedSearchInput } from '../../domain/conversations/saved-search'
import { DomainError } from '../../domain/errors/domain-error'
import {
  countSavedSearches,
  deleteSavedSearch,
  insertSavedSearch,
  isNameTaken,
  listSavedSearches,
  type Owner,
  updateSavedSearch,
} from './saved-searches.repository'

const MOST = 100

/** The searches a person keeps, in one business. */
export function createSavedSearchesService({ db }: { db: Database }) {
  async function list(scope: Scope): Promise<SavedSearchView[]> {
    const owner = ownerOf(scope)
    return db.tenantDb(scope, (tx) => listSavedSearches(tx, owner))
  }

  /** @throws DomainError `search_name_taken`, `too_many_searches` */
  async function create(scope: Scope, { name, search }: CreateSavedSearchInput): Promise<SavedSearchView> {
    const owner = ownerOf(scope)
    return db.tenantDb(scope, async (tx) => {
      if ((await countSavedSearches(tx, owner)) >= MOST) {
        throw new DomainError('too_many_searches', `You keep ${MOST} searches already. Delete one first.`)
      }
      const id = await insertSavedSearch(tx, owner, { name, search })
      if (!id) throw nameTaken()
      return { id, name, search }
    })
  }

  /** @throws DomainError `not_found`, `search_name_taken` */
  async function update(scope: Scope, { savedSearchId, name, search }: UpdateSavedSearchInput): Promise<void> {
    const owner = ownerOf(scope)
    await db.tenantDb(scope, async (tx) => {
      if (name !== undefined && (await isNameTaken(tx, owner, name, savedSearchId))) throw nameTaken()
      const change = { ...(name === undefined ? {} : { name }), ...(search === undefined ? {} : { search }) }
      if (!(await updateSavedSearch(tx, owner, savedSearchId, change))) throw notFound()
    })
  }

  /** @throws DomainError `not_found` */
  async function remove(scope: Scope, savedSearchId: string): Promise<void> {
    const owner = ownerOf(scope)
    if (!(await db.tenantDb(scope, (tx) => deleteSavedSearch(tx, owner, savedSearchId)))) throw notFound()
  }

  return { list, create, update, remove }
}

/** Keys keep no searches. */
function ownerOf({ tenantId, actor }: Scope): Owner {
  if (actor.type !== 'user') throw new DomainError('forbidden', 'Only people keep searches.')
  return { tenantId, userId: actor.id }
}

function notFound(): DomainError {
  return new DomainError('not_found', 'There is no such saved search.')
}

function nameTaken(): DomainError {
  return new DomainError('search_name_taken', 'You keep a search of this name already.', { field: 'name' })
}

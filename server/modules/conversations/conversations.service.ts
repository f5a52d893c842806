import type { Database } from '../../db/transaction'
import type { Cache } from '../../ports/cache'
import type { Clock } from '../../ports/clock'
import { createContexts } from './contexts.service'
import { createHistory } from './history.service'
import { createSearch } from './search.service'

export type ConversationDeps = { db: Database; clock: Clock; cache: Cache }

/** What was said in calls: by contact, by booking, by words, and as an agent should remember it. */
export function createConversationsService(deps: ConversationDeps) {
  return { ...createHistory(deps), ...createSearch(deps), ...createContexts(deps) }
}

export type ConversationsService = ReturnType<typeof createConversationsService>

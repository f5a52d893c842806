import type { Database } from '../../db/transaction'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Cache } from '../../ports/cache'
import type { Clock } from '../../ports/clock'
import { createContexts } from './contexts.service'
import { createHistory } from './history.service'
import { createMemories } from './memories.service'
import { createSearch } from './search.service'

export type ConversationDeps = { db: Database; clock: Clock; cache: Cache; audit: AuditTrail }

/** What was said in calls: by contact, by booking, by words, and as an agent should remember it. */
export function createConversationsService(deps: ConversationDeps) {
  const contexts = createContexts(deps)
  return { ...createHistory(deps), ...createSearch(deps), ...contexts, ...createMemories(deps, contexts) }
}

export type ConversationsService = ReturnType<typeof createConversationsService>

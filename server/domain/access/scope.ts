import { type Action, can, type Role } from './can'

/** A proven tenant and who acts in it. Only doors that proved it make one. */
export type Scope = {
  tenantId: string
  actor:
    | { type: 'user'; id: string; role: Role }
    /** `scopes` are the actions a key is narrowed to; empty or absent: everything its role may do. */
    | { type: 'api_key'; id: string; role: Role; scopes?: readonly string[] }
    | { type: 'webhook' | 'system'; id: string }
}

/** Whether the actor of a scope may do `action`: by role, narrowed by the scopes of a key. Webhooks and our own jobs are no actors of actions. */
export function mayAct({ actor }: Scope, action: Action): boolean {
  if (!('role' in actor) || !can(actor.role, action)) return false
  return actor.type === 'user' || !actor.scopes?.length || actor.scopes.includes(action)
}

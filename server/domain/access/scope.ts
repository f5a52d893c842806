import type { Role } from './can'

/** A proven tenant and who acts in it. Only doors that proved it make one. */
export type Scope = {
  tenantId: string
  actor: { type: 'user'; id: string; role: Role } | { type: 'api_key'; id: string; role: Role } | { type: 'webhook' | 'system'; id: string }
}

/** Roles of a membership, and of an API key (never OWNER). */
export type Role = 'OWNER' | 'ADMIN' | 'MEMBER'

const MEMBER_ACTIONS = [
  'tenant.read',
  'calls.read',
  'contacts.read',
  'bookings.read',
  'campaigns.read',
  'analytics.read',
  'agents.read',
  'mappings.read',
  'contacts.write',
  'bookings.write',
  'suppressions.write',
  'extractions.write',
  'insights.write',
  'tasks.write',
  'links.write',
  'calls.place_service',
  'calls.test',
  'searches.save',
] as const
const ADMIN_ACTIONS = [
  'tenant.write',
  'agents.write',
  'knowledge.write',
  'mappings.write',
  'numbers.write',
  'campaigns.write',
  'webhooks.write',
  'exports.create',
  'contacts.erase',
  'calls.take_over',
  'calls.write',
  'team.write',
  'api_keys.write',
  'integrations.write',
  'retention.write',
  'audit.read',
] as const
const OWNER_ACTIONS = ['tenant.delete', 'tenant.change_owner', 'tenant.change_plan'] as const

export const ACTIONS = [...MEMBER_ACTIONS, ...ADMIN_ACTIONS, ...OWNER_ACTIONS] as const
export type Action = (typeof ACTIONS)[number]

const ALLOWED: Record<Role, ReadonlySet<Action>> = {
  MEMBER: new Set(MEMBER_ACTIONS),
  ADMIN: new Set([...MEMBER_ACTIONS, ...ADMIN_ACTIONS]),
  OWNER: new Set(ACTIONS),
}

/** The one rule of who may do what, for the server and for what the screen offers. */
export function can(role: Role, action: Action): boolean {
  return ALLOWED[role].has(action)
}

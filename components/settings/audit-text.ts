const ACTIONS: Record<string, string> = {
  'account.change_email': 'Change an e-mail address',
  'account.sign_in': 'Sign in',
  'agents.create': 'Create an agent',
  'agents.discard_draft': 'Discard an agent’s draft',
  'agents.publish': 'Publish an agent',
  'agents.read': 'See agents',
  'agents.roll_back': 'Bring an agent’s version back',
  'agents.save_draft': 'Change an agent’s draft',
  'agents.write': 'Change agents',
  'analytics.read': 'See analytics',
  'api_keys.create': 'Create an API key',
  'api_keys.revoke': 'Revoke an API key',
  'api_keys.use': 'Use an API key',
  'api_keys.write': 'Manage API keys',
  'audit.read': 'See the audit log',
  'bookings.create': 'Add a booking',
  'bookings.export': 'Export bookings',
  'bookings.import': 'Import bookings',
  'bookings.read': 'See bookings',
  'bookings.update': 'Change a booking',
  'bookings.write': 'Change bookings',
  'calls.place_service': 'Call a contact',
  'calls.read': 'See calls',
  'calls.take_over': 'Take a call over',
  'calls.test': 'Make a test call',
  'calls.write': 'Change calls',
  'campaigns.read': 'See campaigns',
  'campaigns.write': 'Place promotional calls',
  'contact_groups.create': 'Create a group of contacts',
  'contact_groups.remove': 'Remove a group of contacts',
  'contact_groups.rename': 'Rename a group of contacts',
  'contacts.add_note': 'Add a note to a contact',
  'contacts.correct_memory': 'Correct what is known of a contact',
  'contacts.create': 'Add a contact',
  'contacts.erase': 'Erase a contact',
  'contacts.export': 'Export contacts',
  'contacts.import': 'Import contacts',
  'contacts.merge': 'Merge two contacts',
  'contacts.read': 'See contacts',
  'contacts.record_consent': 'Record a contact’s consent',
  'contacts.update': 'Change a contact',
  'contacts.write': 'Change contacts',
  'exports.create': 'Export data',
  'extractions.correct': 'Correct what was taken down',
  'extractions.write': 'Correct what was taken down',
  'imports.cancel': 'Stop an import',
  'insights.correct': 'Correct a call’s insights',
  'insights.write': 'Correct a call’s insights',
  'integrations.write': 'Manage integrations',
  'knowledge.write': 'Change what agents know',
  'links.write': 'Link a call to a customer',
  'mappings.read': 'See mappings',
  'mappings.roll_back': 'Bring earlier mappings back',
  'mappings.save': 'Change mappings',
  'mappings.write': 'Change mappings',
  'numbers.write': 'Manage phone numbers',
  'outbound.save_settings': 'Change how calls are placed',
  'phone_numbers.add': 'Add a phone number',
  'phone_numbers.remove': 'Remove a phone number',
  'phone_numbers.reveal_secret': 'Look at a phone number’s secret',
  'phone_numbers.rotate_secret': 'Renew a phone number’s secret',
  'phone_numbers.update': 'Change a phone number',
  'retention.write': 'Change how long data is kept',
  'ringcentral.connect': 'Connect RingCentral',
  'ringcentral.disconnect': 'Disconnect RingCentral',
  'searches.save': 'Save searches',
  'suppressions.add': 'Add a number not to be called',
  'suppressions.remove': 'Allow a number to be called again',
  'suppressions.write': 'Change who is not to be called',
  'tasks.write': 'Settle a task',
  'team.add': 'Add a person to the team',
  'team.change_role': 'Change a person’s role',
  'team.remove': 'Remove a person from the team',
  'team.write': 'Manage the team',
  'tenant.change_owner': 'Hand the business over',
  'tenant.change_plan': 'Change the plan',
  'tenant.create': 'Create the business',
  'tenant.delete': 'Remove the business',
  'tenant.read': 'See the business',
  'tenant.write': 'Change the business’s settings',
  'webhooks.exotel.incoming': 'Announce an incoming call',
  'webhooks.write': 'Manage webhooks',
}

const REASONS: Record<string, string> = {
  forbidden: 'not allowed',
  not_a_member: 'not a member of the business',
  role_too_low: 'the role does not allow it',
  unknown_number: 'the number is not ours',
  wrong_password: 'wrong password',
}

/** What was done or tried, in words; what has none yet reads by its own name. */
export function actionText(action: string): string {
  return ACTIONS[action] ?? capitalise(wordsOf(action.replaceAll('.', ': ')))
}

/** Why, and what else is known. Names of our own procedures say nothing to a reader. */
export function detailsText(details: Record<string, unknown> | null, targetType: string | null): string {
  const { reason: said, code, procedure: _, ...rest } = details ?? {}
  const reason = said ?? code
  const facts = Object.entries(rest).map(([name, value]) => `${wordsOf(name)}: ${valueText(value)}`)
  return [...(typeof reason === 'string' ? [capitalise(reasonText(reason, targetType))] : []), ...facts].join(' · ')
}

function reasonText(reason: string, targetType: string | null): string {
  if (reason === 'not_found') return targetType ? `there is no such ${wordsOf(targetType)}` : 'it is not there'
  return REASONS[reason] ?? wordsOf(reason)
}

function valueText(value: unknown): string {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.map(wordsOf).join(', ')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** `contact_groups`, `mergedContactId` → contact groups, merged contact id */
function wordsOf(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`).replaceAll('_', ' ')
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

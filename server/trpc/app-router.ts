import { accountRouter } from '../modules/account/account.router'
import { agentsRouter } from '../modules/agents/agents.router'
import { analyticsRouter } from '../modules/analytics/analytics.router'
import { apiKeysRouter } from '../modules/api-keys/api-keys.router'
import { auditRouter } from '../modules/audit/audit.router'
import { bookingsRouter } from '../modules/bookings/bookings.router'
import { callsRouter } from '../modules/calls/calls.router'
import { contactsRouter } from '../modules/contacts/contacts.router'
import { conversationsRouter } from '../modules/conversations/conversations.router'
import { importsRouter } from '../modules/imports/imports.router'
import { insightsRouter } from '../modules/insights/insights.router'
import { linksRouter } from '../modules/links/links.router'
import { mappingsRouter } from '../modules/mappings/mappings.router'
import { outboundRouter } from '../modules/outbound/outbound.router'
import { phoneNumbersRouter } from '../modules/phone-numbers/phone-numbers.router'
import { ringCentralRouter } from '../modules/ringcentral/ringcentral.router'
import { savedSearchesRouter } from '../modules/saved-searches/saved-searches.router'
import { suppressionsRouter } from '../modules/suppressions/suppressions.router'
import { systemRouter } from '../modules/system/system.router'
import { tasksRouter } from '../modules/tasks/tasks.router'
import { teamRouter } from '../modules/team/team.router'
import { tenantsRouter } from '../modules/tenants/tenants.router'
import { router } from './trpc'

/** Everything the dashboard can ask. */
export const appRouter = router({
  account: accountRouter,
  tenants: tenantsRouter,
  calls: callsRouter,
  agents: agentsRouter,
  phoneNumbers: phoneNumbersRouter,
  contacts: contactsRouter,
  bookings: bookingsRouter,
  conversations: conversationsRouter,
  savedSearches: savedSearchesRouter,
  imports: importsRouter,
  suppressions: suppressionsRouter,
  insights: insightsRouter,
  links: linksRouter,
  mappings: mappingsRouter,
  outbound: outboundRouter,
  ringCentral: ringCentralRouter,
  tasks: tasksRouter,
  team: teamRouter,
  apiKeys: apiKeysRouter,
  analytics: analyticsRouter,
  audit: auditRouter,
  system: systemRouter,
})

export type AppRouter = typeof appRouter

import { createCallJobs } from '../modules/calls/calls.jobs'
import { createImportJobs } from '../modules/imports/imports.jobs'
import { createInsightJobs } from '../modules/insights/insights.jobs'
import { createLinkJobs } from '../modules/links/links.jobs'
import { createOutboundJobs } from '../modules/outbound/outbound.jobs'
import { createOutcomeJobs } from '../modules/outcomes/outcomes.jobs'
import { createRingCentralJobs } from '../modules/ringcentral/ringcentral.jobs'
import { createWebhookJobs } from '../modules/webhooks/webhooks.jobs'
import type { Inngest } from './client'

export type JobServices = Parameters<typeof createCallJobs>[1] &
  Parameters<typeof createImportJobs>[1] &
  Parameters<typeof createInsightJobs>[1] &
  Parameters<typeof createLinkJobs>[1] &
  Parameters<typeof createOutboundJobs>[1] &
  Parameters<typeof createOutcomeJobs>[1] &
  Parameters<typeof createRingCentralJobs>[1] &
  Parameters<typeof createWebhookJobs>[1]

/** All background work. Nothing here knows who runs it: an Inngest server or the embedded runner. */
export function createFunctions(inngest: Inngest, services: JobServices) {
  return [
    ...createCallJobs(inngest, services),
    ...createImportJobs(inngest, services),
    ...createInsightJobs(inngest, services),
    ...createLinkJobs(inngest, services),
    ...createOutboundJobs(inngest, services),
    ...createOutcomeJobs(inngest, services),
    ...createRingCentralJobs(inngest, services),
    ...createWebhookJobs(inngest, services),
  ]
}

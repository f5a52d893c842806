import { type Inngest, insightsDue } from '../../inngest/client'

type CallRef = { tenantId: string; callId: string }
type Services = { insights: { understand(call: CallRef): Promise<unknown>; giveUp(call: CallRef): Promise<void> } }

/** How long a provider has for its own account of a call before we pay for ours. */
const PROVIDER_HAS = '10m'

/** Calls that a language model reads. */
export function createInsightJobs(inngest: Inngest, { insights }: Services) {
  return [
    inngest.createFunction(
      {
        id: 'call-insights',
        triggers: [{ event: insightsDue }],
        retries: 4,
        // Language models answer slowly and in limited numbers; one tenant's rush must not hold up the others.
        concurrency: [{ limit: 8 }, { limit: 3, key: 'event.data.tenantId' }],
        onFailure: async ({ event, step }) => {
          const { tenantId, callId } = insightsDue.schema.parse(event.data.event.data)
          await step.run('give up', () => insights.giveUp({ tenantId, callId }))
        },
      },
      async ({ event, step }) => {
        const { tenantId, callId, waits } = event.data
        if (waits) await step.sleep('wait for the provider', PROVIDER_HAS)
        return await step.run('understand', () => insights.understand({ tenantId, callId }))
      },
    ),
  ]
}

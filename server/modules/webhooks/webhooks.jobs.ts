import { type Inngest, webhookReceived } from '../../inngest/client'

type Services = { webhooks: { apply(notice: { tenantId: string; webhookId: string }): Promise<unknown> } }

/** Applies deliveries that were stored before they were answered. */
export function createWebhookJobs(inngest: Inngest, { webhooks }: Services) {
  return [
    inngest.createFunction(
      { id: 'webhook-received', triggers: [{ event: webhookReceived }], retries: 5, concurrency: { limit: 10 } },
      async ({ event, step }) => {
        const { tenantId, webhookId } = event.data
        return await step.run('apply', () => webhooks.apply({ tenantId, webhookId }))
      },
    ),
  ]
}

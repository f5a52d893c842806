import { type Inngest, webhookReceived } from '../../inngest/client'

type Services = { webhooks: { apply(notice: { tenantId: string; webhookId: string }): Promise<unknown> } }

/** Applies deliveries that were stored before they were answered. */
export function createWebhookJobs(inngest: Inngest, { webhooks }: Services) {
  return [
    inngest.createFunction(
      // Few at once: a rush of notices is applied later rather than at the expense of those being answered.
      { id: 'webhook-received', triggers: [{ event: webhookReceived }], retries: 5, concurrency: { limit: 3 } },
      async ({ event, step }) => {
        const { tenantId, webhookId } = event.data
        return await step.run('apply', () => webhooks.apply({ tenantId, webhookId }))
      },
    ),
  ]
}

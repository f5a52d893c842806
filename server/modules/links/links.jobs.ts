import { callTranscribed, type Inngest, recordingGiven } from '../../inngest/client'

type CallRef = { tenantId: string; callId: string }
type Services = {
  links: { link(call: CallRef): Promise<unknown> }
  insights: { prepare(call: CallRef): Promise<{ hash: string; waits: boolean } | null> }
  recordingIntake: { copy(call: CallRef): Promise<unknown> }
}

/** What follows when more becomes known of a call: it finds its customer and booking, is understood, and its sound comes to us. */
export function createLinkJobs(inngest: Inngest, { links, insights, recordingIntake }: Services) {
  return [
    inngest.createFunction(
      {
        id: 'call-link',
        triggers: [{ event: callTranscribed }],
        retries: 6,
        concurrency: [{ limit: 6 }, { limit: 3, key: 'event.data.tenantId' }],
      },
      async ({ event, step }) => {
        const { tenantId, callId } = event.data
        await step.run('link', () => links.link({ tenantId, callId }))
        const due = await step.run('understand', () => insights.prepare({ tenantId, callId }))
        if (due)
          await step.sendEvent('ask a model', {
            name: 'insights.due',
            id: `insights.due:${callId}:${due.hash}`,
            data: { tenantId, callId, ...due },
          })
      },
    ),
    inngest.createFunction(
      { id: 'recording-given', triggers: [{ event: recordingGiven }], retries: 8, concurrency: [{ limit: 4 }] },
      async ({ event, step }) => {
        const { tenantId, callId } = event.data
        return await step.run('copy', () => recordingIntake.copy({ tenantId, callId }))
      },
    ),
  ]
}

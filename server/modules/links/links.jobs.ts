import { callTranscribed, type Inngest, recordingGiven } from '../../inngest/client'

type CallRef = { tenantId: string; callId: string }
type Services = {
  links: { link(call: CallRef): Promise<unknown> }
  recordingIntake: { copy(call: CallRef): Promise<unknown> }
}

/** What follows when more becomes known of a call: it finds its customer and booking, and its sound comes to us. */
export function createLinkJobs(inngest: Inngest, { links, recordingIntake }: Services) {
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
        return await step.run('link', () => links.link({ tenantId, callId }))
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

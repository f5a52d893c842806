import { callEnded, type Inngest } from '../../inngest/client'

type CallRef = { tenantId: string; callId: string }
type Services = {
  links: { link(call: CallRef): Promise<unknown> }
  insights: { prepare(call: CallRef): Promise<{ hash: string; waits: boolean } | null>; giveUp(call: CallRef): Promise<void> }
  calls: { tidyUp(onError: (error: unknown, call: CallRef) => void): Promise<unknown> }
  webhooks: { resendPending(): Promise<unknown> }
}

/** Three rounds a minute: a call whose stream never opened is to be final within 60 s. */
const TIDY_UP_ROUNDS = [1, 2, 3]

/** What happens to calls when nobody is on the line. */
export function createCallJobs(inngest: Inngest, { insights, calls, links, webhooks }: Services) {
  const afterCall = inngest.createFunction(
    {
      id: 'call-ended',
      triggers: [{ event: callEnded }],
      retries: 4,
      concurrency: [{ limit: 8 }, { limit: 3, key: 'event.data.tenantId' }],
      onFailure: async ({ event, step }) => {
        const ended = callEnded.schema.parse(event.data.event.data)
        await step.run('give up', () => insights.giveUp(ended))
      },
    },
    async ({ event, step }) => {
      const { tenantId, callId } = event.data
      // Linked first: what the call was about is told by the booking it belongs to.
      await step.run('link', () => links.link({ tenantId, callId }))
      const due = await step.run('understand', () => insights.prepare({ tenantId, callId }))
      if (due)
        await step.sendEvent('ask a model', {
          name: 'insights.due',
          id: `insights.due:${callId}:${due.hash}`,
          data: { tenantId, callId, ...due },
        })
    },
  )

  const tidyUp = inngest.createFunction(
    { id: 'calls-tidy-up', triggers: [{ cron: '* * * * *' }], retries: 1 },
    async ({ step, logger }) => {
      for (const round of TIDY_UP_ROUNDS) {
        if (round > 1) await step.sleep(`pause ${round}`, '20s')
        await step.run(`calls ${round}`, () => calls.tidyUp((err, call) => logger.error({ err, ...call }, 'call could not be tidied up')))
        await step.run(`webhooks ${round}`, () => webhooks.resendPending())
      }
    },
  )

  return [afterCall, tidyUp]
}

import { callEnded, type Inngest } from '../../inngest/client'

type CallRef = { tenantId: string; callId: string }
type Services = {
  links: { link(call: CallRef): Promise<unknown> }
  callSummaries: { summarise(call: CallRef): Promise<unknown>; giveUp(call: CallRef): Promise<void> }
  calls: { tidyUp(onError: (error: unknown, call: CallRef) => void): Promise<unknown> }
  webhooks: { resendPending(): Promise<unknown> }
}

/** Three rounds a minute: a call whose stream never opened is to be final within 60 s. */
const TIDY_UP_ROUNDS = [1, 2, 3]

/** What happens to calls when nobody is on the line. */
export function createCallJobs(inngest: Inngest, { callSummaries, calls, links, webhooks }: Services) {
  const afterCall = inngest.createFunction(
    {
      id: 'call-ended',
      triggers: [{ event: callEnded }],
      retries: 4,
      // Language models answer slowly and in limited numbers; one tenant's rush must not hold up the others.
      concurrency: [{ limit: 8 }, { limit: 3, key: 'event.data.tenantId' }],
      onFailure: async ({ event, step }) => {
        const ended = callEnded.schema.parse(event.data.event.data)
        await step.run('give up', () => callSummaries.giveUp(ended))
      },
    },
    async ({ event, step }) => {
      const { tenantId, callId } = event.data
      // Linked first: whom a call was with is not to wait for a model that is slow or away.
      await step.run('link', () => links.link({ tenantId, callId }))
      return await step.run('summarise', () => callSummaries.summarise({ tenantId, callId }))
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

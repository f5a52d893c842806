import { callEnded, type Inngest } from '../../inngest/client'

type Services = {
  calls: {
    summarise(call: { tenantId: string; callId: string }): Promise<unknown>
    tidyUp(): Promise<unknown>
  }
  webhooks: { resendPending(): Promise<unknown> }
}

/** Three rounds a minute: a call whose stream never opened is to be final within 60 s. */
const TIDY_UP_ROUNDS = [1, 2, 3]

/** What happens to calls when nobody is on the line. */
export function createCallJobs(inngest: Inngest, { calls, webhooks }: Services) {
  const afterCall = inngest.createFunction(
    {
      id: 'call-ended',
      triggers: [{ event: callEnded }],
      idempotency: 'event.data.callId',
      retries: 5,
      // Language models answer slowly and in limited numbers; one tenant's rush must not hold up the others.
      concurrency: [{ limit: 8 }, { limit: 3, key: 'event.data.tenantId' }],
    },
    async ({ event, step }) => {
      const { tenantId, callId } = event.data
      return await step.run('summarise', () => calls.summarise({ tenantId, callId }))
    },
  )

  const tidyUp = inngest.createFunction({ id: 'calls-tidy-up', triggers: [{ cron: '* * * * *' }], retries: 1 }, async ({ step }) => {
    for (const round of TIDY_UP_ROUNDS) {
      if (round > 1) await step.sleep(`pause ${round}`, '20s')
      await step.run(`calls ${round}`, () => calls.tidyUp())
      await step.run(`webhooks ${round}`, () => webhooks.resendPending())
    }
  })

  return [afterCall, tidyUp]
}

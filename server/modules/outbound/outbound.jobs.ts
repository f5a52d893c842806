import { type Inngest, outboundDue } from '../../inngest/client'

type Ref = { tenantId: string; outboundId: string }
type Timer = Ref & { generation: number; dueAt: string }
type NextStep = { next: 'done' } | { next: 'wait' | 'look_up'; at: string }
type Services = {
  outbound: {
    dial(timer: Timer): Promise<NextStep>
    lookUp(ref: Ref): Promise<NextStep>
    giveUp(timer: Timer): Promise<void>
    resendOverdue(): Promise<number>
  }
}

/** Far more than any call needs: what is still not done then is started again by the sweep. */
const MOST_ROUNDS = 50

/** Calls when their time has come. */
export function createOutboundJobs(inngest: Inngest, { outbound }: Services) {
  const due = inngest.createFunction(
    {
      id: 'outbound-due',
      triggers: [{ event: outboundDue }],
      // About 40 minutes: longer than a database is usually away.
      retries: 8,
      // Requests to the vendor under way at once; one tenant's campaign must not hold up the others.
      concurrency: [{ limit: 12 }, { limit: 6, key: 'event.data.tenantId' }],
      onFailure: async ({ event, step }) => {
        const timer = outboundDue.schema.parse(event.data.event.data)
        await step.run('give up', () => outbound.giveUp(timer))
      },
    },
    async ({ event, step }) => {
      const timer = event.data
      // What was due when it was sent is not kept waiting by a timer.
      const isDue = Date.parse(timer.dueAt) <= (event.ts ?? 0)
      let turn: NextStep = { next: 'wait', at: timer.dueAt }
      for (let round = 1; turn.next !== 'done' && round <= MOST_ROUNDS; round++) {
        const { next, at }: { next: 'wait' | 'look_up'; at: string } = turn
        if (round > 1 || !isDue) await step.sleepUntil(`until ${round}`, new Date(at))
        turn = await step.run(`${next} ${round}`, () => (next === 'wait' ? outbound.dial(timer) : outbound.lookUp(timer)))
      }
    },
  )

  const sweep = inngest.createFunction({ id: 'outbound-sweep', triggers: [{ cron: '* * * * *' }], retries: 1 }, async ({ step }) => {
    await step.run('resend', () => outbound.resendOverdue())
  })

  return [due, sweep]
}

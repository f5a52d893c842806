import { type Inngest, outcomeIncomplete, outcomeReceived, recordingOffered } from '../../inngest/client'

type CallRef = { tenantId: string; callId: string }
type Services = {
  outcomes: {
    apply(notice: { tenantId: string; webhookId: string }): Promise<unknown>
    reconcile(onError: (error: unknown, call: CallRef) => void): Promise<number>
    ask(call: CallRef): Promise<boolean>
    copyRecording(call: CallRef): Promise<unknown>
  }
}

/** When the analysis of an ended call is asked for that has not come by itself. */
const ASK_AFTER = ['1m', '4m', '25m']

/** What becomes of placed calls. */
export function createOutcomeJobs(inngest: Inngest, { outcomes }: Services) {
  const received = inngest.createFunction(
    // One at once, each for all that wait of its tenant: a rush of notices is applied later rather than at the expense of those being answered.
    { id: 'outcome-received', triggers: [{ event: outcomeReceived }], retries: 5, concurrency: { limit: 1 } },
    async ({ event, step }) => {
      const { tenantId, webhookId } = event.data
      return await step.run('apply', () => outcomes.apply({ tenantId, webhookId }))
    },
  )

  const incomplete = inngest.createFunction(
    { id: 'outcome-incomplete', triggers: [{ event: outcomeIncomplete }], retries: 4 },
    async ({ event, step }) => {
      const { tenantId, callId } = event.data
      for (const [index, pause] of ASK_AFTER.entries()) {
        await step.sleep(`wait ${index + 1}`, pause)
        if (await step.run(`ask ${index + 1}`, () => outcomes.ask({ tenantId, callId }))) return
      }
    },
  )

  const recording = inngest.createFunction(
    { id: 'recording-offered', triggers: [{ event: recordingOffered }], retries: 8, concurrency: [{ limit: 4 }] },
    async ({ event, step }) => {
      const { tenantId, callId } = event.data
      return await step.run('copy', () => outcomes.copyRecording({ tenantId, callId }))
    },
  )

  const reconcile = inngest.createFunction(
    { id: 'outcomes-reconcile', triggers: [{ cron: '* * * * *' }], retries: 1 },
    async ({ step, logger }) => {
      await step.run('ask', () => outcomes.reconcile((err, call) => logger.error({ err, ...call }, 'call could not be asked for')))
    },
  )

  return [received, incomplete, recording, reconcile]
}

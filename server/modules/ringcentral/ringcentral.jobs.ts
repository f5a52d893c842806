import { RetryAfterError } from 'inngest'
import { VendorError } from '../../domain/errors/vendor-error'
import { type Inngest, ringCentralReceived, ringCentralRecorded, ringCentralSession } from '../../inngest/client'

type SessionRef = { tenantId: string; sessionId: string }
type Services = {
  ringCentral: {
    apply(notice: { tenantId: string; webhookId: string }): Promise<unknown>
    follow(session: SessionRef): Promise<{ isOver: boolean; isToBeCopied: boolean; retryAfterMs: number }>
    giveUp(session: SessionRef): Promise<void>
    copyRecording(session: SessionRef): Promise<unknown>
    upkeep(onError: (error: unknown, tenantId: string | null) => void): Promise<unknown>
  }
}

/** How long a transcript takes at the least (transcript-sync.md), and how long it is waited for after that: two and a half hours in all. */
const FIRST_PAUSE_MS = 30_000
const PAUSES_MS = [30_000, 60_000, 2 * 60_000, 5 * 60_000, 10 * 60_000, 20 * 60_000, 40 * 60_000, 75 * 60_000]

/** What becomes of calls that RingCentral holds. */
export function createRingCentralJobs(inngest: Inngest, { ringCentral }: Services) {
  const received = inngest.createFunction(
    {
      id: 'ringcentral-received',
      triggers: [{ event: ringCentralReceived }],
      retries: 5,
      concurrency: [{ limit: 3 }, { limit: 1, key: 'event.data.tenantId' }],
    },
    async ({ event, step }) => {
      const { tenantId, webhookId } = event.data
      return await step.run('apply', () => ringCentral.apply({ tenantId, webhookId }))
    },
  )

  const session = inngest.createFunction(
    { id: 'ringcentral-session', triggers: [{ event: ringCentralSession }], retries: 6, concurrency: [{ limit: 4 }] },
    async ({ event, step }) => {
      const { tenantId, sessionId } = event.data
      const ref = { tenantId, sessionId }
      await step.sleep('first pause', FIRST_PAUSE_MS)
      let isCopyStarted = false
      for (const [index, pauseMs] of PAUSES_MS.entries()) {
        const found = await step.run(`ask ${index + 1}`, () => ringCentral.follow(ref))
        if (found.isToBeCopied && !isCopyStarted) {
          isCopyStarted = true
          const id = `ringcentral.recorded:${tenantId}:${sessionId}`
          await step.sendEvent('start copying', { name: 'ringcentral.recorded', id, data: ref })
        }
        if (found.isOver) return 'complete'
        await step.sleep(`pause ${index + 1}`, Math.max(pauseMs, found.retryAfterMs))
      }
      await step.run('give up', () => ringCentral.giveUp(ref))
      return 'given_up'
    },
  )

  const recorded = inngest.createFunction(
    { id: 'ringcentral-recorded', triggers: [{ event: ringCentralRecorded }], retries: 10, concurrency: [{ limit: 3 }] },
    async ({ event, step }) => {
      const { tenantId, sessionId } = event.data
      return await step.run('copy', () => ringCentral.copyRecording({ tenantId, sessionId }).catch(waitAsAsked))
    },
  )

  const upkeep = inngest.createFunction(
    { id: 'ringcentral-upkeep', triggers: [{ cron: '*/2 * * * *' }], retries: 1, concurrency: [{ limit: 1 }] },
    async ({ step, logger }) => {
      await step.run('look after accounts', () =>
        ringCentral.upkeep((err, tenantId) => logger.error({ err, tenantId }, 'RingCentral account could not be looked after')),
      )
    },
  )

  return [received, session, recorded, upkeep]
}

/** A vendor that says when to come back is not asked before. */
function waitAsAsked(error: unknown): never {
  if (error instanceof VendorError && error.options.retryAfterMs !== undefined) {
    throw new RetryAfterError(error.message, error.options.retryAfterMs, { cause: error })
  }
  throw error
}

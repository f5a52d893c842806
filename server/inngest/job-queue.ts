import type { JobQueue } from '../ports/job-queue'
import type { Inngest } from './client'

const SEND_LIMIT_MS = 5_000

/**
 * Starts durable work through Inngest. The row that an event is about is written first: what cannot be sent now is found
 * and sent again by the tidy-up, so a failure is reported and never loses or undoes what the caller did.
 */
export function createJobQueue(inngest: Inngest, onError: (error: unknown, eventId: string) => void): JobQueue {
  return {
    async send(event) {
      try {
        await withinLimit(inngest.send(event))
      } catch (error) {
        onError(error, event.id)
      }
    },
  }
}

async function withinLimit<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The job server did not answer in time')), SEND_LIMIT_MS)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}

import { type Inngest, importStarted } from '../../inngest/client'

type ImportRef = { tenantId: string; importId: string }
type Services = {
  imports: {
    takePiece(ref: ImportRef): Promise<{ isDone: boolean }>
    giveUp(ref: ImportRef): Promise<void>
    resendRunning(): Promise<unknown>
  }
}

/** Takes files in piece by piece. A step that runs twice goes on where the rows say it stopped. */
export function createImportJobs(inngest: Inngest, { imports }: Services) {
  const takeIn = inngest.createFunction(
    {
      id: 'import-started',
      triggers: [{ event: importStarted }],
      retries: 8,
      // Two at once, one of each tenant: a long file must not hold up the calls' own work.
      concurrency: [{ limit: 2 }, { limit: 1, key: 'event.data.tenantId' }],
      onFailure: async ({ event, step }) => {
        const started = importStarted.schema.parse(event.data.event.data)
        await step.run('give up', () => imports.giveUp(started))
      },
    },
    async ({ event, step }) => {
      const { tenantId, importId } = event.data
      for (let piece = 1; ; piece += 1) {
        const { isDone } = await step.run(`piece ${piece}`, () => imports.takePiece({ tenantId, importId }))
        if (isDone) return { pieces: piece }
      }
    },
  )

  const tidyUp = inngest.createFunction({ id: 'imports-tidy-up', triggers: [{ cron: '*/2 * * * *' }], retries: 1 }, async ({ step }) => {
    await step.run('resend', () => imports.resendRunning())
  })

  return [takeIn, tidyUp]
}

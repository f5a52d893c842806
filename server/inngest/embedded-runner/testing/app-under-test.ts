import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Inngest } from 'inngest'
import { serve } from 'inngest/node'

export const EVENT_KEY = 'event-key-of-tests'
export const SIGNING_KEY = `signkey-prod-${'ab'.repeat(32)}`
type Functions = Parameters<typeof serve>[0]['functions']

/** An app of a test's own: real functions behind the SDK's own HTTP handler, on a port that stays the same over restarts. */
export type AppUnderTest = {
  inngest: Inngest
  serveUrl: string
  /** Every request the handler got, as `<function> <step>`. */
  requests: string[]
  /** Breaks off what is under way and refuses connections, as a killed app does. */
  kill(): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
}

/**
 * @param runnerPort where the client sends events; the runner may start later
 * @param define creates the functions with the app's client
 */
export async function startAppUnderTest(
  runnerPort: () => number,
  define: (inngest: Inngest) => Functions,
  keys = { eventKey: EVENT_KEY, signingKey: SIGNING_KEY },
): Promise<AppUnderTest> {
  const quiet = { info() {}, warn() {}, error() {}, debug() {} }
  const inngest = new Inngest({
    id: 'app',
    isDev: false,
    ...keys,
    logger: quiet,
    aiMetadata: false,
    get baseUrl() {
      return `http://127.0.0.1:${runnerPort()}`
    },
  })
  const requests: string[] = []
  const handler = serve({ client: inngest, functions: define(inngest), servePath: '/api/inngest', enableUnauthedSync: false })
  const open = async (port: number) => {
    const server = createServer((request, response) => {
      const query = new URL(request.url ?? '/', 'http://app').searchParams
      if (request.method === 'POST') requests.push(`${query.get('fnId')} ${query.get('stepId')}`)
      handler(request, response)
    })
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    return server
  }
  let server = await open(0)
  const { port } = server.address() as AddressInfo
  const kill = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return {
    inngest,
    serveUrl: `http://127.0.0.1:${port}/api/inngest`,
    requests,
    kill,
    restart: async () => {
      server = await open(port)
    },
    stop: kill,
  }
}

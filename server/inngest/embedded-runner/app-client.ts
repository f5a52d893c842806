import { createHmac } from 'node:crypto'
import { Agent, request } from 'undici'
import { z } from 'zod'
import { canonicalJson } from './canonical-json'
import type { Run, Step } from './runs'

/** What the SDK's handler answered, or why there is no answer from it. */
export type AppAnswer =
  | { type: 'answer'; status: number; body: unknown; isRetriable: boolean; retryAfter: string | undefined }
  /** The request did not get there: nothing of the function has run. */
  | { type: 'absent'; reason: string }
  /** The connection broke after the request was sent: any part of the function may have run. */
  | { type: 'broken'; reason: string }

export type Execution = { run: Run; steps: Step[]; stepId: string; attempt: number; maxAttempts: number; isParallel: boolean }

export type AppClient = {
  /** Asks for the app's functions. @returns null while the app is not there */
  listFunctions(signal: AbortSignal): Promise<unknown[] | null>
  execute(execution: Execution, signal: AbortSignal): Promise<AppAnswer>
  close(): Promise<void>
}

/** A step may take as long as the slowest vendor call it makes, with room for retries inside it. */
const EXECUTION_LIMIT_MS = 600_000
const SYNC_LIMIT_MS = 15_000
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

const syncAnswer = z.object({ functions: z.array(z.unknown()) })

/**
 * Speaks to the SDK's HTTP handler as an Inngest server does: signed bodies, in-band registration, execution version 2.
 * Without `fn_id` in `ctx` the SDK reports step results in its answer instead of to an API that is not there.
 */
export function createAppClient(options: { serveUrl: string; signingKey: string }): AppClient {
  const agent = new Agent({ connections: 32, headersTimeout: EXECUTION_LIMIT_MS, bodyTimeout: EXECUTION_LIMIT_MS })

  async function send(method: 'PUT' | 'POST', url: string, body: unknown, headers: Record<string, string>, signal: AbortSignal) {
    const text = canonicalJson(body)
    return await request(url, {
      method,
      dispatcher: agent,
      signal,
      body: text,
      headers: { 'content-type': 'application/json', 'x-inngest-signature': sign(options.signingKey, text), ...headers },
    })
  }

  return {
    async listFunctions(signal) {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(SYNC_LIMIT_MS)])
      try {
        const response = await send('PUT', options.serveUrl, { url: options.serveUrl }, { 'x-inngest-sync-kind': 'in_band' }, limit)
        const text = await response.body.text()
        if (response.statusCode !== 200 || !response.headers['x-inngest-sdk']) return null
        return syncAnswer.parse(JSON.parse(text)).functions
      } catch {
        return null
      }
    },
    async execute(execution, signal) {
      const url = new URL(options.serveUrl)
      url.search = new URLSearchParams({ fnId: execution.run.functionId, stepId: execution.stepId || 'step' }).toString()
      const headers = { 'x-run-id': execution.run.id, 'x-inngest-req-version': '2' }
      try {
        const response = await send('POST', url.href, executionBody(execution), headers, signal)
        const text = await response.body.text()
        if (!response.headers['x-inngest-sdk'])
          return { type: 'absent', reason: `${response.statusCode} from something that is not the SDK` }
        return {
          type: 'answer',
          status: response.statusCode,
          body: text === '' ? null : JSON.parse(text),
          isRetriable: response.headers['x-inngest-no-retry'] !== 'true',
          retryAfter: [response.headers['retry-after']].flat()[0],
        }
      } catch (error) {
        const code = String((error as { code?: unknown }).code ?? '')
        return { type: NEVER_SENT.has(code) ? 'absent' : 'broken', reason: code || String(error) }
      }
    },
    close: () => agent.destroy(),
  }
}

/** `t=<seconds>&s=<HMAC of body and time>`, as the SDK checks it. */
function sign(signingKey: string, body: string): string {
  const seconds = String(Math.round(Date.now() / 1000))
  const key = signingKey.replace(/^signkey-\w+-/, '')
  return `t=${seconds}&s=${createHmac('sha256', key).update(body).update(seconds).digest('hex')}`
}

function executionBody({ run, steps, attempt, maxAttempts, isParallel }: Execution): unknown {
  const order = steps.map(({ id }) => id)
  return {
    event: run.event,
    events: [run.event],
    steps: Object.fromEntries(steps.map(({ id, state }) => [id, state])),
    ctx: {
      run_id: run.id,
      attempt,
      max_attempts: maxAttempts,
      disable_immediate_execution: isParallel,
      use_api: false,
      stack: { stack: order, current: Math.max(0, order.length - 1) },
    },
    version: 2,
    use_api: false,
  }
}

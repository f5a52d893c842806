import { createHmac } from 'node:crypto'
import { eventType, Inngest } from 'inngest'
import { z } from 'zod'
import type { Env } from '../env'
import { log } from '../log'

export const APP_ID = 'voicedesk'

/** How this app and whoever runs its functions find and trust each other. */
export type InngestConnection = {
  isEmbedded: boolean
  isDev: boolean
  baseUrl: string | undefined
  eventKey: string | undefined
  signingKey: string | undefined
  signingKeyFallback: string | undefined
}

type Settings = Pick<
  Env,
  | 'INNGEST_BASE_URL'
  | 'INNGEST_DEV'
  | 'INNGEST_EVENT_KEY'
  | 'INNGEST_SIGNING_KEY'
  | 'INNGEST_SIGNING_KEY_FALLBACK'
  | 'INTERNAL_SECRET'
  | 'RUNNER_PORT'
>

/**
 * Any setting of Inngest's means a real server. Without one the embedded runner on this machine stands in, with keys
 * derived from the secret that our own processes share, and the SDK in its production mode: it refuses unsigned requests.
 */
export function inngestConnection(settings: Settings): InngestConnection {
  const { INNGEST_DEV, INNGEST_BASE_URL, INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY, INNGEST_SIGNING_KEY_FALLBACK } = settings
  if (!INNGEST_DEV && !INNGEST_BASE_URL && !INNGEST_EVENT_KEY && !INNGEST_SIGNING_KEY) return embeddedConnection(settings)
  const isDev = INNGEST_DEV !== undefined && !['0', 'false'].includes(INNGEST_DEV)
  return {
    isEmbedded: false,
    isDev,
    baseUrl: INNGEST_BASE_URL ?? (isDev && URL.canParse(INNGEST_DEV) ? INNGEST_DEV : undefined),
    eventKey: INNGEST_EVENT_KEY,
    signingKey: INNGEST_SIGNING_KEY,
    signingKeyFallback: INNGEST_SIGNING_KEY_FALLBACK,
  }
}

export function embeddedConnection(settings: { INTERNAL_SECRET: string; RUNNER_PORT: number }): InngestConnection {
  const derive = (purpose: string) => createHmac('sha256', settings.INTERNAL_SECRET).update(purpose).digest('hex')
  return {
    isEmbedded: true,
    isDev: false,
    baseUrl: `http://127.0.0.1:${settings.RUNNER_PORT}`,
    eventKey: derive('embedded-runner event key'),
    signingKey: `signkey-prod-${derive('embedded-runner signing key')}`,
    signingKeyFallback: undefined,
  }
}

/** Where whoever runs the functions says that it is up: the embedded runner, a self-hosted or dev server, or Inngest's cloud. */
export function jobServerHealthUrl({ baseUrl, isDev }: InngestConnection): string {
  return new URL('/health', baseUrl ?? (isDev ? 'http://localhost:8288' : 'https://inn.gs')).href
}

export function createInngest(connection: InngestConnection): Inngest {
  const { isDev, baseUrl, eventKey, signingKey, signingKeyFallback } = connection
  return new Inngest({ id: APP_ID, isDev, baseUrl, eventKey, signingKey, signingKeyFallback, logger: log, aiMetadata: false })
}

export type { Inngest }

/** The events our functions listen to. Payloads carry ids of rows, never what is in them. */
export const callEnded = eventType('call.ended', { schema: z.object({ tenantId: z.string(), callId: z.string() }) })
export const importStarted = eventType('import.started', { schema: z.object({ tenantId: z.string(), importId: z.string() }) })
export const outboundDue = eventType('outbound.due', {
  schema: z.object({ tenantId: z.string(), outboundId: z.string(), generation: z.number().int(), dueAt: z.iso.datetime() }),
})
/** An outbound vendor's notice was stored. */
export const outcomeReceived = eventType('outcome.received', { schema: z.object({ tenantId: z.string(), webhookId: z.string() }) })
/** An outbound call ended and its analysis is still to come. */
export const outcomeIncomplete = eventType('outcome.incomplete', { schema: z.object({ tenantId: z.string(), callId: z.string() }) })
/** An outbound vendor keeps the sound of a call, for a while. */
export const recordingOffered = eventType('recording.offered', { schema: z.object({ tenantId: z.string(), callId: z.string() }) })
/** More is known of what was said in a call, or of whose it may be: it is linked. */
export const callTranscribed = eventType('call.transcribed', { schema: z.object({ tenantId: z.string(), callId: z.string() }) })
/** A call's words are to be read by a language model; `waits` a while for somebody else's account of it. */
export const insightsDue = eventType('insights.due', {
  schema: z.object({ tenantId: z.string(), callId: z.string(), hash: z.string(), waits: z.boolean() }),
})
/** An integration told where the sound of a call is. */
export const recordingGiven = eventType('recording.given', { schema: z.object({ tenantId: z.string(), callId: z.string() }) })
export const webhookReceived = eventType('webhook.received', { schema: z.object({ tenantId: z.string(), webhookId: z.string() }) })
/** A notice of RingCentral's was stored. */
export const ringCentralReceived = eventType('ringcentral.received', { schema: z.object({ tenantId: z.string(), webhookId: z.string() }) })
/** A call at RingCentral's is over: its recording and its transcript are waited for. */
export const ringCentralSession = eventType('ringcentral.session', { schema: z.object({ tenantId: z.string(), sessionId: z.string() }) })
/** RingCentral has the recording of a call. */
export const ringCentralRecorded = eventType('ringcentral.recorded', { schema: z.object({ tenantId: z.string(), sessionId: z.string() }) })

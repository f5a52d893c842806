import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { embeddedConnection, inngestConnection } from './client'
import { createInngestDoor } from './door'
import { createAppClient } from './embedded-runner/app-client'
import { functionConfig } from './embedded-runner/function-config'

const nothing = async () => {}
const done = async () => ({ next: 'done' as const })
const SERVICES = {
  calls: { tidyUp: nothing },
  insights: { prepare: async () => null, understand: nothing, giveUp: nothing },
  webhooks: { resendPending: nothing, apply: nothing },
  links: { link: nothing },
  imports: { takePiece: async () => ({ isDone: true }), giveUp: nothing, resendRunning: async () => 0 },
  recordingIntake: { copy: nothing },
  ringCentral: {
    apply: nothing,
    follow: async () => ({ isOver: true, isToBeCopied: false, retryAfterMs: 0 }),
    giveUp: nothing,
    copyRecording: nothing,
    upkeep: async () => 0,
  },
  outcomes: { apply: nothing, reconcile: async () => 0, ask: async () => true, copyRecording: nothing },
  outbound: { dial: done, lookUp: done, giveUp: nothing, resendOverdue: async () => 0 },
}
const EMBEDDED = embeddedConnection({ INTERNAL_SECRET: 's'.repeat(32), RUNNER_PORT: 3003 })
const door = createInngestDoor(EMBEDDED, SERVICES)
const URL_ = 'http://127.0.0.1:3000/api/inngest?fnId=voicedesk-call-ended&stepId=step'
const forged = { 'x-inngest-signature': `t=${Math.round(Date.now() / 1000)}&s=${'0'.repeat(64)}` }

test.each([
  ['an unsigned look', { method: 'GET' }, 401, 'unauthorized'],
  ['an unsigned registration', { method: 'PUT' }, 401, 'unauthorized'],
  ['an unsigned call', { method: 'POST', body: '{}' }, 401, 'unauthorized'],
  ['a forged call', { method: 'POST', body: '{}', headers: forged }, 401, 'unauthorized'],
  ['a signature that is none', { method: 'POST', body: '{}', headers: { 'x-inngest-signature': 'x' } }, 401, 'unauthorized'],
  ['another method', { method: 'DELETE', headers: forged }, 405, 'method_not_allowed'],
  ['a body that is no JSON', { method: 'POST', body: 'nonsense', headers: forged }, 400, 'malformed_json'],
  ['a body without end', { method: 'POST', body: `"${'x'.repeat(6_000_000)}"`, headers: forged }, 413, 'payload_too_large'],
])('%s is refused', async (_, init, status, code) => {
  const response = await door(new Request(URL_, init))
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject({ error: { code, message: expect.any(String) } })
})

/** The door behind a socket, for whoever speaks HTTP. */
async function listen(): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    const parts: Buffer[] = []
    for await (const part of incoming) parts.push(part as Buffer)
    const { method = 'GET', url = '', headers } = incoming
    const body = Buffer.concat(parts)
    const response = await door(new Request(`http://${headers.host}${url}`, { method, headers: headers as Record<string, string>, body }))
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/inngest`
}

test('whoever holds the keys is told of every function, and none uses what the embedded runner does not carry out', async () => {
  const app = createAppClient({ serveUrl: await listen(), signingKey: EMBEDDED.signingKey ?? '' })
  onTestFinished(app.close)
  const functions = functionConfig.array().parse(await app.listFunctions(AbortSignal.timeout(5_000)))
  expect(functions.map(({ id }) => id).sort()).toEqual([
    'voicedesk-call-ended',
    'voicedesk-call-ended-failure',
    'voicedesk-call-insights',
    'voicedesk-call-insights-failure',
    'voicedesk-call-link',
    'voicedesk-calls-tidy-up',
    'voicedesk-import-started',
    'voicedesk-import-started-failure',
    'voicedesk-imports-tidy-up',
    'voicedesk-outbound-due',
    'voicedesk-outbound-due-failure',
    'voicedesk-outbound-sweep',
    'voicedesk-outcome-incomplete',
    'voicedesk-outcome-received',
    'voicedesk-outcomes-reconcile',
    'voicedesk-recording-given',
    'voicedesk-recording-offered',
    'voicedesk-ringcentral-received',
    'voicedesk-ringcentral-recorded',
    'voicedesk-ringcentral-session',
    'voicedesk-ringcentral-upkeep',
    'voicedesk-webhook-received',
  ])
})

test('a dev server need not sign', async () => {
  const settings = { INNGEST_DEV: '1', INTERNAL_SECRET: 's'.repeat(32), RUNNER_PORT: 3003 }
  const absent = {
    INNGEST_BASE_URL: undefined,
    INNGEST_EVENT_KEY: undefined,
    INNGEST_SIGNING_KEY: undefined,
    INNGEST_SIGNING_KEY_FALLBACK: undefined,
  }
  const response = await createInngestDoor(inngestConnection({ ...settings, ...absent }), SERVICES)(new Request(URL_))
  expect(response.status).toBe(200)
})

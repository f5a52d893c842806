import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { closeSpeechFixtures, speak, transcribe } from '../server/testing/speech-fixtures'
import { createTenantFixture, type TenantFixture } from '../server/testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../server/testing/test-database'
import { createTestServices, type TestServices } from '../server/testing/test-services'
import { wordErrorRate } from '../server/testing/word-error-rate'
import { systemClock } from '../server/vendors/system-clock/system-clock'
import { startOpenAiSimulator } from '../simulators/openai/start-openai-simulator'
import { BrowserPage } from './testing/browser-page'
import { ExotelCaller } from './testing/exotel-caller'

/**
 * The process as it runs in the product: real services and database, the embedded recogniser, voice and detector, and the
 * practice receptionist behind OpenAI's protocol.
 */
const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
/** A busy machine compiles and loads the models slowly. */
const START_LIMIT_MS = 120_000
let db: TestDatabase
let services: TestServices
let tenant: TenantFixture
let model: Awaited<ReturnType<typeof startOpenAiSimulator>>
let dataDir: string
let port: number
let child: ChildProcess

beforeAll(async () => {
  db = await createTestDatabase()
  services = createTestServices(db.database, { clock: systemClock })
  tenant = await createTenantFixture(db.database)
  model = await startOpenAiSimulator()
  dataDir = await mkdtemp(join(tmpdir(), 'media-main-'))
  port = await freePort()
  await startMain()
}, 150_000)
afterAll(async () => {
  await end(child, 'SIGKILL')
  await model.close()
  await closeSpeechFixtures()
  await rm(dataDir, { recursive: true, force: true })
})

async function startMain(): Promise<void> {
  const started = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DATABASE_APP_URL: db.appUrl,
      DATA_DIR: dataDir,
      MEDIA_PORT: String(port),
      INTERNAL_SECRET: 'a secret of at least thirty-two characters',
      OPENAI_BASE_URL: model.baseUrl,
      OPENAI_API_KEY: 'simulated',
      OPENAI_IS_SIMULATED: '1',
      LOG_LEVEL: 'error',
    },
  })
  // Known before it is up: one that is too slow is ended as well.
  child = started
  const isUp = async () => (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null))?.ok === true
  await vi.waitUntil(isUp, { timeout: START_LIMIT_MS, interval: 100 })
}

async function end(process: ChildProcess | undefined, signal: NodeJS.Signals): Promise<number | null> {
  if (!process || process.exitCode !== null || process.signalCode !== null) return process?.exitCode ?? null
  const exited = new Promise<number | null>((resolve) => process.once('exit', (code) => resolve(code)))
  process.kill(signal)
  return exited
}

async function ring(): Promise<{ callId: string; url: string }> {
  const incoming = {
    vendorCallId: `sid-${Math.random()}`,
    from: tenant.contact.phone,
    to: tenant.phoneNumber.number,
    direction: 'INBOUND' as const,
  }
  const answer = await services.calls.openInbound(tenant.scope, incoming)
  if (answer.action !== 'bridge') throw new Error(`The call was refused: ${answer.reason}`)
  return { callId: answer.callId, url: answer.url.replace('ws://media.test', `ws://127.0.0.1:${port}`) }
}

const call = (callId: string) => services.calls.get(tenant.scope, callId)
const agentSpoke = (page: BrowserPage) => page.of('caption').filter((caption) => caption.role === 'agent' && caption.final)

test('a spoken question over the telephone is understood, answered, interrupted and recorded', async () => {
  const { callId, url } = await ring()
  const caller = await ExotelCaller.dial(url)
  await caller.until(() => caller.received.some((message) => message.event === 'mark'))
  await caller.pause(1500)
  await caller.speak(await speak('What are your opening hours?'))
  const before = caller.frames.length
  await caller.until(() => caller.frames.length > before + 8)
  await caller.pause(200)
  await caller.speak(await speak('Wait, please stop for a moment.'))
  await caller.until(() => caller.clears.length > 0)
  await caller.pause(3000)
  caller.hangUp()
  await expect.poll(async () => (await call(callId)).status, { timeout: 15_000 }).toBe('COMPLETED')
  const view = await call(callId)
  expect(view).toMatchObject({ endReason: 'caller_hung_up' })
  const [greeting, question, answer] = view.turns
  expect(greeting).toMatchObject({ role: 'agent', text: 'Hello, how can I help you?' })
  expect(wordErrorRate('What are your opening hours', question?.text ?? '')).toBeLessThan(0.35)
  expect(answer).toMatchObject({ role: 'agent', interrupted: true })
  expect((answer?.heardText ?? '').length).toBeLessThan((answer?.text ?? '').length)
  await expect.poll(async () => (await call(callId)).recordingUrl, { timeout: 15_000 }).not.toBeNull()
}, 60_000)

test('a typed call in the browser is answered aloud in words one can understand', async () => {
  const { url, callId } = await services.calls.openBrowserTest(tenant.scope, { agentId: tenant.agent.id, useDraft: false })
  const page = await BrowserPage.open(url.replace('ws://media.test', `ws://127.0.0.1:${port}`))
  await page.until(() => agentSpoke(page).length > 0)
  const pcm = Int16Array.from(page.audio.flatMap((chunk) => [...chunk]))
  expect(wordErrorRate('Hello, how can I help you?', await transcribe(pcm, 16_000))).toBeLessThan(0.4)
  page.send({ type: 'text', text: 'Goodbye' })
  await page.until(() => agentSpoke(page).length > 1)
  page.send({ type: 'hangup' })
  await expect.poll(async () => (await call(callId)).status, { timeout: 15_000 }).toBe('COMPLETED')
}, 60_000)

test('a token is good for one socket', async () => {
  const { url } = await ring()
  const first = await ExotelCaller.dial(url)
  const second = await ExotelCaller.dial(url)
  expect(second.refusedStatus).toBe(401)
  first.hangUp()
  await first.untilClosed()
}, 30_000)

test('killed in the middle of a call, it ends the call at its next start', async () => {
  const { callId, url } = await ring()
  const caller = await ExotelCaller.dial(url)
  await caller.until(() => caller.received.some((message) => message.event === 'mark'))
  await expect.poll(async () => (await call(callId)).status).toBe('IN_PROGRESS')
  await end(child, 'SIGKILL')
  await startMain()
  await expect.poll(async () => (await call(callId)).endReason, { timeout: 20_000 }).toBe('media_server_lost')
}, 180_000)

test('asked to stop, it says goodbye and leaves in good order', async () => {
  const { callId, url } = await ring()
  const caller = await ExotelCaller.dial(url)
  await caller.until(() => caller.received.some((message) => message.event === 'mark'))
  expect(await end(child, 'SIGTERM')).toBe(0)
  expect((await call(callId)).endReason).toBe('server_stopping')
  expect(await services.mediaServers.listLive()).toEqual([])
}, 60_000)

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

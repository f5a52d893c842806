import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { z } from 'zod'
import { canConnect } from '../scripts/lib/embedded-postgres.mjs'
import { identify, isSame } from '../scripts/lib/process-identity.mjs'
import { isHealthy, readDatabasePid, readRuntime, startInstance, stopInstances } from './support/instance'

const folder = mkdtempSync(join(tmpdir(), 'voicedesk-instance-'))
test.afterAll(async () => {
  await stopInstances()
  rmSync(folder, { recursive: true, force: true })
})

const demoUser = (role: string) => z.strictObject({ email: z.email(), password: z.string().min(12), role: z.literal(role) })

/** Shape of `npm run demo:info -- --json`: other programs rely on every name. */
const demoInfo = z.strictObject({
  app_url: z.url(),
  media_url: z.url(),
  database_app_url: z.string().startsWith('postgresql://voicedesk_app:'),
  secrets: z.strictObject({ retell_api_key: z.string().min(16), ringcentral_verification_token: z.string().min(16) }),
  tenants: z.array(
    z.strictObject({
      id: z.uuid(),
      slug: z.string(),
      name: z.string(),
      industry: z.enum(['HEALTHCARE', 'RESTAURANT', 'SERVICES', 'RETAIL', 'OTHER']),
      business_type: z.enum(['medical', 'restaurant', 'salon', 'consultant', 'general']),
      timezone: z.string(),
      callback_number: z.string().regex(/^\+\d{8,15}$/),
      exotel: z.strictObject({ numbers: z.array(z.string().regex(/^\+\d{8,15}$/)).min(1), webhook_secret: z.string().min(20) }),
      api_key: z.string().startsWith('vd_'),
      users: z.tuple([demoUser('OWNER'), demoUser('ADMIN'), demoUser('MEMBER')]),
    }),
  ),
})

test('what is killed comes back, a killed start is recovered, and a stop leaves nothing', async () => {
  test.setTimeout(400_000)
  const dataDir = join(folder, 'data')
  const first = await startInstance(dataDir)
  // Builds first where nothing has been built yet.
  await expect.poll(first.said, { timeout: 240_000 }).toContain('Voicedesk is ready')

  await test.step('the demo says how it is reached', async () => {
    const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'demo:info', '--', '--json'], {
      env: { ...process.env, DATA_DIR: dataDir },
    })
    const info = demoInfo.parse(JSON.parse(stdout))
    expect(info.app_url).toBe(first.appUrl)
    expect(info.tenants.map((tenant) => tenant.slug)).toEqual([
      'city-clinic',
      'spice-garden',
      'luxury-hair-studio',
      'crest-advisory',
      'acme-services',
      'glow-medspa',
      'paused-store',
    ])
    const [clinic] = info.tenants
    const answer = await fetch(`${info.app_url}/api/tenants/${clinic?.id}/calls`, {
      headers: { authorization: `Bearer ${clinic?.api_key}` },
    })
    expect(answer.status).toBe(200)
    const knock = new URLSearchParams({
      secret: clinic?.exotel.webhook_secret ?? '',
      CallSid: 'demo-info',
      To: clinic?.exotel.numbers[0] ?? '',
    })
    const door = await fetch(`${info.app_url}/webhooks/exotel/incoming?${knock}`)
    expect(door.status).toBe(200)
    // Next's router says what its answers vary by; a vendor's delivery does not pass it, and is as safe.
    expect(door.headers.get('vary')).toBeNull()
    expect(door.headers.get('content-security-policy')).toContain("default-src 'none'")
    const elsewhere = await fetch(`${info.app_url}/webhooks/exotel/nothing`)
    expect(elsewhere.status).toBe(404)
    expect(elsewhere.headers.get('vary')).toContain('next-router')
    expect(elsewhere.headers.get('content-security-policy')).toBe(door.headers.get('content-security-policy'))
  })

  await test.step('each process that is killed is started again', async () => {
    const before = readRuntime(dataDir).children
    expect(before.map((child) => child.name).sort()).toEqual(['media-server', 'runner', 'simulators', 'web'])
    for (const child of before) process.kill(child.pid, 'SIGKILL')
    await expect.poll(() => isHealthy(first.appUrl), { timeout: 60_000 }).toBe(true)
    expect(before.filter(isSame)).toEqual([])
  })

  await test.step('a killed database comes back with its data', async () => {
    const pid = readDatabasePid(dataDir)
    process.kill(pid, 'SIGKILL')
    await expect.poll(first.said, { timeout: 30_000 }).toContain('The database is back.')
    await expect.poll(() => isHealthy(first.appUrl), { timeout: 30_000 }).toBe(true)
  })

  await test.step('a second start beside it is refused in one sentence', async () => {
    const second = await startInstance(dataDir, first.ports)
    expect(await second.ended).toBe(1)
    expect(second.said()).toMatch(
      /^\nVoicedesk runs already \(process \d+, data in .+\): stop it first, or set DATA_DIR and other ports\.\n$/,
    )
  })

  const orphans = readRuntime(dataDir).children
  first.process.kill('SIGKILL')
  await first.ended
  expect(orphans.every(isSame)).toBe(true)

  const next = await startInstance(dataDir, first.ports)
  await expect.poll(next.said, { timeout: 90_000 }).toContain('Voicedesk is ready')
  expect(next.said()).toContain('Ending what a killed run left behind')
  expect(orphans.filter(isSame)).toEqual([])

  await test.step('a stop ends every process, the database last', async () => {
    const children = readRuntime(dataDir).children
    const databasePid = readDatabasePid(dataDir)
    next.process.kill('SIGTERM')
    expect(await next.ended).toBe(0)
    expect(children.filter(isSame)).toEqual([])
    expect(identify(databasePid)).toBeNull()
    for (const port of Object.values(next.ports)) expect(await canConnect(Number(port))).toBe(false)
  })
})

import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parsePhoneNumber } from 'libphonenumber-js/max'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TenantDb } from '../../server/db/transaction'
import { agentConfig } from '../../server/domain/agents/agent-config'
import { deinterleave } from '../../server/domain/audio/channels'
import { levelDbfs } from '../../server/domain/audio/level'
import { msToSamples } from '../../server/domain/audio/pcm16'
import { decodeWav } from '../../server/domain/audio/wav'
import { phaseOf } from '../../server/domain/conversations/key-information'
import { createTestDatabase } from '../../server/testing/test-database'
import { createArgon2Passwords } from '../../server/vendors/argon2/argon2-passwords'
import { createEmbeddedTextToSpeech } from '../../server/vendors/embedded-speech/embedded-text-to-speech'
import { createLocalDiskRecordings } from '../../server/vendors/local-disk/local-disk-recordings'
import { createAesSecretBox } from '../../server/vendors/node-crypto/aes-secret-box'
import { seedDemo } from './demo'
import { createDemoSecrets, demoEmail } from './demo-secrets'
import { DEMO_TENANTS } from './demo-tenants'

const { database, appUrl, asOwner } = await createTestDatabase()
const encryptionKey = randomBytes(32).toString('base64')
const folder = mkdtempSync(join(tmpdir(), 'voicedesk-demo-test-'))
const store = createLocalDiskRecordings(folder)
const voices = createEmbeddedTextToSpeech()
const options = {
  databaseUrl: appUrl,
  seed: 'seed-of-the-demo-in-tests',
  encryptionKey,
  now: new Date('2026-03-04T10:00:00Z'),
  recordings: { store, voices },
}
const secrets = createDemoSecrets(options.seed)
let made: string[]

// Some sixty sentences are spoken.
beforeAll(async () => {
  made = await seedDemo(options)
}, 240_000)

afterAll(async () => {
  await voices.close()
  rmSync(folder, { recursive: true, force: true })
})

const TABLES = [
  'Tenant',
  'User',
  'Membership',
  'PhoneNumber',
  'Agent',
  'AgentVersion',
  'Contact',
  'Booking',
  'Call',
  'TranscriptTurn',
  'CallEvent',
  'CostLine',
  'Extraction',
  'CallLink',
  'Task',
  'SavedSearch',
  'ApiKey',
]
const fingerprint = async () => {
  const rows: Record<string, unknown> = {}
  for (const table of TABLES) {
    const [row] = await asOwner<{ hash: string }>(
      `SELECT count(*) || ':' || md5(string_agg(t::text, '|' ORDER BY t::text)) AS hash FROM "${table}" t`,
    )
    rows[table] = row?.hash
  }
  return rows
}

test('a second seed changes nothing', async () => {
  expect(made).toEqual(DEMO_TENANTS.map((tenant) => tenant.slug))
  const before = await fingerprint()
  expect(await seedDemo({ ...options, now: new Date('2026-04-01T10:00:00Z') })).toEqual([])
  expect(await fingerprint()).toEqual(before)
})

describe.each(DEMO_TENANTS)('$slug', (tenant) => {
  const scopeOf = async () => {
    const found = await database.unscoped.findTenantBySlug(tenant.slug)
    if (!found) throw new Error(`${tenant.slug} is missing`)
    return found
  }

  test('has what a tenant of the demo has', async () => {
    const scope = await scopeOf()
    expect(scope.status).toBe(tenant.status)
    const found = await database.tenantDb(scope, async (db) => ({
      roles: (await db.membership.findMany({ orderBy: { role: 'asc' } })).map((membership) => membership.role),
      numbers: (await db.phoneNumber.findMany()).map((number) => number.number),
      agent: await db.agent.findFirstOrThrow({ include: { versions: true } }),
      contacts: await db.contact.findMany(),
      bookings: await db.booking.count(),
      calls: await db.call.findMany({ include: { turns: { orderBy: { index: 'asc' } }, costLines: true } }),
    }))
    expect(found.roles).toEqual(['OWNER', 'ADMIN', 'MEMBER'])
    expect(found.numbers).toEqual([tenant.exotelNumber])
    const version = found.agent.versions.find((candidate) => candidate.id === found.agent.publishedVersionId)
    expect(version?.status).toBe('PUBLISHED')
    expect(() => agentConfig.parse(version)).not.toThrow()
    expect(found.contacts.length).toBeGreaterThanOrEqual(8)
    expect(found.contacts.filter((contact) => !parsePhoneNumber(contact.phone).isValid())).toEqual([])
    expect(found.bookings).toBeGreaterThanOrEqual(8)
    expect(found.calls.length).toBeGreaterThanOrEqual(10)
    const answered = found.calls.filter((call) => call.status === 'COMPLETED')
    expect(answered.filter((call) => call.turns.length < 3 || call.costLines.length === 0 || !call.summary || !call.sentiment)).toEqual([])
    expect(found.calls.some((call) => call.status !== 'COMPLETED')).toBe(true)
    expect(found.calls.filter((call) => call.startedAt > options.now || (call.endedAt ?? call.startedAt) > options.now)).toEqual([])
  })

  test('keeps the secrets that the demo is printed with', async () => {
    const { tenantId } = await scopeOf()
    const row = await database.tenantDb({ tenantId }, (db) => db.tenant.findFirstOrThrow())
    expect(createAesSecretBox(() => encryptionKey).open(row.exotelSecretEncrypted)).toBe(secrets.exotelSecret(tenant.slug))
    const user = await database.unscoped.findUserByEmail(demoEmail(tenant.slug, 'ADMIN'))
    expect(await createArgon2Passwords().verify(user?.passwordHash ?? null, secrets.password)).toBe(true)
  })
})

test('turns of a call follow each other and an interrupted one was heard in part', async () => {
  const turns = await asOwner<{
    callId: string
    index: number
    startedMs: number
    endedMs: number
    interrupted: boolean
    heardText: string
    text: string
  }>(
    'SELECT "callId", "index", "startedMs", "endedMs", "interrupted", "heardText", "text" FROM "TranscriptTurn" ORDER BY "callId", "index"',
  )
  const disordered = turns.filter((turn, index) => {
    const previous = turns[index - 1]
    return turn.endedMs <= turn.startedMs || (previous?.callId === turn.callId && turn.startedMs < previous.endedMs)
  })
  expect(disordered).toEqual([])
  const interrupted = turns.filter((turn) => turn.interrupted)
  expect(interrupted.length).toBeGreaterThan(3)
  expect(interrupted.filter((turn) => !turn.text.startsWith(turn.heardText) || turn.heardText === turn.text)).toEqual([])
})

describe.each(DEMO_TENANTS.filter((tenant) => tenant.status === 'ACTIVE'))('the calls of $slug', (tenant) => {
  const inTenant = async <Result>(work: (db: TenantDb) => Promise<Result>) => {
    const scope = await database.unscoped.findTenantBySlug(tenant.slug)
    return database.tenantDb({ tenantId: scope?.tenantId ?? '' }, work)
  }

  test('there is a booking with calls before, during and after it, linked by the rules', async () => {
    const calls = await inTenant((db) =>
      db.call.findMany({
        where: { bookingId: { not: null }, link: { is: { status: 'LINKED', decidedBy: 'RULES' } } },
        orderBy: { startedAt: 'asc' },
        select: { startedAt: true, booking: { select: { startsAt: true, durationMinutes: true } } },
      }),
    )
    const phases = calls.map(({ startedAt, booking }) =>
      phaseOf(startedAt, {
        startsAt: booking?.startsAt ?? startedAt,
        endsAt: new Date((booking?.startsAt.getTime() ?? 0) + (booking?.durationMinutes ?? 0) * 60_000),
      }),
    )
    expect(phases).toEqual(['before', 'during', 'after'])
  })

  test('some wait for a person: one between two bookings, one of somebody else, two of nobody known', async () => {
    const waiting = await inTenant((db) =>
      db.callLink.findMany({
        where: { status: { in: ['NEEDS_REVIEW', 'UNMATCHED'] } },
        select: { status: true, candidates: true, call: { select: { recordingKey: true } } },
      }),
    )
    const kinds = waiting.map(
      ({ status, candidates }) => `${status} ${(candidates as unknown[]).length > 0 ? 'with' : 'without'} candidates`,
    )
    expect(kinds.sort()).toEqual([
      'NEEDS_REVIEW with candidates',
      'NEEDS_REVIEW with candidates',
      'UNMATCHED without candidates',
      'UNMATCHED without candidates',
    ])
    expect(waiting.filter(({ call }) => call.recordingKey !== null).length).toBeGreaterThanOrEqual(tenant.slug === 'city-clinic' ? 3 : 1)
  })

  test('the newest can be heard, each turn on its own channel at its own time', async () => {
    const call = await inTenant((db) =>
      db.call.findFirstOrThrow({
        where: { recordingKey: { not: null } },
        orderBy: { startedAt: 'desc' },
        include: { turns: { orderBy: { index: 'asc' } } },
      }),
    )
    const { pcm, channels, sampleRateHz } = decodeWav(readFileSync(join(folder, call.recordingKey ?? '')))
    const [caller, agent] = deinterleave(pcm, channels)
    if (!caller || !agent) throw new Error('Two channels are needed')
    expect(caller.length).toBe(msToSamples(call.recordingDurationMs ?? 0, sampleRateHz))
    for (const turn of call.turns) {
      const [own, other] = turn.role === 'CALLER' ? [caller, agent] : [agent, caller]
      const part = (channel: Int16Array) =>
        channel.subarray(msToSamples(turn.startedMs, sampleRateHz), msToSamples(turn.endedMs, sampleRateHz))
      expect(levelDbfs(part(own))).toBeGreaterThan(-40)
      expect(levelDbfs(part(other))).toBeLessThan(-90)
    }
  })
})

import { createHash, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { createTenantFixture, type TenantFixture } from '../testing/tenant-fixture'
import { createTestDatabase } from '../testing/test-database'
import { newId } from './transaction'

const { database, asApp } = await createTestDatabase()
const { unscoped } = database
const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const now = new Date('2026-03-01T10:00:00Z')
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds)

let a: TenantFixture
let b: TenantFixture

beforeAll(async () => {
  a = await createTenantFixture(database)
  b = await createTenantFixture(database, { status: 'SUSPENDED' })
})

function createCall(
  tenant: TenantFixture,
  data: { externalId?: string; startedAt?: Date; tidyUpAt?: Date; status?: 'IN_PROGRESS' | 'COMPLETED' } = {},
) {
  return database.tenantDb(tenant.scope, (db) => db.call.create({ data: { tenantId: tenant.tenantId, ...data } }))
}

async function createToken(tenant: TenantFixture, data: { expiresAt?: Date; revokedAt?: Date } = {}): Promise<string> {
  const tokenHash = hash(randomUUID())
  const call = await createCall(tenant)
  await database.tenantDb(tenant.scope, (db) =>
    db.streamToken.create({
      data: { tenantId: tenant.tenantId, callId: call.id, tokenHash, transport: 'exotel', expiresAt: later(30_000), ...data },
    }),
  )
  return tokenHash
}

describe('who is being called, and by whom', () => {
  test('a tenant is found by the hash of its Exotel secret', async () => {
    const found = await unscoped.findTenantByExotelSecretHash(hash(a.exotelSecret))
    expect(found).toEqual({ tenantId: a.tenantId, slug: a.slug, status: 'ACTIVE' })
    expect(await unscoped.findTenantByExotelSecretHash(hash('wrong'))).toBeNull()
  })

  test('a tenant is found by its slug', async () => {
    expect(await unscoped.findTenantBySlug(b.slug)).toEqual({ tenantId: b.tenantId, slug: b.slug, status: 'SUSPENDED' })
  })

  test('a dialled number names its tenant', async () => {
    expect(await unscoped.findDialledNumber(b.phoneNumber.number)).toEqual({
      tenantId: b.tenantId,
      phoneNumberId: b.phoneNumber.id,
      provider: 'EXOTEL',
      isActive: true,
      tenantStatus: 'SUSPENDED',
    })
    expect(await unscoped.findDialledNumber('+910000000000')).toBeNull()
  })

  test('an API key is found by its hash, with what limits it', async () => {
    expect(await unscoped.findApiKeyByHash(hash(a.apiKey.plain))).toEqual({
      tenantId: a.tenantId,
      apiKeyId: a.apiKey.id,
      role: 'ADMIN',
      scopes: [],
      expiresAt: null,
      revokedAt: null,
      tenantSlug: a.slug,
      tenantStatus: 'ACTIVE',
    })
  })

  test("a call is found by the vendor's id", async () => {
    const call = await createCall(a, { externalId: 'CA-lookup' })
    expect(await unscoped.findCallByExternalId('EXOTEL', 'CA-lookup')).toEqual({ tenantId: a.tenantId, callId: call.id })
    expect(await unscoped.findCallByExternalId('RETELL', 'CA-lookup')).toBeNull()
  })

  test('tenants are listed a page at a time', async () => {
    const first = await unscoped.listTenantIds({ after: null, limit: 1 })
    const second = await unscoped.listTenantIds({ after: first[0]?.tenantId ?? null, limit: 10 })
    expect([...first, ...second]).toEqual([
      { tenantId: a.tenantId, status: 'ACTIVE' },
      { tenantId: b.tenantId, status: 'SUSPENDED' },
    ])
  })
})

describe("a telephone system's notices", () => {
  const store = (more: Partial<Parameters<typeof unscoped.storeSessionNotice>[0]> = {}) =>
    unscoped.storeSessionNotice({
      tokenHash: hash('of the installation'),
      isInstallations: true,
      numbers: [],
      sessionId: null,
      id: newId(),
      eventId: randomUUID(),
      payload: {},
      status: 'PENDING',
      now,
      ...more,
    })

  test('are of the tenant whose number they name, in the order in which they name them', async () => {
    const numbers = [b.phoneNumber.number, a.phoneNumber.number]
    expect(await store({ numbers })).toEqual({ tenantId: b.tenantId, webhookId: expect.any(String) })
    expect(await store({ numbers: numbers.reverse() })).toMatchObject({ tenantId: a.tenantId })
  })

  test('are parked where nobody knows whose they are, and claimed with their call', async () => {
    expect(await store({ sessionId: 's-parked' })).toEqual({ tenantId: null, webhookId: null })
    expect(await unscoped.listClaimableNotices({ forgetBefore: later(-1000), limit: 10 })).toEqual([])
    await store({ sessionId: 's-parked', numbers: [a.phoneNumber.number] })
    const rows = await asApp({ tenantId: a.tenantId }, `SELECT 1 FROM "WebhookInbox" WHERE "vendorCallId" = 's-parked'`)
    expect(rows).toHaveLength(2)
  })

  test('that nobody claims are forgotten', async () => {
    await store({ sessionId: 's-forgotten' })
    await unscoped.listClaimableNotices({ forgetBefore: later(1000), limit: 10 })
    await store({ sessionId: 's-forgotten', numbers: [a.phoneNumber.number] })
    const rows = await asApp({ tenantId: a.tenantId }, `SELECT 1 FROM "WebhookInbox" WHERE "vendorCallId" = 's-forgotten'`)
    expect(rows).toHaveLength(1)
  })

  test("with a token that is nobody's are kept nowhere", async () => {
    expect(await store({ isInstallations: false, numbers: [a.phoneNumber.number] })).toBeNull()
  })

  test("with a tenant's own token are that tenant's, and the installation's token is no way to it any more", async () => {
    const own = hash(randomUUID())
    const sealed = { clientId: 'c', clientSecretEncrypted: 'x', jwtEncrypted: 'x', verificationTokenEncrypted: 'x' }
    await database.tenantDb(b.scope, (db) =>
      db.ringCentralConnection.create({ data: { tenantId: b.tenantId, ...sealed, verificationTokenHash: own } }),
    )
    expect(await unscoped.findTenantByRingCentralTokenHash(own)).toEqual({ tenantId: b.tenantId })
    expect(await store({ tokenHash: own, isInstallations: false, numbers: [a.phoneNumber.number] })).toMatchObject({ tenantId: b.tenantId })
    expect(await store({ numbers: [b.phoneNumber.number] })).toEqual({ tenantId: null, webhookId: null })
    expect(await unscoped.listRingCentralConnections({ checkedBefore: now, limit: 10 })).toEqual([{ tenantId: b.tenantId }])
  })
})

describe('sign-in', () => {
  test('a person is found by e-mail, by id and by a linked account', async () => {
    const user = a.users.MEMBER
    await database.tenantDb(
      a.scope,
      (db) => db.account.create({ data: { provider: 'google', providerAccountId: 'g-1', userId: user.id } }),
      { userId: user.id },
    )
    expect(await unscoped.findUserByEmail(user.email)).toMatchObject({ id: user.id, passwordHash: null, sessionVersion: 1 })
    expect(await unscoped.findUserById(user.id)).toMatchObject({ email: user.email })
    expect(await unscoped.findUserByAccount('google', 'g-1')).toMatchObject({ id: user.id })
    expect(await unscoped.findUserById(newId())).toBeNull()
  })

  test("memberships prove a person's tenants", async () => {
    const found = await unscoped.listMembershipsOfUser(a.users.ADMIN.id)
    expect(found).toEqual([
      {
        tenantId: a.tenantId,
        slug: a.slug,
        name: a.name,
        status: 'ACTIVE',
        timezone: 'Asia/Kolkata',
        businessType: 'general',
        role: 'ADMIN',
      },
    ])
  })

  test('a sign-in link works once', async () => {
    const token = { identifier: 'x@example.test', token: hash('link'), expires: later(1000) }
    await unscoped.createVerificationToken(token)
    expect(await unscoped.spendVerificationToken(token.identifier, 'other')).toBeNull()
    expect(await unscoped.spendVerificationToken(token.identifier, token.token)).toEqual(token)
    expect(await unscoped.spendVerificationToken(token.identifier, token.token)).toBeNull()
  })
})

describe('stream tokens', () => {
  test('looking at a token does not spend it', async () => {
    const tokenHash = await createToken(a)
    expect(await unscoped.findStreamToken(tokenHash, now)).toMatchObject({ tenantId: a.tenantId, transport: 'exotel' })
    expect(await unscoped.spendStreamToken(tokenHash, now)).toMatchObject({ tenantId: a.tenantId })
    expect(await unscoped.findStreamToken(tokenHash, now)).toBeNull()
  })

  test('of many sockets with the same token exactly one gets the call', async () => {
    const tokenHash = await createToken(a)
    const claims = await Promise.all(Array.from({ length: 8 }, () => unscoped.spendStreamToken(tokenHash, now)))
    expect(claims.filter(Boolean)).toHaveLength(1)
  })

  test('an expired, a revoked and an unknown token are all worth nothing', async () => {
    const expired = await createToken(a, { expiresAt: later(-1) })
    const revoked = await createToken(a, { revokedAt: now })
    const claims = await Promise.all([expired, revoked, hash('unknown')].map((tokenHash) => unscoped.spendStreamToken(tokenHash, now)))
    expect(claims).toEqual([null, null, null])
  })
})

describe('tidying up', () => {
  test('calls that somebody has to look after are found in every tenant, longest overdue first', async () => {
    const lost = await createCall(a, { status: 'IN_PROGRESS', tidyUpAt: later(-120_000) })
    const undone = await createCall(b, { status: 'COMPLETED', tidyUpAt: later(-60_000) })
    await createCall(a, { status: 'IN_PROGRESS', tidyUpAt: later(5_000) })
    await createCall(b, { status: 'COMPLETED' })
    expect(await unscoped.listCallsToTidyUp({ now, limit: 10 })).toEqual([
      { tenantId: a.tenantId, callId: lost.id, status: 'IN_PROGRESS' },
      { tenantId: b.tenantId, callId: undone.id, status: 'COMPLETED' },
    ])
    expect(await unscoped.listCallsToTidyUp({ now, limit: 1 })).toHaveLength(1)
  })

  test('deliveries whose job never started are found', async () => {
    const create = (tenant: TenantFixture, eventId: string, receivedAt: Date) =>
      database.tenantDb(tenant.scope, (db) =>
        db.webhookInbox.create({ data: { tenantId: tenant.tenantId, source: 'exotel.status', eventId, payload: {}, receivedAt } }),
      )
    const old = await create(b, 'old', later(-60_000))
    await create(a, 'fresh', now)
    expect(await unscoped.listPendingWebhooks({ receivedBefore: later(-30_000), limit: 5 })).toEqual([
      { tenantId: b.tenantId, webhookId: old.id, source: 'exotel.status' },
    ])
  })
})

test('the application role may call every look-up and nobody else may', async () => {
  const rows = await asApp<{ name: string; app: boolean; owner: string; definer: boolean; isPublic: boolean }>(
    {},
    `SELECT p.proname AS name, has_function_privilege('voicedesk_app', p.oid, 'EXECUTE') AS app, r.rolname AS owner, p.prosecdef AS definer,
       EXISTS (SELECT FROM aclexplode(p.proacl) WHERE grantee = 0) AS "isPublic"
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner WHERE n.nspname = 'lookup'`,
  )
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.filter((row) => !row.app || !row.definer || row.isPublic || row.owner !== 'voicedesk_lookup')).toEqual([])
})

describe("an outbound vendor's notice", () => {
  const placed = async (tenant: TenantFixture, externalId: string | null) => {
    const id = newId()
    await database.tenantDb(tenant.scope, async (db) => {
      const ids = { id, tenantId: tenant.tenantId, contactId: tenant.contact.id }
      await db.call.create({ data: { ...ids, provider: 'RETELL', direction: 'OUTBOUND', externalId, startedAt: now } })
      await db.outboundCall.create({ data: { ...ids, dueAt: now, status: 'PLACED' } })
    })
    return id
  }
  const store = (changes: Partial<Parameters<typeof unscoped.storeOutcome>[0]>) =>
    unscoped.storeOutcome({
      vendorCallId: newId(),
      unverifiedCallId: null,
      unverifiedTenantId: null,
      isGloballySigned: true,
      provenKey: null,
      id: newId(),
      eventId: newId(),
      payload: { event: 'call_ended' },
      now,
      ...changes,
    })
  const keep = (tenant: TenantFixture, sealed: string | null) =>
    database.tenantDb(tenant.scope, (db) => db.tenant.update({ where: { id: tenant.tenantId }, data: { retellApiKeyEncrypted: sealed } }))

  test('belongs to the tenant whose call it is, by its own id before what it names', async () => {
    const vendorCallId = newId()
    const callId = await placed(a, vendorCallId)
    const other = await placed(b, null)
    const stored = await store({ vendorCallId, unverifiedCallId: other, unverifiedTenantId: b.tenantId })
    expect(stored).toMatchObject({ tenantId: a.tenantId, callId, isProven: true, webhookId: expect.any(String) })
  })

  test('the same one is kept once', async () => {
    const vendorCallId = newId()
    await placed(a, vendorCallId)
    expect((await store({ vendorCallId, eventId: 'e1' }))?.webhookId).toEqual(expect.any(String))
    expect(await store({ vendorCallId, eventId: 'e1' })).toMatchObject({ isProven: true, webhookId: null })
  })

  test('a call that does not know its name yet is found by what the notice names; one with another name is not it', async () => {
    const callId = await placed(a, null)
    expect(await store({ unverifiedCallId: callId })).toMatchObject({ tenantId: a.tenantId, callId })
    const named = await placed(a, newId())
    expect(await store({ unverifiedCallId: named })).toMatchObject({ tenantId: a.tenantId, callId: null, webhookId: expect.any(String) })
  })

  test('without a good signature nothing is kept', async () => {
    const vendorCallId = newId()
    await placed(a, vendorCallId)
    expect(await store({ vendorCallId, isGloballySigned: false })).toEqual({
      tenantId: a.tenantId,
      callId: null,
      webhookId: null,
      isProven: false,
      sealedKey: null,
    })
  })

  test("a tenant's own key is handed out sealed, and nothing else proves its notices", async () => {
    const vendorCallId = newId()
    await placed(a, vendorCallId)
    await keep(a, 'sealed')
    expect(await store({ vendorCallId })).toMatchObject({ isProven: false, webhookId: null, sealedKey: 'sealed' })
    expect(await store({ vendorCallId, provenKey: 'an older one' })).toMatchObject({ isProven: false })
    expect(await store({ vendorCallId, provenKey: 'sealed', isGloballySigned: false })).toMatchObject({ isProven: true, sealedKey: null })
    await keep(a, null)
  })

  test('about a call that was not placed from here is of nobody', async () => {
    const externalId = newId()
    await database.tenantDb(b.scope, (db) => db.call.create({ data: { tenantId: b.tenantId, provider: 'RETELL', externalId } }))
    expect(await store({ vendorCallId: externalId })).toBeNull()
  })

  test('calls of which no end is known are found by their age', async () => {
    const vendorCallId = newId()
    const callId = await placed(b, vendorCallId)
    const found = (from: number, to: number) =>
      unscoped.listUnsettledOutbound({ dialledBefore: later(from), dialledAfter: later(to), limit: 100 })
    expect(await found(1, -1)).toContainEqual({ tenantId: b.tenantId, callId })
    expect(await found(-1, -1000)).not.toContainEqual({ tenantId: b.tenantId, callId })
    expect(await found(1000, 1)).not.toContainEqual({ tenantId: b.tenantId, callId })
  })
})

import { beforeAll, describe, expect, test } from 'vitest'
import { can, type Role } from '../domain/access/can'
import { searchFilters } from '../domain/conversations/saved-search'
import { createTenantFixture, type TenantFixture } from '../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../testing/test-database'
import { createTestServices, type TestServices } from '../testing/test-services'
import { appRouter } from './app-router'
import { type ListedProcedure, listProcedures } from './list-procedures'
import { createCallerFactory, publicProcedure, router, tenantProcedure } from './trpc'

const ROLES: Role[] = ['OWNER', 'ADMIN', 'MEMBER']
/** Nobody has to be signed in for these, or it is about oneself. Adding one is a decision. */
const WITHOUT_TENANT: Record<string, 'public' | 'signed-in'> = {
  'account.signUp': 'public',
  'account.me': 'signed-in',
  'account.updateProfile': 'signed-in',
  'account.changeEmail': 'signed-in',
  'account.changePassword': 'signed-in',
  'account.signOutEverywhere': 'signed-in',
  'tenants.list': 'signed-in',
  'tenants.create': 'signed-in',
}

type Ids = {
  agentId: string
  phoneNumberId: string
  contactId: string
  otherContactId: string
  importId: string
  groupId: string
  bookingId: string
  callId: string
  extractionId: string
  taskId: string
  mappingLogId: string
  savedSearchId: string
  apiKeyId: string
  userId: string
}

/** Input of each procedure about the rows of one tenant. A procedure without an entry fails below. */
const INPUTS: Record<string, (ids: Ids, tenant: Pick<TenantFixture, 'name'>) => Record<string, unknown>> = {
  'tenants.get': () => ({}),
  'tenants.update': () => ({ name: 'Renamed' }),
  'tenants.overview': () => ({}),
  'tenants.changePlan': () => ({ plan: 'ENTERPRISE' }),
  'tenants.remove': (_ids, { name }) => ({ confirmation: name }),
  'calls.list': () => ({}),
  'calls.get': ({ callId }) => ({ callId }),
  'calls.live': () => ({}),
  'calls.correctExtraction': ({ callId, extractionId }) => ({ callId, extractionId, data: { name: 'Put right' } }),
  'calls.startTest': ({ agentId }) => ({ agentId }),
  'agents.list': () => ({}),
  'agents.get': ({ agentId }) => ({ agentId }),
  'agents.create': () => ({ name: 'Second' }),
  'agents.saveDraft': ({ agentId }) => ({ agentId, config: { greeting: 'Changed' } }),
  'agents.discardDraft': ({ agentId }) => ({ agentId }),
  'agents.publish': ({ agentId }) => ({ agentId }),
  'agents.rollBack': ({ agentId }) => ({ agentId, versionNumber: 1 }),
  'agents.diff': ({ agentId }) => ({ agentId }),
  'agents.voices': () => ({}),
  'agents.voicePreview': () => ({ voiceId: 'embedded:slt', text: 'Hello' }),
  'phoneNumbers.list': () => ({}),
  'phoneNumbers.add': ({ agentId }) => ({ number: '+918041234567', agentId }),
  'phoneNumbers.update': ({ phoneNumberId }) => ({ phoneNumberId, label: 'Changed' }),
  'phoneNumbers.remove': ({ phoneNumberId }) => ({ phoneNumberId }),
  'phoneNumbers.setup': ({ phoneNumberId }) => ({ phoneNumberId }),
  'phoneNumbers.reveal': ({ phoneNumberId }) => ({ phoneNumberId }),
  'phoneNumbers.rotateSecret': () => ({}),
  'contacts.list': () => ({}),
  'contacts.get': ({ contactId }) => ({ contactId }),
  'contacts.create': () => ({ phone: '+919811112222' }),
  'contacts.update': ({ contactId }) => ({ contactId, name: 'Renamed' }),
  'contacts.remove': ({ contactId }) => ({ contactId }),
  'contacts.export': () => ({}),
  'contacts.timeline': ({ contactId }) => ({ contactId }),
  'contacts.addNote': ({ contactId }) => ({ contactId, body: 'Likes mornings' }),
  'contacts.duplicates': () => ({}),
  'contacts.merge': ({ contactId, otherContactId }) => ({ contactId, otherContactId }),
  'contacts.groups': () => ({}),
  'contacts.createGroup': () => ({ name: 'Regulars' }),
  'contacts.renameGroup': ({ groupId }) => ({ groupId, name: 'Renamed' }),
  'contacts.addToGroup': ({ groupId, contactId }) => ({ groupId, contactIds: [contactId] }),
  'contacts.removeFromGroup': ({ groupId, contactId }) => ({ groupId, contactIds: [contactId] }),
  'contacts.removeGroup': ({ groupId }) => ({ groupId }),
  'contacts.consents': ({ contactId }) => ({ contactId }),
  'contacts.recordConsent': ({ contactId }) => ({ contactId, purpose: 'PROMOTIONAL', isGranted: true }),
  'contacts.suppress': ({ contactId }) => ({ contactId, reason: 'Asked' }),
  'contacts.unsuppress': ({ contactId }) => ({ contactId }),
  'suppressions.list': () => ({}),
  'suppressions.add': () => ({ phone: '+919811115555' }),
  'suppressions.remove': () => ({ phone: '+919811115555' }),
  'imports.preview': () => ({ kind: 'contacts', text: 'Phone\n9811112222\n' }),
  'imports.start': () => ({ kind: 'contacts', fileName: 'people.csv', fields: ['phone'], text: 'Phone\n9811112222\n' }),
  'imports.get': ({ importId }) => ({ importId }),
  'imports.list': () => ({}),
  'imports.cancel': ({ importId }) => ({ importId }),
  'imports.report': ({ importId }) => ({ importId }),
  'bookings.list': () => ({}),
  'bookings.export': () => ({}),
  'bookings.get': ({ bookingId }) => ({ bookingId }),
  'bookings.create': ({ contactId }) => ({ contactId, startsAt: '2026-12-24T10:00' }),
  'bookings.update': ({ bookingId }) => ({ bookingId, type: 'Changed' }),
  'bookings.changeStatus': ({ bookingId }) => ({ bookingId, status: 'CONFIRMED' }),
  'conversations.customer': ({ contactId }) => ({ customerId: contactId }),
  'conversations.booking': ({ bookingId }) => ({ bookingId }),
  'conversations.search': ({ contactId }) => ({ query: 'table', customerId: contactId }),
  'conversations.context': ({ contactId }) => ({ customerId: contactId }),
  'conversations.known': ({ contactId }) => ({ customerId: contactId }),
  'conversations.correctKnown': ({ contactId }) => ({ customerId: contactId, key: 'preference:parking', text: null }),
  'conversations.restoreKnown': ({ contactId }) => ({ customerId: contactId, key: 'preference:parking' }),
  'savedSearches.list': () => ({}),
  'savedSearches.create': () => ({ name: 'Complaints', search: { query: 'complaint' } }),
  'savedSearches.update': ({ savedSearchId }) => ({ savedSearchId, name: 'Renamed' }),
  'savedSearches.remove': ({ savedSearchId }) => ({ savedSearchId }),
  'mappings.get': () => ({}),
  'mappings.save': () => ({ overrides: [], expectedNumber: 0 }),
  'mappings.preview': ({ contactId }) => ({ contactId, overrides: [] }),
  'mappings.explain': ({ contactId }) => ({ contactId }),
  'mappings.history': () => ({}),
  'mappings.rollBack': () => ({ number: 0, expectedNumber: 1 }),
  'mappings.diff': () => ({}),
  'mappings.logs': () => ({}),
  'mappings.log': ({ mappingLogId }) => ({ logId: mappingLogId }),
  'mappings.replay': ({ mappingLogId }) => ({ logId: mappingLogId }),
  'ringCentral.connection': () => ({}),
  'ringCentral.connect': () => ({ clientId: 'a', clientSecret: 'b', jwt: 'c' }),
  'ringCentral.check': () => ({}),
  'ringCentral.disconnect': () => ({}),
  'outbound.list': () => ({}),
  'outbound.get': ({ callId }) => ({ callId }),
  'outbound.place': ({ contactId }) => ({ contactId, purpose: 'SERVICE' }),
  'outbound.cancel': ({ callId }) => ({ callId }),
  'outbound.reschedule': ({ callId }) => ({ callId, when: '2099-12-24T10:00' }),
  'outbound.settings': () => ({}),
  'outbound.saveSettings': () => ({ retellNumber: null, retellAgentId: null, policy: {} }),
  'insights.get': ({ callId }) => ({ callId }),
  'insights.correct': ({ callId }) => ({ callId, summary: 'Put right' }),
  'insights.reset': ({ callId }) => ({ callId }),
  'tasks.list': ({ contactId }) => ({ contactId }),
  'tasks.setDone': ({ taskId }) => ({ taskId, isDone: true }),
  'links.get': ({ callId }) => ({ callId }),
  'links.review': () => ({}),
  'links.set': ({ callId, contactId }) => ({ callId, contactId }),
  'links.reset': ({ callId }) => ({ callId }),
  'team.list': () => ({}),
  'team.add': () => ({ email: 'new-colleague@example.test', role: 'MEMBER' }),
  'team.changeRole': ({ userId }) => ({ userId, role: 'MEMBER' }),
  'team.changeOwner': ({ userId }) => ({ userId }),
  'team.remove': ({ userId }) => ({ userId }),
  'apiKeys.list': () => ({}),
  'apiKeys.create': () => ({ name: 'Key' }),
  'apiKeys.revoke': ({ apiKeyId }) => ({ apiKeyId }),
  'analytics.summary': () => ({}),
  'audit.list': () => ({}),
  'system.status': () => ({}),
}

/** After these the roles are others, or the tenant is gone: each gets a tenant of its own. */
const USES_UP_TENANT = new Set(['tenants.remove', 'team.changeOwner'])

type Tenant = TenantFixture & { ids: Ids; marks: string[] }
type Caller = (tenant: Tenant, role: Role) => (path: string, input: Record<string, unknown>) => Promise<unknown>

let database: TestDatabase
let services: TestServices
let mine: Tenant
let theirs: Tenant

async function logMapping(scope: TenantFixture['scope'], contactId: string): Promise<string> {
  const at = services.clock.now()
  const mapped = await services.mappings.forCall(scope, { contactId, at })
  await services.mappings.recordLog(scope, { mapped, sessionId: contactId, contactId, bookingId: null, callId: null, error: null, at })
  const { items } = await services.mappings.logs(scope, { limit: 1 })
  return items[0]?.id ?? ''
}

async function createTenant(): Promise<Tenant> {
  const fixture = await createTenantFixture(database.database)
  await services.phoneNumbers.rotateSecret(fixture.scope)
  const ids = await database.database.tenantDb(fixture.scope, async (tx) => {
    const { tenantId } = fixture
    const call = await tx.call.create({
      data: { tenantId, status: 'IN_PROGRESS', answeredAt: new Date(), fromPhone: fixture.contact.phone },
    })
    const booking = await tx.booking.create({ data: { tenantId, contactId: fixture.contact.id, startsAt: new Date() } })
    const extraction = await tx.extraction.create({
      data: { tenantId, callId: call.id, type: 'lead', data: { name: 'Taken down' }, dedupeKey: 'a' },
    })
    const task = await tx.task.create({ data: { tenantId, callId: call.id, title: 'Call back', dedupeKey: 'a' } })
    const other = await tx.contact.create({ data: { tenantId, phone: `+9197${fixture.contact.phone.slice(-8)}` } })
    const group = await tx.contactGroup.create({ data: { tenantId, name: 'Old friends' } })
    const job = await tx.importJob.create({ data: { tenantId, kind: 'contacts', fileName: 'old.csv', columnMapping: {}, totalRows: 1 } })
    return {
      importId: job.id,
      callId: call.id,
      extractionId: extraction.id,
      taskId: task.id,
      bookingId: booking.id,
      otherContactId: other.id,
      groupId: group.id,
    }
  })
  const mappingLogId = await logMapping(fixture.scope, fixture.contact.id)
  const search = searchFilters.parse({ query: 'kept' })
  const keeper = { ...fixture.scope, actor: { type: 'user' as const, id: fixture.users.MEMBER.id, role: 'MEMBER' as const } }
  const { id: savedSearchId } = await services.savedSearches.create(keeper, { name: 'Kept', search })
  const all: Ids = {
    ...ids,
    mappingLogId,
    savedSearchId,
    agentId: fixture.agent.id,
    phoneNumberId: fixture.phoneNumber.id,
    contactId: fixture.contact.id,
    apiKeyId: fixture.apiKey.id,
    userId: fixture.users.MEMBER.id,
  }
  const people = ROLES.map((role) => fixture.users[role].id)
  return {
    ...fixture,
    ids: all,
    marks: [fixture.tenantId, fixture.slug, fixture.phoneNumber.number, fixture.contact.phone, ...Object.values(all), ...people],
  }
}

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database)
  mine = await createTenant()
  theirs = await createTenant()
  await database.database.shared.mediaServer.create({ data: { id: 'media', capacity: 1000, heartbeatAt: services.clock.now() } })
})

/** Calls procedures as a member of a tenant. */
function callerOf(createCaller: ReturnType<typeof createCallerFactory>): Caller {
  return (tenant, role) => {
    const { id, email } = tenant.users[role]
    const caller = createCaller({ services, person: { userId: id, email, name: null }, isForeignWrite: false, address: 'test' })
    return (path, input) => {
      const [noun = '', verb = ''] = path.split('.')
      const procedures = caller as unknown as Record<string, Record<string, (given: unknown) => Promise<unknown>>>
      const procedure = procedures[noun]?.[verb]
      if (!procedure) throw new Error(`${path} is not there`)
      return procedure(input)
    }
  }
}

async function refusals(tenant: Tenant): Promise<number> {
  const rows = await database.asOwner(`SELECT 1 FROM "AuditLog" WHERE "tenantId" = $1 AND "outcome" = 'refused'`, [tenant.tenantId])
  return rows.length
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'OK',
    (error: { code?: string }) => error.code ?? 'UNKNOWN',
  )

/** Throws what is wrong with the access rule of one procedure. */
async function checkProcedure(call: Caller, { path, access }: ListedProcedure): Promise<void> {
  if (access === undefined) throw new Error(`${path} has no access rule`)
  if (access === 'public' || access === 'signed-in') {
    if (WITHOUT_TENANT[path] !== access) throw new Error(`${path} is ${access} and not known to be`)
    return
  }
  const inputOf = INPUTS[path]
  if (!inputOf) throw new Error(`${path} has no sample input`)
  for (const role of ROLES) {
    const before = await refusals(theirs)
    const asStranger = await codeOf(call(mine, role)(path, { tenantSlug: theirs.slug, ...inputOf(theirs.ids, theirs) }))
    if (asStranger !== 'NOT_FOUND') throw new Error(`${path} answers ${asStranger} to a stranger who is ${role} elsewhere`)
    const withBadBody = await codeOf(call(mine, role)(path, { tenantSlug: theirs.slug, agentId: 'no id', name: 7 }))
    if (withBadBody !== 'NOT_FOUND') throw new Error(`${path} judges the input of a stranger: ${withBadBody}`)
    if ((await refusals(theirs)) !== before + 2) throw new Error(`${path} does not audit strangers`)

    if (can(role, access)) continue
    const ownBefore = await refusals(mine)
    const tooLow = await codeOf(call(mine, role)(path, { tenantSlug: mine.slug, ...inputOf(mine.ids, mine) }))
    if (tooLow !== 'FORBIDDEN') throw new Error(`${path} answers ${tooLow} to ${role}`)
    if ((await refusals(mine)) !== ownBefore + 1) throw new Error(`${path} does not audit a role too low`)
  }
  for (const role of ROLES.filter((one) => can(one, access))) await checkOwnTenant(call, path, role, inputOf)
}

async function checkOwnTenant(call: Caller, path: string, role: Role, inputOf: (typeof INPUTS)[string]): Promise<void> {
  const foreignInput = inputOf(theirs.ids, theirs)
  // Asking for the same row again within a minute is the same attempt: every procedure is to show its own.
  services.clock.advance(60_000)
  await database.database.shared.mediaServer.updateMany({ data: { heartbeatAt: services.clock.now() } })
  if (Object.values(foreignInput).some((value) => theirs.marks.includes(String(value)))) {
    const before = await refusals(mine)
    const code = await codeOf(call(mine, role)(path, { tenantSlug: mine.slug, ...foreignInput }))
    if ((await refusals(mine)) !== before + Number(code === 'NOT_FOUND'))
      throw new Error(`${path} does not audit reaching for another tenant's row`)
    if (code !== 'NOT_FOUND') throw new Error(`${path} answers ${code} about a row of another tenant`)
  }
  const answer = await call(mine, role)(path, { tenantSlug: mine.slug, ...inputOf(mine.ids, mine) }).catch(
    (error: { code?: string }) => error,
  )
  if (answer instanceof Error && 'code' in answer && !['CONFLICT', 'NOT_FOUND'].includes(String(answer.code))) {
    throw new Error(`${path} answers ${String(answer.code)} to ${role}: ${answer.message}`)
  }
  // The audit log says what its own people reached for, in their own words.
  const isOwnWord = (key: string) => path === 'audit.list' && key === 'targetId'
  const text = JSON.stringify(answer, (key, value) => (isOwnWord(key) ? undefined : value)) ?? ''
  const leak = theirs.marks.find((mark) => text.includes(mark))
  if (leak) throw new Error(`${path} shows ${leak} of another tenant`)
}

const callApp = () => callerOf(createCallerFactory(appRouter) as unknown as ReturnType<typeof createCallerFactory>)

describe('every procedure, across two tenants and three roles', () => {
  const procedures = listProcedures(appRouter)
  // Rows that others still need go last.
  const isLast = ({ path }: ListedProcedure) =>
    Number(['phoneNumbers.remove', 'team.changeRole', 'apiKeys.revoke', 'contacts.removeGroup', 'contacts.merge'].includes(path)) +
    2 * Number(['team.remove', 'contacts.remove'].includes(path))
  test.each(procedures.toSorted((one, other) => isLast(one) - isLast(other)))('$path ($access)', async (procedure) => {
    const kept = mine
    if (USES_UP_TENANT.has(procedure.path)) mine = await createTenant()
    await checkProcedure(callApp(), procedure).finally(() => {
      mine = kept
    })
  })

  test('nothing of the other tenant was changed by any of it', async () => {
    const [row] = await database.asOwner<Record<string, unknown>>(
      `SELECT (SELECT "name" FROM "Tenant" WHERE "id" = $1) AS "name", (SELECT count(*)::int FROM "Membership" WHERE "tenantId" = $1) AS "members",
        (SELECT count(*)::int FROM "PhoneNumber" WHERE "tenantId" = $1) AS "numbers", (SELECT count(*)::int FROM "AgentVersion" WHERE "tenantId" = $1) AS "versions",
        (SELECT count(*)::int FROM "ApiKey" WHERE "tenantId" = $1 AND "revokedAt" IS NULL) AS "keys", (SELECT count(*)::int FROM "Call" WHERE "tenantId" = $1) AS "calls"`,
      [theirs.tenantId],
    )
    expect(row).toEqual({ name: theirs.name, members: 3, numbers: 1, versions: 1, keys: 1, calls: 1 })
  })

  test('nobody signed in gets nothing but what is public', async () => {
    const caller = createCallerFactory(appRouter)({ services, person: null, isForeignWrite: false, address: 'test' })
    await expect(caller.tenants.get({ tenantSlug: mine.slug })).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await expect(caller.account.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  test('a write that another site’s page made the browser send is refused', async () => {
    const { id, email } = mine.users.OWNER
    const caller = createCallerFactory(appRouter)({
      services,
      person: { userId: id, email, name: null },
      isForeignWrite: true,
      address: 'test',
    })
    await expect(caller.tenants.update({ tenantSlug: mine.slug, name: 'Taken over' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(caller.account.signOutEverywhere()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await caller.tenants.list()).toHaveLength(1)
  })
})

describe('a planted leak is found', () => {
  async function check(planted: Parameters<typeof router>[0]) {
    const plantedRouter = router({ agents: router(planted) })
    const call = callerOf(createCallerFactory(plantedRouter) as unknown as ReturnType<typeof createCallerFactory>)
    for (const procedure of listProcedures(plantedRouter)) await checkProcedure(call, procedure)
  }

  test('a procedure without an access rule', async () => {
    const { initTRPC } = await import('@trpc/server')
    const bare = initTRPC.create().procedure.query(() => 'anything')
    await expect(check({ list: bare as never })).rejects.toThrow('has no access rule')
  })

  test('a public procedure nobody decided on', async () => {
    await expect(check({ list: publicProcedure.query(() => []) })).rejects.toThrow('not known to be')
  })

  test('an answer with rows of every tenant', async () => {
    const everybody = tenantProcedure('agents.read').query(() => database.asOwner(`SELECT "id" FROM "Agent"`))
    await expect(check({ list: everybody })).rejects.toThrow('of another tenant')
  })

  test('a row looked up by its id alone', async () => {
    const { z } = await import('zod')
    const byId = tenantProcedure('agents.read')
      .input(z.object({ agentId: z.uuid() }))
      .query(({ input }) => database.asOwner(`SELECT "name" FROM "Agent" WHERE "id" = $1`, [input.agentId]))
    await expect(check({ get: byId })).rejects.toThrow('about a row of another tenant')
  })

  test('a write that a reader may do', async () => {
    const tooLow = tenantProcedure('agents.read').mutation(() => null)
    const [listed] = listProcedures(router({ agents: router({ publish: tooLow }) }))
    expect(listed?.access).toBe('agents.read')
    expect(listProcedures(appRouter).filter((one) => one.type === 'mutation' && String(one.access).endsWith('.read'))).toEqual([])
  })
})

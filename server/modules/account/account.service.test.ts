import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { SignUpInput } from '../../domain/access/account-view'
import { createTenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'

const PASSWORD = 'correct horse battery'
let database: TestDatabase
let services: TestServices

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database)
})

let last = 0
function someone(more: Partial<SignUpInput> = {}): SignUpInput {
  last += 1
  return {
    email: `owner-${last}@example.test`,
    password: PASSWORD,
    name: 'Asha Rao',
    businessName: `Lotus Clinic ${last}`,
    businessType: 'medical',
    ...more,
  }
}

async function signedUp(more: Partial<SignUpInput> = {}) {
  const input = someone(more)
  const { tenantSlug } = await services.account.signUp(input, 'sign-up')
  const person = await services.account.verifyCredentials({ email: input.email, password: input.password, address: 'setup' })
  if (!person) throw new Error('cannot sign in')
  return { input, tenantSlug, person }
}

const signIn = (email: string, password: string, address = `address-${email}`) =>
  services.account.verifyCredentials({ email, password, address })

describe('sign-up', () => {
  test('makes a person, their business and a published agent that answers for it', async () => {
    const { input, tenantSlug, person } = await signedUp({ businessName: "Dr. Sharma's Clinic", timezone: 'Europe/London' })
    expect(tenantSlug).toBe('dr-sharmas-clinic')
    expect(person).toMatchObject({ email: input.email, name: 'Asha Rao', sessionVersion: 1 })
    const scope = await services.access.proveTenant(person.userId, tenantSlug, 'tenant.delete')
    expect(await services.tenants.get(scope)).toMatchObject({
      name: "Dr. Sharma's Clinic",
      industry: 'HEALTHCARE',
      timezone: 'Europe/London',
      region: 'GB',
      role: 'OWNER',
    })
    const [agent] = await services.agents.list(scope)
    expect(agent).toMatchObject({ isDefault: true, publishedVersionNumber: 1, hasDraft: false, personaName: 'Maya' })
  })

  test('gives the second business of a name another address', async () => {
    const first = await signedUp({ businessName: 'Twin Cafe' })
    const second = await signedUp({ businessName: 'Twin Cafe' })
    expect([first.tenantSlug, second.tenantSlug]).toEqual(['twin-cafe', 'twin-cafe-2'])
  })

  test('two at the same moment under one name both get in', async () => {
    const slugs = await Promise.all([signedUp({ businessName: 'Rush Hour' }), signedUp({ businessName: 'Rush Hour' })])
    expect(new Set(slugs.map((one) => one.tenantSlug))).toEqual(new Set(['rush-hour', 'rush-hour-2']))
  })

  test('with a known e-mail address is refused and leaves nothing behind', async () => {
    const { input } = await signedUp()
    const again = someone({ email: input.email, businessName: 'Left Behind' })
    await expect(services.account.signUp(again, 'sign-up')).rejects.toMatchObject({ code: 'email_taken' })
    expect(await database.asOwner(`SELECT 1 FROM "Tenant" WHERE "name" = 'Left Behind'`)).toEqual([])
  })

  test('an unknown time zone falls back to the home market', async () => {
    const { tenantSlug, person } = await signedUp({ timezone: 'Mars/Olympus' })
    const scope = await services.access.proveTenant(person.userId, tenantSlug, 'tenant.read')
    expect(await services.tenants.get(scope)).toMatchObject({ timezone: 'Asia/Kolkata' })
  })

  test('keeps no password, only its hash', async () => {
    const { input } = await signedUp()
    const [row] = await database.asOwner<{ passwordHash: string }>(`SELECT "passwordHash" FROM "User" WHERE "email" = $1`, [input.email])
    expect(row?.passwordHash).toMatch(/^\$argon2id\$/)
  })
})

test('somebody with an account makes another business, and both are theirs', async () => {
  const { tenantSlug, person } = await signedUp()
  const input = { businessName: 'Second Lotus', businessType: 'salon' as const, timezone: 'Europe/London' }
  const second = await services.account.createBusiness(person.userId, input, 'second')
  expect(second).toEqual({ tenantSlug: 'second-lotus' })
  const me = await services.account.me(person.userId)
  expect(me.tenants.map(({ slug, role }) => [slug, role])).toEqual(
    expect.arrayContaining([
      [tenantSlug, 'OWNER'],
      ['second-lotus', 'OWNER'],
    ]),
  )
  const scope = await services.access.proveTenant(person.userId, 'second-lotus', 'tenant.read')
  expect(await services.agents.list(scope)).toMatchObject([{ isDefault: true, publishedVersionNumber: 1 }])
})

describe('sign-in', () => {
  test('needs the right password; case and spaces around the address do not matter', async () => {
    const { input, person } = await signedUp()
    expect(await signIn(` ${input.email.toUpperCase()} `, PASSWORD)).toEqual(person)
    expect(await signIn(input.email, `${PASSWORD}!`)).toBeNull()
    expect(await signIn('nobody@example.test', PASSWORD)).toBeNull()
    expect(await signIn('nul\u0000@example.test', PASSWORD)).toBeNull()
  })

  test('after ten wrong tries the right password waits too, and no longer than 15 minutes', async () => {
    const { input } = await signedUp()
    for (let attempt = 0; attempt < 10; attempt += 1) expect(await signIn(input.email, 'wrong', `a${attempt}`)).toBeNull()
    await expect(signIn(input.email, PASSWORD, 'elsewhere')).rejects.toMatchObject({
      code: 'rate_limited',
      details: { retryAfterSeconds: 900 },
    })
    services.clock.advance(15 * 60_000)
    expect(await signIn(input.email, PASSWORD, 'elsewhere')).not.toBeNull()
  })

  test('an address that has no account is limited just the same', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) await signIn('ghost@example.test', 'wrong', `g${attempt}`)
    await expect(signIn('ghost@example.test', 'wrong', 'g')).rejects.toMatchObject({ code: 'rate_limited' })
  })

  test('right passwords do not count as tries', async () => {
    const { input } = await signedUp()
    for (let attempt = 0; attempt < 12; attempt += 1) expect(await signIn(input.email, PASSWORD)).not.toBeNull()
  })

  test('sixty wrong tries from one address, whoever they are for, close it for everybody', async () => {
    const { input } = await signedUp()
    for (let attempt = 0; attempt < 60; attempt += 1) await signIn(`many-${attempt}@example.test`, 'wrong', '203.0.113.9')
    await expect(signIn(input.email, PASSWORD, '203.0.113.9')).rejects.toMatchObject({ code: 'rate_limited' })
    expect(await signIn(input.email, PASSWORD, '203.0.113.10')).not.toBeNull()
  })

  test('tries sent all at once get no more guesses than one after the other', async () => {
    const { input } = await signedUp()
    const answers = await Promise.allSettled(Array.from({ length: 40 }, () => signIn(input.email, 'wrong', 'burst')))
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(10)
  })

  test('a refused try is in the audit log of the person’s business', async () => {
    const { input, tenantSlug, person } = await signedUp()
    await signIn(input.email, 'wrong')
    const scope = await services.access.proveTenant(person.userId, tenantSlug, 'audit.read')
    await vi.waitFor(async () => {
      const { items } = await services.audit.list(scope, { limit: 10 })
      expect(items[0]).toMatchObject({ action: 'account.sign_in', outcome: 'refused', details: { reason: 'wrong_password' } })
    })
  })
})

describe('sessions', () => {
  test('a password change ends every session and the old password', async () => {
    const { input, person } = await signedUp()
    await services.account.changePassword(person.userId, { currentPassword: PASSWORD, newPassword: 'another long secret' })
    expect(await services.account.findSession(person)).toBeNull()
    expect(await signIn(input.email, PASSWORD)).toBeNull()
    expect(await signIn(input.email, 'another long secret')).toMatchObject({ sessionVersion: 2 })
  })

  test('a wrong current password changes nothing', async () => {
    const { person } = await signedUp()
    const change = services.account.changePassword(person.userId, { currentPassword: 'wrong', newPassword: 'another long secret' })
    await expect(change).rejects.toMatchObject({ code: 'wrong_password' })
    expect(await services.account.findSession(person)).toEqual(person)
  })

  test('guessing the current password of an open session is limited like sign-in', async () => {
    const { person } = await signedUp()
    const guess = () => services.account.changePassword(person.userId, { currentPassword: 'wrong', newPassword: 'another long secret' })
    for (let attempt = 0; attempt < 10; attempt += 1) await expect(guess()).rejects.toMatchObject({ code: 'wrong_password' })
    await expect(guess()).rejects.toMatchObject({ code: 'rate_limited' })
  })

  test('signing out ends every copy of the session, and an old copy ends nothing later', async () => {
    const { input, person } = await signedUp()
    await services.account.signOut(person)
    expect(await services.account.findSession(person)).toBeNull()
    const fresh = await signIn(input.email, PASSWORD)
    await services.account.signOut(person)
    expect(fresh && (await services.account.findSession(fresh))).toEqual(fresh)
  })

  test('signing out everywhere ends them all', async () => {
    const { person } = await signedUp()
    await services.account.signOutEverywhere(person.userId)
    expect(await services.account.findSession(person)).toBeNull()
  })
})

describe('one’s own profile', () => {
  test('takes another name, everywhere it is shown', async () => {
    const { person } = await signedUp()
    expect(await services.account.updateProfile(person.userId, { name: 'Asha Iyer' })).toMatchObject({ name: 'Asha Iyer' })
    expect(await services.account.findSession(person)).toMatchObject({ name: 'Asha Iyer' })
  })

  test('takes another e-mail address, which signs in from then on; nobody has proven it yet', async () => {
    const { input, tenantSlug, person } = await signedUp()
    await services.account.verifyEmailLink(input.email)
    const email = `new-${input.email}`
    expect(await services.account.changeEmail(person.userId, { email, currentPassword: PASSWORD })).toMatchObject({ email })
    expect(await signIn(input.email, PASSWORD)).toBeNull()
    expect(await signIn(email, PASSWORD)).toMatchObject({ userId: person.userId })
    const byGoogle = { provider: 'google', providerAccountId: 'g-moved', email, isEmailVerified: true }
    expect(await services.account.verifyIdentity(byGoogle)).toBeNull()
    const scope = await services.access.proveTenant(person.userId, tenantSlug, 'audit.read')
    const { items } = await services.audit.list(scope, { limit: 10, action: 'account.change_email' })
    expect(items).toMatchObject([{ actorId: person.userId, outcome: 'allowed' }])
    expect(JSON.stringify(items)).not.toContain(email)
  })

  test('keeps its address without the current password, and guessing it is limited like sign-in', async () => {
    const { input, person } = await signedUp()
    const guess = () => services.account.changeEmail(person.userId, { email: `x-${input.email}`, currentPassword: 'wrong' })
    for (let attempt = 0; attempt < 10; attempt += 1) await expect(guess()).rejects.toMatchObject({ code: 'wrong_password' })
    await expect(guess()).rejects.toMatchObject({ code: 'rate_limited' })
    expect(await services.account.me(person.userId)).toMatchObject({ email: input.email })
  })

  test('cannot take the address of somebody else, whose account stays as it is', async () => {
    const [{ person }, other] = [await signedUp(), await signedUp()]
    const taken = services.account.changeEmail(person.userId, { email: other.input.email, currentPassword: PASSWORD })
    await expect(taken).rejects.toMatchObject({ code: 'email_taken', details: { field: 'email' } })
    expect(await signIn(other.input.email, PASSWORD)).toMatchObject({ userId: other.person.userId })
  })

  test('a list of addresses cannot be tried for who has an account', async () => {
    const { input, person } = await signedUp()
    const move = (step: number) =>
      services.account.changeEmail(person.userId, { email: `${step}-${input.email}`, currentPassword: PASSWORD })
    for (let step = 0; step < 10; step += 1) await move(step)
    await expect(move(10)).rejects.toMatchObject({ code: 'rate_limited' })
  })

  test('the address it had is told', async () => {
    const sent: { to: string }[] = []
    const mailing = createTestServices(database.database, { mailer: { send: async (message) => void sent.push(message) } })
    const { input, person } = await signedUp()
    await mailing.account.changeEmail(person.userId, { email: `told-${input.email}`, currentPassword: PASSWORD })
    expect(sent).toMatchObject([{ to: input.email }])
  })
})

describe('identities of other providers', () => {
  const google = (email: string, more: { id?: string; isEmailVerified?: boolean } = {}) =>
    services.account.verifyIdentity({
      provider: 'google',
      providerAccountId: more.id ?? `g-${email}`,
      email,
      isEmailVerified: more.isEmailVerified ?? true,
    })

  test('strangers do not get in, nor an address Google did not verify', async () => {
    expect(await google('stranger@example.test')).toBeNull()
    const { input } = await signedUp()
    await services.account.verifyEmailLink(input.email)
    expect(await google(input.email, { isEmailVerified: false })).toBeNull()
  })

  test('an account whose address nobody proved is not linked: its password may be somebody else’s', async () => {
    const { input } = await signedUp()
    expect(await google(input.email)).toBeNull()
  })

  test('once the address is proven the identity is linked, and stays linked whatever address it shows later', async () => {
    const { input, person } = await signedUp()
    await services.account.verifyEmailLink(input.email)
    expect(await google(input.email, { id: 'g-1' })).toEqual(person)
    expect(await google('renamed@example.test', { id: 'g-1' })).toEqual(person)
  })
})

test('me names the businesses of the person and nobody else’s', async () => {
  const stranger = await createTenantFixture(database.database)
  const { input, tenantSlug, person } = await signedUp()
  const me = await services.account.me(person.userId)
  expect(me).toMatchObject({ email: input.email, hasPassword: true, tenants: [{ slug: tenantSlug, role: 'OWNER' }] })
  expect(me.tenants.map((tenant) => tenant.slug)).not.toContain(stranger.slug)
})

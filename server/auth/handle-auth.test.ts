import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTenantFixture } from '../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../testing/test-database'
import { createTestServices, type TestServices } from '../testing/test-services'
import { handleTrpc } from '../trpc/handle-trpc'
import { handleAuth } from './handle-auth'
import { readSession } from './session'

const APP = 'https://desk.example.test'
const PASSWORD = 'correct horse battery'
const SECRET = 'a secret of at least thirty-two characters'
const sent: { to: string; text: string }[] = []
let database: TestDatabase
let services: TestServices
let email: string
let tenantSlug: string
let last = 0

const settings = { NEXTAUTH_URL: APP, APP_URL: APP, NEXTAUTH_SECRET: SECRET, TRUSTED_PROXIES: 0 }
const mailer = {
  send: async (message: { to: string; text: string }) => {
    sent.push(message)
  },
}

beforeAll(async () => {
  // next-auth reads it from the environment, as it does in production.
  process.env.NEXTAUTH_URL = APP
  database = await createTestDatabase()
  services = createTestServices(database.database, { mailer })
})

beforeEach(async () => {
  last += 1
  email = `person-${last}@example.test`
  const signedUp = await services.account.signUp(
    { email, password: PASSWORD, name: 'Asha', businessName: `Business ${last}`, businessType: 'general' },
    'sign-up',
  )
  tenantSlug = signedUp.tenantSlug
})

/** A browser: keeps cookies, sends its origin. */
function openBrowser(options: { settings?: Partial<typeof settings & { EMAIL_SERVER: string; EMAIL_FROM: string }> } = {}) {
  const cookies = new Map<string, string>()
  const ask = async (path: string, init: { method?: string; form?: Record<string, string>; headers?: Record<string, string> } = {}) => {
    const headers = new Headers({ host: 'desk.example.test', 'x-voicedesk-peer': `peer-${last}`, ...init.headers })
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const body = init.form && new URLSearchParams(init.form)
    const request = new Request(`${APP}/api/auth/${path}`, { method: init.method ?? (body ? 'POST' : 'GET'), headers, body })
    const response = await handleAuth(request, path.split('?')[0]?.split('/') ?? [], {
      services,
      settings: { ...settings, ...options.settings },
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split(';')
      const [name = '', ...value] = pair.split('=')
      if (/max-age=0|1970/i.test(attributes.join(';')) || value.join('=') === '') cookies.delete(name)
      else cookies.set(name, value.join('='))
    }
    return response
  }
  const csrfToken = async () => ((await (await ask('csrf')).json()) as { csrfToken: string }).csrfToken
  return {
    cookies,
    ask,
    csrfToken,
    signIn: async (password = PASSWORD, to = email) =>
      ask('callback/credentials', { form: { email: to, password, csrfToken: await csrfToken(), json: 'true' } }),
    signOut: async () => ask('signout', { form: { csrfToken: await csrfToken(), json: 'true' } }),
    session: async () => (await (await ask('session')).json()) as { user?: { email: string } },
    headers: () => new Headers({ cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
  }
}

const whoIs = (headers: Headers) => readSession({ headers }, services, settings)

describe('signing in with a password', () => {
  test('opens a session in a cookie scripts cannot read', async () => {
    const browser = openBrowser()
    const response = await browser.signIn()
    expect(response.status).toBe(200)
    const cookie = response.headers.getSetCookie().find((one) => one.startsWith('__Secure-next-auth.session-token='))
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/Secure/)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(await whoIs(browser.headers())).toMatchObject({ email, sessionVersion: 1 })
    expect(await browser.session()).toMatchObject({ user: { email } })
  })

  test('answers alike to a wrong password and an unknown address', async () => {
    const wrong = await openBrowser().signIn('wrong')
    const unknown = await openBrowser().signIn('wrong', 'nobody@example.test')
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    const [one, other] = [await wrong.json(), await unknown.json()]
    expect(one).toEqual(other)
    expect(one).toMatchObject({ error: { code: 'invalid_credentials' }, url: expect.stringContaining('error=CredentialsSignin') })
  })

  test('is closed after ten wrong tries with 429 and how long to wait, for the right password too', async () => {
    const browser = openBrowser()
    for (let attempt = 0; attempt < 10; attempt += 1) expect((await browser.signIn('wrong')).status).toBe(401)
    const response = await browser.signIn()
    expect(response.status).toBe(429)
    expect(Number(response.headers.get('retry-after'))).toBe(900)
    expect(await response.json()).toMatchObject({ error: { code: 'rate_limited' } })
    expect(await whoIs(browser.headers())).toBeNull()
  })

  test('counts wrong tries by the connection’s address, whatever the client writes in its headers', async () => {
    const browser = openBrowser()
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const form = { email: `x${attempt}-${last}@example.test`, password: 'wrong', csrfToken: await browser.csrfToken(), json: 'true' }
      await browser.ask('callback/credentials', { form, headers: { 'x-forwarded-for': `203.0.113.${attempt}` } })
    }
    expect((await browser.signIn()).status).toBe(429)
  })

  test('needs the token of the form', async () => {
    const browser = openBrowser()
    const response = await browser.ask('callback/credentials', { form: { email, password: PASSWORD, csrfToken: 'made-up', json: 'true' } })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ error: { code: 'csrf_mismatch' } })
    expect(await whoIs(browser.headers())).toBeNull()
  })

  test('is refused from the page of another site', async () => {
    const browser = openBrowser()
    const form = { email, password: PASSWORD, csrfToken: await browser.csrfToken(), json: 'true' }
    const response = await browser.ask('callback/credentials', { form, headers: { origin: 'https://evil.example' } })
    expect(response.status).toBe(403)
    expect(await whoIs(browser.headers())).toBeNull()
  })
})

describe('a session', () => {
  test('ends in every copy of its cookie when one signs out', async () => {
    const browser = openBrowser()
    await browser.signIn()
    const copy = browser.headers()
    expect((await browser.signOut()).status).toBe(200)
    expect(browser.cookies.has('__Secure-next-auth.session-token')).toBe(false)
    expect(await whoIs(copy)).toBeNull()
  })

  test('ends with a password change, and next-auth’s own answer says so', async () => {
    const browser = openBrowser()
    await browser.signIn()
    const person = await whoIs(browser.headers())
    await services.account.changePassword(person?.userId ?? '', { currentPassword: PASSWORD, newPassword: 'another long secret' })
    expect(await whoIs(browser.headers())).toBeNull()
    expect(await browser.session()).toEqual({})
    expect(browser.cookies.has('__Secure-next-auth.session-token')).toBe(false)
  })

  test('that somebody changed or signed with another secret is none', async () => {
    const browser = openBrowser()
    await browser.signIn()
    const token = browser.cookies.get('__Secure-next-auth.session-token') ?? ''
    const forged = new Headers({ cookie: `__Secure-next-auth.session-token=${token.slice(0, -4)}AAAA` })
    expect(await whoIs(forged)).toBeNull()
    expect(
      await readSession({ headers: browser.headers() }, services, { ...settings, NEXTAUTH_SECRET: 'another secret of thirty-two letters' }),
    ).toBeNull()
  })

  test('is not made from a token in another place', async () => {
    const browser = openBrowser()
    await browser.signIn()
    const token = browser.cookies.get('__Secure-next-auth.session-token') ?? ''
    expect(await whoIs(new Headers({ authorization: `Bearer ${token}` }))).toBeNull()
  })

  test('survives a database outage: the answer is 503 and the cookie stays', async () => {
    const browser = openBrowser()
    await browser.signIn()
    const down = new Error('connect ECONNREFUSED 127.0.0.1:5432')
    const broken = { ...services, account: { ...services.account, findSession: () => Promise.reject(down) } }
    const request = new Request(`${APP}/api/auth/session`, { headers: browser.headers() })
    const response = await handleAuth(request, ['session'], { services: broken, settings })
    expect(response.status).toBe(503)
    expect(response.headers.getSetCookie().filter((cookie) => cookie.includes('session-token'))).toEqual([])
  })
})

describe('bad input at the door', () => {
  test.each([
    ['an unknown action', 'GET', 'nothing-here', {}, undefined, 404],
    ['a way to sign in that is not configured', 'GET', 'callback/google', {}, undefined, 404],
    ['a GET where only POST signs in', 'GET', 'callback/credentials', {}, undefined, 404],
    ['a body that is no JSON', 'POST', 'callback/credentials', { 'content-type': 'application/json' }, '{"email"', 400],
    ['a body of another type', 'POST', 'callback/credentials', { 'content-type': 'text/plain' }, 'hello', 415],
    ['a body without end', 'POST', 'callback/credentials', { 'content-type': 'application/json' }, 'x'.repeat(70_000), 413],
    ['a callback that is no address', 'GET', 'signin?callbackUrl=javascript:alert(1)', {}, undefined, 400],
  ])('%s', async (_case, method, path, headers, body, status) => {
    const request = new Request(`${APP}/api/auth/${path}`, { method, headers, body })
    const response = await handleAuth(request, (path.split('?')[0] ?? '').split('/'), { services, settings })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ error: { code: expect.stringMatching(/^[a-z_]+$/), message: expect.any(String) } })
  })

  test('a remembered callback that is none is forgotten, not an error', async () => {
    const headers = { cookie: '__Secure-next-auth.callback-url=javascript%3Aalert(1)' }
    const request = new Request(`${APP}/api/auth/providers`, { headers })
    expect((await handleAuth(request, ['providers'], { services, settings })).status).toBe(200)
  })
})

describe('a sign-in link by e-mail', () => {
  const configured = { settings: { EMAIL_SERVER: 'smtp://127.0.0.1:25', EMAIL_FROM: 'desk@example.test' } }
  const askForLink = async (browser: ReturnType<typeof openBrowser>, to: string) =>
    browser.ask('signin/email', { form: { email: to, csrfToken: await browser.csrfToken(), json: 'true' } })

  test('is not offered where no e-mail is sent from', async () => {
    const providers = (await (await openBrowser().ask('providers')).json()) as object
    expect(Object.keys(providers)).toEqual(['credentials'])
  })

  test('signs in once, and proves the address', async () => {
    const browser = openBrowser(configured)
    await askForLink(browser, email)
    const link = /https:\S+/.exec(sent.at(-1)?.text ?? '')?.[0] ?? ''
    const path = link.slice(`${APP}/api/auth/`.length)
    expect((await browser.ask(path)).status).toBe(302)
    expect(await whoIs(browser.headers())).toMatchObject({ email })
    const [row] = await database.asOwner<{ emailVerified: Date | null }>(`SELECT "emailVerified" FROM "User" WHERE "email" = $1`, [email])
    expect(row?.emailVerified).not.toBeNull()

    const second = openBrowser(configured)
    const again = await second.ask(path)
    expect(again.headers.get('location')).toContain('error=Verification')
    expect(await whoIs(second.headers())).toBeNull()
  })

  test('answers alike for an address without an account, and sends nothing', async () => {
    const known = await askForLink(openBrowser(configured), email)
    const before = sent.length
    const unknown = await askForLink(openBrowser(configured), 'nobody@example.test')
    expect([unknown.status, await unknown.json()]).toEqual([known.status, await known.json()])
    expect(sent).toHaveLength(before)
  })
})

describe('procedures over HTTP', () => {
  const door = () => ({ services, settings })
  const post = (path: string, input: unknown, headers: HeadersInit) =>
    new Request(`${APP}/api/trpc/${path}`, {
      method: 'POST',
      headers: { host: 'desk.example.test', 'content-type': 'application/json', ...Object.fromEntries(new Headers(headers)) },
      body: JSON.stringify({ json: input }),
    })

  test('a cookie-borne write needs our own origin', async () => {
    const browser = openBrowser()
    await browser.signIn()
    const cookie = browser.headers().get('cookie') ?? ''
    const rename = { tenantSlug, name: 'Renamed' }
    const statuses = []
    for (const origin of [undefined, 'https://evil.example', 'null', APP]) {
      const response = await handleTrpc(post('tenants.update', rename, { cookie, ...(origin ? { origin } : {}) }), door())
      statuses.push(response.status)
    }
    expect(statuses).toEqual([403, 403, 403, 200])
  })

  test('an error has a stable code, and the field it is about', async () => {
    const response = await handleTrpc(post('account.signUp', { email: 'no-address', password: 'short' }, {}), door())
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: {
        json: {
          data: { domainCode: 'bad_request', fieldErrors: { email: 'Enter an e-mail address', password: 'Use at least 10 characters' } },
        },
      },
    })
  })

  test('a business rule has its own code', async () => {
    const again = { email, password: PASSWORD, name: 'Asha', businessName: 'Again', businessType: 'general' }
    const response = await handleTrpc(post('account.signUp', again, {}), door())
    expect(response.status).toBe(409)
    expect(await response.json()).toMatchObject({ error: { json: { data: { domainCode: 'email_taken', details: { field: 'email' } } } } })
  })

  test('what nobody foresaw stays inside', async () => {
    const broken = { ...services, account: { ...services.account, signUp: () => Promise.reject(new Error('secret detail')) } }
    const input = { email: 'new@example.test', password: PASSWORD, name: 'A', businessName: 'B', businessType: 'general' }
    const response = await handleTrpc(post('account.signUp', input, {}), { services: broken, settings })
    expect(response.status).toBe(500)
    expect(await response.text()).not.toMatch(/secret detail|stack|node_modules/)
  })

  test.each([
    ['no JSON', '{"json"', 'application/json', 400],
    ['another type', 'json', 'text/plain', 415],
    ['too much', 'x'.repeat(5 * 1024 * 1024 + 1), 'application/json', 413],
  ])('%s is refused', async (_case, body, type, status) => {
    const request = new Request(`${APP}/api/trpc/account.signUp`, { method: 'POST', headers: { 'content-type': type }, body })
    expect((await handleTrpc(request, door())).status).toBe(status)
  })

  test('text a database cannot hold is refused', async () => {
    const input = { email: 'nul@example.test', password: PASSWORD, name: 'A\u0000', businessName: 'B', businessType: 'general' }
    expect((await handleTrpc(post('account.signUp', input, {}), door())).status).toBe(400)
  })

  test('a stranger’s session gets 404 for a business it does not belong to', async () => {
    const other = await createTenantFixture(database.database)
    const browser = openBrowser()
    await browser.signIn()
    const input = encodeURIComponent(JSON.stringify({ json: { tenantSlug: other.slug } }))
    const request = new Request(`${APP}/api/trpc/tenants.get?input=${input}`, { headers: browser.headers() })
    expect((await handleTrpc(request, door())).status).toBe(404)
  })
})

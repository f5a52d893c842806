import { beforeEach, expect, test, vi } from 'vitest'

const reader = vi.hoisted(() => ({ session: null as { userId: string } | null, memberships: [] as object[] }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('@/server/auth/session', () => ({ readSession: async () => reader.session }))
vi.mock('@/server/services', () => ({ getServices: () => ({ tenants: { listMine: async () => reader.memberships } }) }))
vi.mock('@/components/auth/no-business', () => ({ NoBusiness: () => null }))

const { default: NoBusinessPage } = await import('./page')

beforeEach(() => {
  reader.session = { userId: 'u_1' }
  reader.memberships = []
})

test('who is signed out is led to sign-in', async () => {
  reader.session = null
  await expect(NoBusinessPage()).rejects.toMatchObject({ digest: expect.stringContaining(';/sign-in;') })
})

test('who belongs to a business is led to the desk', async () => {
  reader.memberships = [{ slug: 'city-clinic' }]
  await expect(NoBusinessPage()).rejects.toMatchObject({ digest: expect.stringContaining(';/;') })
})

test('who belongs to none may make one', async () => {
  expect(await NoBusinessPage()).toBeTruthy()
})

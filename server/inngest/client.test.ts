import { expect, test } from 'vitest'
import { createInngest, inngestConnection, jobServerHealthUrl } from './client'

const OURS = {
  INTERNAL_SECRET: 'x'.repeat(32),
  RUNNER_PORT: 3003,
  INNGEST_BASE_URL: undefined,
  INNGEST_DEV: undefined,
  INNGEST_EVENT_KEY: undefined,
  INNGEST_SIGNING_KEY: undefined,
  INNGEST_SIGNING_KEY_FALLBACK: undefined,
}

test.each([
  { given: {}, embedded: true, dev: false, health: 'http://127.0.0.1:3003/health' },
  {
    given: { INNGEST_EVENT_KEY: 'e', INNGEST_SIGNING_KEY: 'signkey-prod-ab' },
    embedded: false,
    dev: false,
    health: 'https://inn.gs/health',
  },
  {
    given: { INNGEST_BASE_URL: 'https://inngest.example', INNGEST_EVENT_KEY: 'e', INNGEST_SIGNING_KEY: 's' },
    embedded: false,
    dev: false,
    health: 'https://inngest.example/health',
  },
  { given: { INNGEST_DEV: '1' }, embedded: false, dev: true, health: 'http://localhost:8288/health' },
  { given: { INNGEST_DEV: 'http://10.0.0.5:8288' }, embedded: false, dev: true, health: 'http://10.0.0.5:8288/health' },
  { given: { INNGEST_DEV: '0', INNGEST_EVENT_KEY: 'e' }, embedded: false, dev: false, health: 'https://inn.gs/health' },
])('who runs the functions follows from the settings: $given', ({ given, embedded, dev, health }) => {
  const connection = inngestConnection({ ...OURS, ...given })
  expect([connection.isEmbedded, connection.isDev, jobServerHealthUrl(connection)]).toEqual([embedded, dev, health])
  expect(createInngest(connection).mode).toBe(dev ? 'dev' : 'cloud')
})

test("the embedded runner's keys come from our secret, differ from each other and say nothing of it", () => {
  const { eventKey = '', signingKey = '' } = inngestConnection(OURS)
  expect(inngestConnection(OURS)).toMatchObject({ eventKey, signingKey })
  expect(inngestConnection({ ...OURS, INTERNAL_SECRET: 'y'.repeat(32) })).not.toMatchObject({ eventKey })
  expect(eventKey).toMatch(/^[0-9a-f]{64}$/)
  expect(signingKey).toMatch(/^signkey-prod-[0-9a-f]{64}$/)
  expect(signingKey).not.toContain(eventKey)
})

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDemoSecrets } from '../../prisma/scenarios/demo-secrets'
import { parseEnv } from '../../server/env'
import { composeEnv, readPlaces, readSecrets } from './settings.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'voicedesk-settings-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const compose = (given: Record<string, string>) => ({
  ...given,
  ...composeEnv({
    given,
    places: readPlaces(folder, given),
    secrets: readSecrets(folder),
    databaseUrl: 'postgresql://postgres:x@127.0.0.1:5000/voicedesk',
    isDev: false,
  }),
})

describe('secrets', () => {
  test('are made once, kept, and readable by their owner alone', () => {
    const first = readSecrets(folder)
    expect(readSecrets(folder)).toEqual(first)
    expect(Buffer.from(first.encryptionKey, 'base64')).toHaveLength(32)
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600)
  })

  test('gain what a newer version needs and keep what they had', () => {
    writeFileSync(join(folder, 'secrets.json'), JSON.stringify({ encryptionKey: 'old' }))
    expect(readSecrets(folder).encryptionKey).toBe('old')
    expect(JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')).demoSeed).toBeTruthy()
  })

  test('that cannot be read stop the start: new ones would not open the old data', () => {
    writeFileSync(join(folder, 'secrets.json'), '{"encryptionKey": "ol')
    expect(() => readSecrets(folder)).toThrow(/secrets\.json is not readable as JSON/)
  })
})

describe('the environment of our processes', () => {
  test('satisfies every process without anything given', () => {
    const required = ['DATABASE_URL', 'NEXTAUTH_SECRET', 'ENCRYPTION_KEY', 'DEMO_SEED'] as const
    const settings = parseEnv(compose({}), [...required])
    expect(settings).toMatchObject({ PORT: 3000, OPENAI_IS_SIMULATED: true, OPENAI_BASE_URL: 'http://127.0.0.1:3002/openai/v1' })
    expect(new URL(settings.DATABASE_APP_URL)).toMatchObject({ username: 'voicedesk_app', port: '5000', pathname: '/voicedesk' })
  })

  test('follows the ports that are given', () => {
    expect(compose({ PORT: '4000', MEDIA_PORT: '4001', SIMULATORS_PORT: '4002' })).toMatchObject({
      APP_URL: 'http://127.0.0.1:4000',
      NEXTAUTH_URL: 'http://127.0.0.1:4000',
      MEDIA_URL: 'ws://127.0.0.1:4001',
      OPENAI_BASE_URL: 'http://127.0.0.1:4002/openai/v1',
    })
  })

  test('leaves a vendor alone whose key is given', () => {
    const env = compose({ OPENAI_API_KEY: 'sk-real', JWT_SECRET: 'a-secret-of-at-least-32-characters' })
    expect(env).toMatchObject({ OPENAI_API_KEY: 'sk-real', NEXTAUTH_SECRET: 'a-secret-of-at-least-32-characters' })
    expect(env).not.toHaveProperty('OPENAI_IS_SIMULATED')
    expect(env).not.toHaveProperty('OPENAI_BASE_URL')
  })

  test('plays Retell and RingCentral with the secrets the demo prints', () => {
    const env = compose({ DEMO_SEED: 'a seed of the demo', SIMULATORS_PORT: '4002' })
    const secrets = createDemoSecrets('a seed of the demo')
    expect(env).toMatchObject({
      RETELL_API_KEY: secrets.retellApiKey,
      RETELL_BASE_URL: 'http://127.0.0.1:4002/retell',
      RINGCENTRAL_BASE_URL: 'http://127.0.0.1:4002/ringcentral',
      RINGCENTRAL_MEDIA_BASE_URL: 'http://127.0.0.1:4002/ringcentral',
      RINGCENTRAL_VERIFICATION_TOKEN: secrets.ringcentralVerificationToken,
    })
  })

  test("sends made-up keys to a stand-in of one's own, never to the vendor itself", () => {
    expect(compose({ RETELL_BASE_URL: 'http://127.0.0.1:9000' })).toMatchObject({ RETELL_BASE_URL: 'http://127.0.0.1:9000' })
    expect(compose({ RETELL_BASE_URL: 'https://api.retellai.com' })).toMatchObject({ RETELL_BASE_URL: 'http://127.0.0.1:3002/retell' })
    const ringCentral = { RINGCENTRAL_BASE_URL: 'http://127.0.0.1:9001', RINGCENTRAL_MEDIA_BASE_URL: 'https://media.ringcentral.com' }
    expect(compose(ringCentral)).toMatchObject({ ...ringCentral, RINGCENTRAL_MEDIA_BASE_URL: 'http://127.0.0.1:9001' })
    const own = compose({ RETELL_API_KEY: 'key_real', RETELL_BASE_URL: 'https://api.retellai.com' })
    expect(own).toMatchObject({ RETELL_API_KEY: 'key_real', RETELL_BASE_URL: 'https://api.retellai.com' })
  })

  test.each(['0', '65536', 'http', '30.5'])('PORT=%s is refused by name', (PORT) => {
    expect(() => readPlaces(folder, { PORT })).toThrow(`PORT=${PORT} is not a port`)
  })
})

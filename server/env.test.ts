import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { EnvError, parseEnv, SETTING_NAMES } from './env'

const MINIMUM = { DATABASE_APP_URL: 'postgresql://app@127.0.0.1:5432/voicedesk', INTERNAL_SECRET: 'i'.repeat(32) }

function problemsOf(source: Record<string, string>, required: Parameters<typeof parseEnv>[1] = []): string[] {
  try {
    parseEnv(source, required)
    return []
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    return error.problems.map(({ name }) => name).sort()
  }
}

describe('settings', () => {
  test('what every process needs is enough, the rest has defaults', () => {
    expect(parseEnv(MINIMUM)).toMatchObject({ PORT: 3000, MEDIA_CAPACITY: 60, EXOTEL_FRAME_BYTES: 3200, OPENAI_IS_SIMULATED: false })
  })

  test.each([
    { given: {}, required: [], failing: ['DATABASE_APP_URL', 'INTERNAL_SECRET'] },
    {
      given: { ...MINIMUM, PORT: '70000', MEDIA_URL: 'http://x', LOG_LEVEL: 'loud' },
      required: [],
      failing: ['LOG_LEVEL', 'MEDIA_URL', 'PORT'],
    },
    { given: { ...MINIMUM, EXOTEL_FRAME_BYTES: '3000' }, required: [], failing: ['EXOTEL_FRAME_BYTES'] },
    {
      given: { ...MINIMUM, ENCRYPTION_KEY: 'short' },
      required: ['NEXTAUTH_SECRET' as const],
      failing: ['ENCRYPTION_KEY', 'NEXTAUTH_SECRET'],
    },
    { given: { ...MINIMUM, S3_BUCKET: 'calls', S3_ACCESS_KEY_ID: 'a' }, required: [], failing: ['S3_ENDPOINT', 'S3_SECRET_ACCESS_KEY'] },
    { given: { ...MINIMUM, GOOGLE_CLIENT_ID: 'a', GOOGLE_CLIENT_SECRET: ' ' }, required: [], failing: ['GOOGLE_CLIENT_SECRET'] },
  ])('every failing name is listed at once: $failing', ({ given, required, failing }) => {
    expect(problemsOf(given, required)).toEqual(failing)
  })

  test('a wrong value is never repeated in the error', () => {
    expect(() => parseEnv({ ...MINIMUM, INTERNAL_SECRET: 'hunter2' })).toThrow(/^(?![\s\S]*hunter2)[\s\S]*INTERNAL_SECRET/)
  })

  test('the session secret is also read under its other name', () => {
    expect(parseEnv({ ...MINIMUM, JWT_SECRET: 'j'.repeat(32) }, ['NEXTAUTH_SECRET']).NEXTAUTH_SECRET).toBe('j'.repeat(32))
  })
})

describe('.env.example', () => {
  const lines = readFileSync(new URL('../.env.example', import.meta.url), 'utf8').split('\n')
  const entries = lines.flatMap((line) => {
    const found = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line)
    return found ? [[found[1] ?? '', found[2] ?? ''] as const] : []
  })

  test('names every setting of the schema, once, and no other', () => {
    expect(entries.map(([name]) => name).sort()).toEqual([...SETTING_NAMES].sort())
  })

  test('its values are the defaults', () => {
    expect(parseEnv({ ...Object.fromEntries(entries.filter(([, value]) => value !== '')), ...MINIMUM })).toEqual(parseEnv(MINIMUM))
  })
})

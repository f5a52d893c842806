import { expect, test } from 'vitest'
import { maskPersonal, withhold } from './log'

test.each([
  ['caller +91 98765 43210 is unknown', 'caller [number] is unknown'],
  ['call 01890f3e-5c7a-7cc0-98c4-dc0c0c07398f of (022) 1234-5678 failed', 'call 01890f3e-5c7a-7cc0-98c4-dc0c0c07398f of ([number] failed'],
  ['no user asha@clinic.example', 'no user [email]'],
  ['cannot reach redis://:hunter2@cache:6379', 'cannot reach redis://[credentials]@cache:6379'],
  ['took 1234567 ms on port 5432', 'took 1234567 ms on port 5432'],
])('a message keeps ids and loses people: %s', (given, expected) => {
  expect(maskPersonal(given)).toBe(expected)
})

test('values under personal and secret keys are withheld at any depth', () => {
  const line = { callId: 'c1', call: { fromPhone: '+919876543210', turns: [{ index: 1, text: 'I have a fever' }] }, apiKey: 'vd_live_1' }
  expect(withhold(line, 0)).toEqual({
    callId: 'c1',
    call: { fromPhone: '[withheld]', turns: [{ index: 1, text: '[withheld]' }] },
    apiKey: '[withheld]',
  })
})

test('an error keeps its class, code and stack, with people masked in its message', () => {
  const error = Object.assign(new Error('duplicate +919876543210'), { code: '23505' })
  const described = withhold({ err: error }, 0) as { err: { stack: string[] } }
  expect(described).toMatchObject({ err: { type: 'Error', code: '23505', message: 'duplicate [number]' } })
  expect(described.err.stack[0]).toMatch(/^at .*log\.test\.ts/)
})

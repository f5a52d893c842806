import { expect, test } from 'vitest'
import { ACTIONS, can } from './can'

test.each([
  ['MEMBER', 'calls.read', true],
  ['MEMBER', 'contacts.write', true],
  ['MEMBER', 'agents.read', true],
  ['MEMBER', 'agents.write', false],
  ['MEMBER', 'team.write', false],
  ['MEMBER', 'contacts.erase', false],
  ['ADMIN', 'agents.write', true],
  ['ADMIN', 'team.write', true],
  ['ADMIN', 'api_keys.write', true],
  ['ADMIN', 'tenant.delete', false],
  ['ADMIN', 'tenant.change_owner', false],
  ['OWNER', 'tenant.delete', true],
] as const)('%s and %s: %s', (role, action, allowed) => {
  expect(can(role, action)).toBe(allowed)
})

test('a higher role may do everything a lower one may', () => {
  for (const action of ACTIONS) {
    if (can('MEMBER', action)) expect(can('ADMIN', action)).toBe(true)
    if (can('ADMIN', action)) expect(can('OWNER', action)).toBe(true)
    expect(can('OWNER', action)).toBe(true)
  }
})

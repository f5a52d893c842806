import { expect, test } from 'vitest'
import { ACTIONS } from '@/server/domain/access/can'
import { actionText, detailsText } from './audit-text'

test.each([
  ['calls.read', 'See calls'],
  ['api_keys.revoke', 'Revoke an API key'],
  ['contact_cards.print_out', 'Contact cards: print out'],
])('%s reads “%s”', (action, text) => {
  expect(actionText(action)).toBe(text)
})

test('whatever can be refused has words', () => {
  expect(ACTIONS.filter((action) => actionText(action).includes(': '))).toEqual([])
})

test.each<[Record<string, unknown> | null, string | null, string]>([
  [{ reason: 'not_found', procedure: 'calls.get' }, 'call', 'There is no such call'],
  [{ reason: 'not_found', procedure: 'calls.customer' }, null, 'It is not there'],
  [{ code: 'forbidden' }, 'call', 'Not allowed'],
  [{ reason: 'role_too_low', role: 'MEMBER' }, null, 'The role does not allow it · role: MEMBER'],
  [{ reason: 'too_many_tries' }, null, 'Too many tries'],
  [{ changed: ['callbackNumber', 'name'] }, 'tenant', 'changed: callback number, name'],
  [{ isDone: true }, 'task', 'is done: yes'],
  [{ fileName: 'my_list.csv', rows: 3 }, 'import', 'file name: my_list.csv · rows: 3'],
  [null, 'contact', ''],
])('%j of a %s reads “%s”', (details, targetType, text) => {
  expect(detailsText(details, targetType)).toBe(text)
})

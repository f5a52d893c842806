import { expect, test } from 'vitest'
import { roleOfLabel, splitTranscript, spreadTimes } from './split-transcript'

const roles = (text: string) => splitTranscript(text).map(({ role, text: said }) => `${role}: ${said}`)

test.each([
  ['Agent: Hello.\nCustomer: Hi, a table please.', ['agent: Hello.', 'caller: Hi, a table please.']],
  [
    '[00:01] Receptionist: City Clinic.\r\n[00:04] Patient (2): My name is Asha:\nshe said',
    ['agent: City Clinic.', 'caller: My name is Asha: she said'],
  ],
  ["Hi, this is John Smith. I'm calling about my party.", ["unknown: Hi, this is John Smith. I'm calling about my party."]],
  ['Time: 10:30 works', ['unknown: Time: 10:30 works']],
  ['', []],
  [' \n ', []],
  ['Agent:  \nCaller: yes', ['caller: yes']],
])('%j', (text, expected) => {
  expect(roles(text)).toEqual(expected)
})

test('a long transcript without speakers is cut at sentences', () => {
  const text = Array.from({ length: 40 }, (_, index) => `This is sentence number ${index}.`).join(' ')
  const parts = splitTranscript(text)
  expect(parts.length).toBeGreaterThan(2)
  expect(parts.every(({ text: said }) => said.length <= 400 && said.endsWith('.'))).toBe(true)
  expect(parts.map(({ text: said }) => said).join(' ')).toBe(text)
})

test.each([
  ['Agent 2', 'agent'],
  ['AI Assistant', 'agent'],
  ['CUSTOMER', 'caller'],
  ['Rahul', 'unknown'],
])('%s is %s', (label, role) => {
  expect(roleOfLabel(label)).toBe(role)
})

test('parts without times share the call by their length, known times stay', () => {
  const part = (text: string, startedMs: number | null = null) => ({ role: 'caller' as const, text, startedMs, endedMs: null })
  expect(spreadTimes([part('ab'), part('cdef'), part('gh', 7000)], 8000).map(({ startedMs, endedMs }) => [startedMs, endedMs])).toEqual([
    [0, 2000],
    [2000, 6000],
    [7000, 8000],
  ])
  expect(spreadTimes([part('')], 1000)).toMatchObject([{ startedMs: 0, endedMs: 0 }])
})

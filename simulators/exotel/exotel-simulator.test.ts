import { afterAll, beforeAll, expect, test } from 'vitest'
import { startExotelSimulator } from './start-exotel-simulator'

let simulator: Awaited<ReturnType<typeof startExotelSimulator>>
beforeAll(async () => {
  simulator = await startExotelSimulator()
})
afterAll(() => simulator.close())

const authorization = `Basic ${Buffer.from('key:token').toString('base64')}`
const ask = (path: string, form?: Record<string, string>, headers: Record<string, string> = { authorization }) =>
  fetch(`${simulator.baseUrl}/v1/Accounts/acme1/${path}`, form ? { method: 'POST', headers, body: new URLSearchParams(form) } : { headers })

test('a call that is asked for is known afterwards', async () => {
  const placed = await (
    await ask('Calls/connect.json', { From: '09876543210', CallerId: '08047491899', StreamUrl: 'wss://x/y', StreamType: 'bidirectional' })
  ).json()
  expect(placed.Call).toMatchObject({ Status: 'in-progress', Direction: 'outbound-api', From: '09876543210' })
  expect((await (await ask(`Calls/${placed.Call.Sid}.json?details=true`)).json()).Call).toEqual(placed.Call)
  expect(simulator.placed.at(-1)).toMatchObject({ StreamType: 'bidirectional' })
})

test('without .json the answer is XML', async () => {
  const response = await ask('Calls/connect', {
    From: '09876543210',
    CallerId: '08047491899',
    Url: 'http://my.exotel.com/acme1/exoml/start_voice/1',
  })
  expect(response.headers.get('content-type')).toBe('application/xml')
  expect(await response.text()).toMatch(/^<\?xml.*<Call><Sid>[0-9a-f]{32}<\/Sid>/)
})

test.each<[string, string, Record<string, string> | undefined, Record<string, string> | undefined, number]>([
  ['no credentials', 'Calls/x.json', undefined, {}, 401],
  ['an unknown call', 'Calls/x.json', undefined, undefined, 404],
  ['nobody to call', 'Calls/connect.json', { CallerId: '0804' }, undefined, 400],
  ['nothing to connect to', 'Calls/connect.json', { From: '0987', CallerId: '0804' }, undefined, 400],
])('%s is refused', async (_name, path, form, headers, status) => {
  const response = await ask(path, form, headers)
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject({ RestException: { Status: status } })
})

test('do-not-disturb numbers are told over the control', async () => {
  simulator.control({ dnd: ['09876543210'] })
  expect((await (await ask('Numbers/09876543210.json')).json()).Numbers.DND).toBe('Yes')
  expect((await (await ask('Numbers/09876543211.json')).json()).Numbers.DND).toBe('No')
})

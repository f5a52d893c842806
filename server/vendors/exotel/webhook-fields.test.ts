import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callDelivery } from '../../domain/telephony/call-delivery'
import { readExotelDelivery } from './webhook-fields'

type Sample = { name: string; query: string; contentType?: string; body?: string; expected: Record<string, unknown> }
const samples: Sample[] = JSON.parse(readFileSync(new URL('./fixtures/deliveries.json', import.meta.url), 'utf8'))
const read = (query: string, contentType: string | null = null, body: string | Uint8Array = '') =>
  readExotelDelivery({ query: new URLSearchParams(query), contentType, body: typeof body === 'string' ? Buffer.from(body) : body })

test.each(samples)('$name', async ({ query, contentType, body, expected }) => {
  const delivery = await read(query, contentType, body)
  expect(delivery).toMatchObject(expected)
  expect(callDelivery.safeParse(delivery).success).toBe(true)
})

test.each(samples)('$name: neither secret nor stream token is kept', async ({ query, contentType, body }) => {
  const kept = JSON.stringify(await read(query, contentType, body))
  expect(kept).not.toMatch(/s3cret|tok123|key:token/)
})

test('the same fields as query, form, multipart and JSON are the same delivery', async () => {
  const fields = {
    CallSid: 'c1',
    CallFrom: '09876543210',
    CallTo: '08047491899',
    Status: 'completed',
    ConversationDuration: '12',
    'Stream[Status]': 'cancelled',
    'Stream[Duration]': '11',
  }
  const form = new FormData()
  for (const [key, value] of Object.entries(fields)) form.append(key, value)
  const multipart = new Response(form)
  const pairs = new URLSearchParams(fields).toString()
  const asQuery = await read(pairs)
  expect(await read('', 'application/x-www-form-urlencoded', pairs)).toEqual(asQuery)
  expect(await read('', 'application/json', JSON.stringify(fields))).toEqual(asQuery)
  expect(await read('', multipart.headers.get('content-type'), new Uint8Array(await multipart.arrayBuffer()))).toEqual(asQuery)
  expect(asQuery.stream).toEqual({ status: 'cancelled', durationSeconds: 11 })
})

test.each([
  ['application/json', '[1]', 'malformed_body'],
  ['application/json', '{"CallSid":', 'malformed_body'],
  ['multipart/form-data; boundary=x', 'nonsense', 'malformed_body'],
  ['text/xml', '<x/>', 'unsupported_media_type'],
])('%s %s is refused as %s', async (contentType, body, code) => {
  await expect(read('', contentType, body)).rejects.toMatchObject({ code })
})

test('bracketed names reach no prototype', async () => {
  await read('Stream[__proto__][polluted]=1&__proto__[polluted]=1&constructor[prototype][polluted]=1')
  await read('', 'application/json', '{"Stream":{},"Stream[__proto__][polluted]":"1"}')
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('any fields are read or refused as malformed, never thrown on otherwise', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('CallSid', 'Stream', 'Stream[Status]', 'Legs[0][x]', 'EndTime')), fc.jsonValue()),
      async (fields) => {
        const delivery = await read('', 'application/json', JSON.stringify(fields))
        expect(callDelivery.safeParse(delivery).success).toBe(true)
      },
    ),
  )
})

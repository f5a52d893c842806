import { expect, test } from 'vitest'
import { readCsv } from '@/server/domain/imports/read-csv'
import { jsonToCsv } from './json-to-csv'

test('every name that occurs becomes a column, and values come back as they were', () => {
  const csv = jsonToCsv(
    JSON.stringify([
      { name: 'Rao, "Asha"', phone: '+919876543210' },
      { phone: 98765, metadata: { tier: 'gold' } },
    ]),
  )
  expect(readCsv(csv ?? '')).toMatchObject({
    headers: ['name', 'phone', 'metadata'],
    rows: [
      ['Rao, "Asha"', '+919876543210', ''],
      ['', '98765', '{"tier":"gold"}'],
    ],
  })
})

test.each(['', '{}', '[]', '[1]', 'name,phone'])('“%s” is no list of objects', (text) => {
  expect(jsonToCsv(text)).toBeNull()
})

import { expect, test } from 'vitest'
import type { SearchResultView } from '@/server/domain/conversations/conversation-view'
import { resultsAsCsv } from './results-csv'

const result: SearchResultView = {
  callId: '0199a0f0-0000-7000-8000-000000000001',
  callStartedAt: '2030-11-14T04:57:00.000Z',
  durationSeconds: 60,
  callType: 'inbound',
  customerId: null,
  customerName: '=HYPERLINK("https://evil.example")',
  phone: '+919876543210',
  bookingId: null,
  sentiment: 'negative',
  summary: '@SUM(A1:A9)',
  snippet: { text: '-2+3 is what I paid, "twice"', highlights: [] },
  turnIndex: 1,
  speaker: 'caller',
  second: 4.52,
}

test('nothing a caller said becomes a formula, and a line opens the call at its second', () => {
  const [, line] = resultsAsCsv([result], ({ callId, second }) => `https://desk.example/calls/${callId}?t=${Math.floor(second)}`).split(
    '\r\n',
  )
  expect(line).toBe(
    [
      '0199a0f0-0000-7000-8000-000000000001,2030-11-14T04:57:00.000Z,inbound',
      `"'=HYPERLINK(""https://evil.example"")",+919876543210,negative,caller,4`,
      `"'-2+3 is what I paid, ""twice""",'@SUM(A1:A9)`,
      'https://desk.example/calls/0199a0f0-0000-7000-8000-000000000001?t=4',
    ].join(','),
  )
})

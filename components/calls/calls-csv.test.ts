import { expect, test } from 'vitest'
import type { CallSummaryView } from '@/server/domain/calls/call-view'
import { callsAsCsv } from './calls-csv'

const PLANNED: CallSummaryView = {
  ...{ id: '0197b0de-0000-7000-8000-000000000001', callSid: null, provider: 'RETELL', direction: 'OUTBOUND', status: 'SCHEDULED' },
  ...{ endReason: null, from: null, to: '+919876543210', isTest: false, answeredAt: null, endedAt: null, durationSeconds: null },
  ...{ contactId: null, contactName: 'Asha Rao', bookingId: null, agentId: null, agentName: null, summary: null, sentiment: null },
  ...{ costPaise: 0, hasRecording: false, startedAt: '2026-11-30T12:33:00.000Z', dueAt: '2026-12-02T10:15:00.000Z' },
}

test('a planned call says when it is due, under a column of that name', () => {
  const [header = [], row = []] = callsAsCsv([PLANNED])
    .split('\r\n')
    .map((line) => line.split(','))
  expect(row[header.indexOf('due_at')]).toBe('2026-12-02T10:15:00.000Z')
  expect(row[header.indexOf('contact')]).toBe('Asha Rao')
})

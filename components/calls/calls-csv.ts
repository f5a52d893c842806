import type { CallSummaryView } from '@/server/domain/calls/call-view'
import { toCsv } from '../lists/csv'

/** Calls as people take them to a spreadsheet. */
export function callsAsCsv(calls: CallSummaryView[]): string {
  return toCsv(
    [
      'id',
      'call_sid',
      'started_at',
      'direction',
      'status',
      'end_reason',
      'from',
      'to',
      'contact',
      'agent',
      'duration_seconds',
      'cost_paise',
      'sentiment',
      'summary',
      'test',
      'due_at',
    ],
    calls.map((call) => [
      call.id,
      call.callSid,
      call.startedAt,
      call.direction,
      call.status,
      call.endReason,
      call.from,
      call.to,
      call.contactName,
      call.agentName,
      call.durationSeconds,
      call.costPaise,
      call.sentiment,
      call.summary,
      call.isTest ? 'yes' : 'no',
      call.dueAt,
    ]),
  )
}

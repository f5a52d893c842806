import type { CallSign } from '../calls/advance-call'
import { readDisconnection } from './disconnection-reasons'
import type { OutcomeDelivery, OutcomeReport } from './outcome-report'

/** A stored notice. `id` settles what arrived in the same instant. */
export type ReceivedOutcome = OutcomeDelivery & { id: string; receivedAt: Date }

/** All that was said about a call, as one account. */
export type JoinedOutcome = {
  vendorCallId: string | null
  signs: CallSign[]
  isEnded: boolean
  transcript: OutcomeReport['transcript']
  analysis: OutcomeReport['analysis']
  /** US cents, fractions included. */
  costCents: number | null
  /** Where the vendor keeps the sound; two channels where there are. */
  recordingUrl: string | null
  durationMs: number | null
}

/**
 * Joins everything a vendor said about one call. Later parts of its life count more (ended over started, analysed over
 * ended), and of two of the same part the one that arrived later: in which order notices are applied, and how often, makes no difference.
 */
export function joinReports(received: ReceivedOutcome[]): JoinedOutcome {
  const told = received.flatMap(({ report, ...rest }) => (report ? [{ ...rest, report }] : [])).sort(byWeight)
  const reports = told.map(({ report }) => report)
  const newest = <Value>(pick: (report: OutcomeReport) => Value | null) => reports.map(pick).findLast((value) => value !== null) ?? null
  const transcript = newest(({ transcript }) => (transcript.length > 0 ? transcript : null)) ?? []
  const end = told.findLast(({ report }) => isEnded(report))
  return {
    vendorCallId: newest(({ vendorCallId }) => vendorCallId),
    signs: [...answerSigns(told), ...(end ? [endSign(end, transcript)] : [])],
    isEnded: end !== undefined,
    transcript,
    analysis: newest(({ analysis }) => analysis),
    costCents: newest(({ costCents }) => costCents),
    recordingUrl: newest(({ multiChannelRecordingUrl, recordingUrl }) => multiChannelRecordingUrl ?? recordingUrl),
    durationMs: newest(({ durationMs }) => durationMs),
  }
}

type Told = { id: string; event: string; receivedAt: Date; report: OutcomeReport }

function byWeight(a: Told, b: Told): number {
  return (
    weightOf(a.report) - weightOf(b.report) || a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  )
}

/** By what a report holds, not by what its event is called: one that was asked for weighs as much as one that came by itself. */
function weightOf(report: OutcomeReport): number {
  if (report.analysis) return 2
  return isEnded(report) ? 1 : 0
}

function isEnded({ status }: OutcomeReport): boolean {
  return status === 'ended' || status === 'not_connected' || status === 'error'
}

/** A call that never connected has no start, whatever its times say. */
function answerSigns(told: Told[]): CallSign[] {
  if (told.some(({ report }) => report.status === 'not_connected')) return []
  const answered = told.filter(({ event, report }) => event === 'call_started' || report.status === 'ongoing' || wasConnected(report))
  const at = answered
    .map(({ report, receivedAt }) => report.startedAt ?? receivedAt)
    .sort((a, b) => a.getTime() - b.getTime())
    .at(0)
  return at ? [{ type: 'answered', at: at.toISOString() }] : []
}

function wasConnected(report: OutcomeReport): boolean {
  if (report.status === 'ended') return readDisconnection({ ...readable(report), wasHeard: true }).status === 'COMPLETED'
  return report.status === 'error' && report.transcript.length > 0
}

function endSign({ report, receivedAt }: Told, transcript: OutcomeReport['transcript']): CallSign {
  const wasHeard = transcript.some(({ role }) => role === 'caller')
  const { status } = readDisconnection({ ...readable(report), wasHeard })
  const at = report.endedAt ?? receivedAt
  return {
    type: 'outbound_ended',
    at: at.toISOString(),
    status,
    reason: report.disconnectionReason ?? report.status,
    durationSeconds: report.durationMs === null ? null : Math.round(report.durationMs / 1000),
  }
}

function readable({ status, disconnectionReason }: OutcomeReport) {
  return { status, reason: disconnectionReason }
}

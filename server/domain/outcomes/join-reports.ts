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
  return {
    vendorCallId: newest(({ vendorCallId }) => vendorCallId),
    signs: told.flatMap(signsOf),
    isEnded: reports.some(isEnded),
    transcript: newest(({ transcript }) => (transcript.length > 0 ? transcript : null)) ?? [],
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

/** What one notice says about how its call went: each says it for itself, so that no order of taking them in changes the sum. */
function signsOf({ event, report, receivedAt }: Told): CallSign[] {
  const { status, disconnectionReason, durationMs, endedAt } = report
  const wasHeard = report.transcript.some(({ role }) => role === 'caller')
  const meaning = readDisconnection({ status, reason: disconnectionReason, wasHeard })
  const signs: CallSign[] = []
  // A call that never connected has no start, whatever its times say.
  const isConnected = event === 'call_started' || status === 'ongoing' || (isEnded(report) && (meaning.status === 'COMPLETED' || wasHeard))
  if (isConnected && status !== 'not_connected') signs.push({ type: 'answered', at: (report.startedAt ?? receivedAt).toISOString() })
  if (!isEnded(report)) return signs
  const end = { at: (endedAt ?? receivedAt).toISOString(), status: meaning.status, reason: disconnectionReason ?? status }
  return [...signs, { type: 'outbound_ended', ...end, durationSeconds: durationMs === null ? null : Math.round(durationMs / 1000) }]
}

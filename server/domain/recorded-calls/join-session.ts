import type { ArchivedCall, CallAnalysis, SessionNotice, SessionParty } from './session-notice'

/** A stored notice, and when and as what it was stored. */
export type ReceivedNotice = { id: string; receivedAt: Date; notice: SessionNotice }

/** Everything that is known of a call by now. */
export type JoinedSession = {
  direction: 'INBOUND' | 'OUTBOUND' | null
  /** As the vendor wrote them. */
  from: string | null
  to: string | null
  startedAt: string | null
  /** When the first side had gone; null: none has. */
  firstEndedAt: string | null
  durationSeconds: number | null
  isEnded: boolean
  isRecorded: boolean
  /** The vendor's archive has it: nothing better about times and recordings will come. */
  isArchived: boolean
  /** The longest one. */
  recording: { id: string; url: string | null; durationMs: number | null } | null
  transcript: CallAnalysis['transcript']
  insights: { sentiment: string | null; summary: string | null; topics: string[]; action_items: string[] } | null
}

const MAX_PARTS = 5_000
const MAX_TEXT = 20_000
const LONGEST_CALL_SECONDS = 86_400

/**
 * Joins what was said about one call to one account: whatever order it came in and however often, the same notices give the same
 * account. The archive's word on times and numbers counts more than that of passing events; of what was understood of a
 * recording, the last change counts, part by part.
 */
export function joinSession(received: readonly ReceivedNotice[]): JoinedSession {
  const ordered = [...received].sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : 1))
  const notices = ordered.map(({ notice }) => notice)
  const archived = notices.flatMap((notice) => (notice.type === 'archived' ? [notice.call] : [])).at(-1) ?? null
  const parties = joinParties(notices)
  const analyses = joinAnalyses(notices)
  const main = parties.find(({ from, to }) => from !== null && to !== null) ?? parties[0]
  const startedAt = archived?.startedAt ?? startOf(parties) ?? analyses[0]?.recordingStartedAt ?? null
  const recording = chooseRecording(archived, parties, analyses)
  return {
    direction: archived?.direction ?? main?.direction ?? analyses[0]?.direction ?? null,
    from: archived?.from ?? main?.from ?? null,
    to: archived?.to ?? main?.to ?? null,
    startedAt,
    firstEndedAt: parties.flatMap(({ endedAt }) => endedAt ?? []).sort(compare)[0] ?? null,
    durationSeconds: durationOf(archived, parties, analyses),
    isEnded: archived !== null || (parties.length > 0 && parties.every(({ endedAt }) => endedAt !== null)),
    isRecorded: recording !== null || analyses.length > 0,
    isArchived: archived !== null,
    recording,
    transcript: joinTranscripts(analyses),
    insights: joinInsights(analyses),
  }
}

type JoinedParty = Omit<SessionParty, 'state'> & { startedAt: string | null; answeredAt: string | null; endedAt: string | null }

/** Sides of the call, the first one first. */
function joinParties(notices: SessionNotice[]): JoinedParty[] {
  const events = notices.flatMap((notice) => (notice.type === 'session' ? [notice] : [])).sort((a, b) => compare(a.at, b.at))
  const byId = new Map<string, JoinedParty>()
  for (const { at, parties } of events) {
    for (const { id, state, direction, from, to, recordingIds } of parties) {
      const known = byId.get(id)
      byId.set(id, {
        id,
        direction: known?.direction ?? direction,
        from: known?.from ?? from,
        to: known?.to ?? to,
        recordingIds: [...new Set([...(known?.recordingIds ?? []), ...recordingIds])],
        startedAt: known?.startedAt ?? (state === 'ended' ? null : at),
        answeredAt: known?.answeredAt ?? (state === 'answered' ? at : null),
        endedAt: known?.endedAt ?? (state === 'ended' ? at : null),
      })
    }
  }
  return [...byId.values()]
}

function startOf(parties: JoinedParty[]): string | null {
  return parties.flatMap(({ startedAt }) => startedAt ?? []).sort(compare)[0] ?? null
}

/** Of the call where somebody says it; else from the answer to the end, or as long as what was recorded. Null: nobody knows. */
function durationOf(archived: ArchivedCall | null, parties: JoinedParty[], analyses: CallAnalysis[]): number | null {
  if (archived && archived.durationSeconds !== null) return clampSeconds(archived.durationSeconds)
  const from = parties.flatMap(({ answeredAt }) => answeredAt ?? []).sort(compare)[0] ?? startOf(parties)
  const to = parties
    .flatMap(({ endedAt }) => endedAt ?? [])
    .sort(compare)
    .at(-1)
  if (from && to) return clampSeconds(Math.max(1, (Date.parse(to) - Date.parse(from)) / 1000))
  const recordedMs = analyses.reduce((sum, { recordingDurationMs }) => sum + (recordingDurationMs ?? 0), 0)
  return recordedMs > 0 ? clampSeconds(Math.max(1, recordedMs / 1000)) : null
}

function clampSeconds(seconds: number): number {
  return Math.min(LONGEST_CALL_SECONDS, Math.max(0, Math.round(seconds)))
}

function chooseRecording(archived: ArchivedCall | null, parties: JoinedParty[], analyses: CallAnalysis[]): JoinedSession['recording'] {
  const length = (id: string) => analyses.find(({ recordingId }) => recordingId === id)?.recordingDurationMs ?? null
  const [longest] = [...(archived?.recordings ?? [])].sort(
    (a, b) => (b.durationSeconds ?? 0) - (a.durationSeconds ?? 0) || compare(a.id, b.id),
  )
  if (longest) {
    const durationMs = length(longest.id) ?? (longest.durationSeconds === null ? null : longest.durationSeconds * 1000)
    return { id: longest.id, url: longest.url, durationMs }
  }
  const ids = [...parties.flatMap(({ recordingIds }) => recordingIds), ...analyses.flatMap(({ recordingId }) => recordingId ?? [])]
  const [id] = [...new Set(ids)].sort((a, b) => (length(b) ?? 0) - (length(a) ?? 0) || compare(a, b))
  return id === undefined ? null : { id, url: null, durationMs: length(id) }
}

/** One analysis per recording, in the order of the recordings. Of each part the newest that says anything. */
function joinAnalyses(notices: SessionNotice[]): CallAnalysis[] {
  const told = notices
    .flatMap((notice) => (notice.type === 'analysis' ? [notice.analysis] : []))
    .map((analysis, index) => ({ analysis, index }))
    .sort((a, b) => compare(a.analysis.changedAt ?? '', b.analysis.changedAt ?? '') || a.index - b.index)
  const byRecording = new Map<string | null, CallAnalysis>()
  for (const { analysis } of told) {
    const known = byRecording.get(analysis.recordingId)
    byRecording.set(analysis.recordingId, known ? joinTwo(known, analysis) : analysis)
  }
  return [...byRecording.values()].sort(
    (a, b) => compare(a.recordingStartedAt ?? '', b.recordingStartedAt ?? '') || compare(a.recordingId ?? '', b.recordingId ?? ''),
  )
}

function joinTwo(known: CallAnalysis, next: CallAnalysis): CallAnalysis {
  const some = <Item>(now: Item[], before: Item[]) => (now.length > 0 ? now : before)
  return {
    ...next,
    direction: next.direction ?? known.direction,
    recordingStartedAt: next.recordingStartedAt ?? known.recordingStartedAt,
    recordingDurationMs: next.recordingDurationMs ?? known.recordingDurationMs,
    transcript: some(next.transcript, known.transcript),
    sentiment: next.sentiment ?? known.sentiment,
    summary: next.summary ?? known.summary,
    topics: some(next.topics, known.topics),
    actionItems: some(next.actionItems, known.actionItems),
  }
}

/** Several recordings of one call follow each other: times count from the start of the first. */
function joinTranscripts(analyses: CallAnalysis[]): CallAnalysis['transcript'] {
  const firstMs = Date.parse(analyses[0]?.recordingStartedAt ?? '')
  const parts = analyses.flatMap(({ transcript, recordingStartedAt }) => {
    const laterMs = Date.parse(recordingStartedAt ?? '') - firstMs
    const offset = Number.isFinite(laterMs) && laterMs > 0 ? laterMs / 1000 : 0
    const shift = (seconds: number | null) => (seconds === null ? null : Math.min(LONGEST_CALL_SECONDS, Math.max(0, seconds + offset)))
    return transcript.map(({ role, text, start, end }) => ({ role, text: text.slice(0, MAX_TEXT), start: shift(start), end: shift(end) }))
  })
  return parts.slice(0, MAX_PARTS)
}

function joinInsights(analyses: CallAnalysis[]): JoinedSession['insights'] {
  const summaries = analyses.flatMap(({ summary }) => summary ?? [])
  const insights = {
    sentiment: analyses.flatMap(({ sentiment }) => sentiment ?? []).at(-1) ?? null,
    summary: summaries.length > 0 ? summaries.join(' ') : null,
    topics: [...new Set(analyses.flatMap(({ topics }) => topics))],
    action_items: [...new Set(analyses.flatMap(({ actionItems }) => actionItems))],
  }
  const isEmpty = !insights.sentiment && !insights.summary && insights.topics.length + insights.action_items.length === 0
  return isEmpty ? null : insights
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

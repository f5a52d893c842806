import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, newId } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { CallSign } from '../../domain/calls/advance-call'
import { readInsights } from '../../domain/calls/call-insights'
import { DomainError } from '../../domain/errors/domain-error'
import { VendorError } from '../../domain/errors/vendor-error'
import { normalizePhone } from '../../domain/phones/normalize-phone'
import { identityOf, type RecordingInput, readTranscript } from '../../domain/recordings/recording-input'
import { recordingKey } from '../../domain/recordings/recording-key'
import { spreadTimes, type TranscriptPart } from '../../domain/recordings/split-transcript'
import { readTime } from '../../domain/time/read-time'
import type { Clock } from '../../ports/clock'
import type { JobQueue } from '../../ports/job-queue'
import type { RecordingStore } from '../../ports/recording-store'
import type { RemoteFiles, ShownHeaders } from '../../ports/remote-files'
import type { CallsService } from '../calls/calls.service'
import type { InsightsService } from '../insights/insights.service'
import {
  noteRecording,
  type RecordedTurn,
  readIntakeTenant,
  readRecordingSource,
  replaceTurns,
  saveRecordingSource,
  takeCall,
} from './recording-intake.repository'

type CallRef = { tenantId: string; callId: string }
export type RecordingIntakeDeps = {
  db: Database
  clock: Clock
  jobs: JobQueue
  recordings: RecordingStore
  remoteFiles: RemoteFiles
  calls: Pick<CallsService, 'applySigns' | 'applyFacts'>
  insights: Pick<InsightsService, 'noteProvider'>
  /** Absent: 250 MB in five minutes. */
  downloadLimits?: { maxBytes: number; totalMs: number }
}

export type RecordingIntake = ReturnType<typeof createRecordingIntake>
export type CopyResult = 'copied' | 'nothing_to_copy' | 'refused'
type RecordingAddress = { url: string; shown?: ShownHeaders | null; durationMs?: number | null }

const CHECK_LIMIT_MS = 5_000
const DOWNLOAD_LIMITS = { maxBytes: 250 * 1024 * 1024, totalMs: 5 * 60_000 }
/** What players in browsers know. */
const EXTENSIONS: Record<string, string> = {
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
}

/** Recorded calls from elsewhere become calls like any other: one path in, told again as often as anybody likes. */
export function createRecordingIntake(deps: RecordingIntakeDeps) {
  const { db, clock, jobs, recordings, remoteFiles, calls, insights: accounts, downloadLimits = DOWNLOAD_LIMITS } = deps
  /**
   * Takes a recorded call in, or what has become known of it since. Its link follows by a job.
   * @throws DomainError `invalid_time`, `private_url`
   */
  async function takeIn(scope: Scope, input: RecordingInput): Promise<{ callId: string }> {
    const { tenantId } = scope
    if (input.recording_url) await remoteFiles.check(input.recording_url, AbortSignal.timeout(CHECK_LIMIT_MS))
    const insights = readInsights(input.ai_insights)
    const parts = readTranscript(input.transcript)
    const { callId, startedAt } = await db.tenantDb(scope, async (tx) => {
      const { timezone, region } = await readIntakeTenant(tx, tenantId)
      const startedAt = readTime(input.call_started_at, timezone).at
      if (!startedAt) throw new DomainError('invalid_time', 'call_started_at is no time.', { field: 'call_started_at' })
      const phone = (raw: string | null | undefined) => (raw ? normalizePhone(raw, [region]) : null)
      const call = await takeCall(tx, {
        id: newId(),
        tenantId,
        ...identityOf(input),
        direction: input.call_type,
        fromPhone: phone(input.from_phone),
        toPhone: phone(input.to_phone),
        startedAt,
      })
      const ref = { tenantId, callId: call.id }
      // A conversation of our own agents has a better transcript than any made of its sound.
      if (parts && !(call.isOurs && call.hasTurns)) await replaceTurns(tx, ref, turnsOf(parts, input))
      if (input.recording_url) await saveRecordingSource(tx, ref, input.recording_url)
      return { callId: call.id, startedAt }
    })
    const ref = { tenantId, callId }
    if (insights) await accounts.noteProvider(ref, insights)
    await calls.applySigns(ref, signsOf(startedAt, input.duration_seconds))
    const version = createHash('sha256').update(JSON.stringify(input)).digest('hex').slice(0, 16)
    await jobs.send({ name: 'call.transcribed', id: `call.transcribed:${callId}:${version}`, data: ref })
    if (input.recording_url) await jobs.send({ name: 'recording.given', id: `recording.given:${callId}:${version}`, data: ref })
    return { callId }
  }

  /**
   * Copies a recording to our store. Safe to repeat.
   * @throws VendorError, retryable, when another attempt may succeed
   */
  async function copy(ref: CallRef): Promise<CopyResult> {
    const call = await db.tenantDb(ref, (tx) => readRecordingSource(tx, ref))
    return call?.recordingSource ? copyFrom(ref, { url: call.recordingSource }) : 'nothing_to_copy'
  }

  /**
   * As `copy`, from an address that is not kept with the call.
   * @param source `shown`: what proves to the vendor, and to nobody else, that we may
   */
  async function copyFrom(ref: CallRef, { url, shown, durationMs }: RecordingAddress): Promise<CopyResult> {
    const call = await db.tenantDb(ref, (tx) => readRecordingSource(tx, ref))
    if (!call || call.recordingKey) return 'nothing_to_copy'
    const folder = await mkdtemp(join(tmpdir(), 'voicedesk-recording-'))
    try {
      const path = join(folder, 'recording')
      // The fetcher's own limit passes first, and says that another attempt may succeed.
      const signal = AbortSignal.timeout(downloadLimits.totalMs + CHECK_LIMIT_MS)
      const file = await remoteFiles.download(url, path, downloadLimits, signal, shown ?? null)
      const contentType = (file.contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
      const extension = EXTENSIONS[contentType]
      if (!extension) return await refuse(ref, 'not_audio')
      const key = recordingKey(ref.tenantId, ref.callId, extension)
      await recordings.putFile(key, path, contentType)
      await calls.applyFacts(ref, [
        { type: 'recording', key: 'given:recording', recordingKey: key, durationMs: durationMs ?? (call.durationSeconds ?? 0) * 1000 },
      ])
      return 'copied'
    } catch (error) {
      if (error instanceof DomainError) return await refuse(ref, error.code)
      if (error instanceof VendorError && !error.retryable) return await refuse(ref, `not_available_${error.options.status ?? ''}`)
      throw error
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  /** Shown at the call: why there is nothing to hear. */
  async function refuse(ref: CallRef, failed: string): Promise<'refused'> {
    await db.tenantDb(ref, (tx) => noteRecording(tx, ref, { at: clock.now(), failed }))
    return 'refused'
  }

  return { takeIn, copy, copyFrom }
}

/** Speakers nobody named are taken for the caller: what they say is what the call was about. */
function turnsOf(parts: TranscriptPart[], { duration_seconds }: RecordingInput): RecordedTurn[] {
  return spreadTimes(parts, Math.round(duration_seconds * 1000)).map(({ role, text, startedMs, endedMs }) => ({
    role: role === 'agent' ? 'AGENT' : 'CALLER',
    text,
    startedMs,
    endedMs,
  }))
}

function signsOf(startedAt: Date, durationSeconds: number): CallSign[] {
  const at = startedAt.toISOString()
  const seconds = Math.round(durationSeconds)
  const endedAt = new Date(startedAt.getTime() + seconds * 1000).toISOString()
  if (seconds === 0) return [{ type: 'outside_ended', at: endedAt, status: 'NO_ANSWER', durationSeconds: 0 }]
  return [
    { type: 'answered', at },
    { type: 'outside_ended', at: endedAt, status: 'COMPLETED', durationSeconds: seconds },
  ]
}

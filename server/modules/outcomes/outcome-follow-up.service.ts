import { createHash } from 'node:crypto'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '../../db/transaction'
import { readWavDurationMs } from '../../domain/audio/wav'
import { DomainError } from '../../domain/errors/domain-error'
import { VendorError } from '../../domain/errors/vendor-error'
import { POLLED } from '../../domain/outcomes/outcome-report'
import { recordingKey } from '../../domain/recordings/recording-key'
import { cleanRecord } from '../../domain/text/clean-text'
import type { OutboundCallReport } from '../../ports/outbound-caller'
import type { createOutcomeApplying } from './outcome-applying.service'
import type { OutcomeDeps } from './outcome-deps'
import { type CallRef, findCall, insertEvent, insertNotice, readSealedKey } from './outcomes.repository'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** When a call of which no end is known is asked for, by its age; later than the last once an hour. */
const ASK_AT_MS = [30 * SECOND, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 40 * MINUTE, HOUR]
/** How often `reconcile` runs. */
const ROUND_MS = MINUTE
/** Older ones are let go: the vendor ends every call long before. */
const GIVE_UP_AFTER_MS = 24 * HOUR
/** A call the vendor does not know at this age never existed there. */
const TRUST_UNKNOWN_AFTER_MS = 10 * MINUTE
const ASKED_PER_ROUND = 200
const ASK_LIMIT_MS = 10 * SECOND
const RECORDING_LIMITS = { maxBytes: 250 * 1024 * 1024, totalMs: 5 * MINUTE }
/** Enough of a WAV file to read what it is. */
const HEADER_BYTES = 4096

/** What notices leave open: those that never came, an analysis that is late, sound that is kept elsewhere. */
export function createOutcomeFollowUp(deps: OutcomeDeps, applying: ReturnType<typeof createOutcomeApplying>) {
  const { db, clock, secrets, outboundCaller, recordings, remoteFiles, calls } = deps

  /**
   * Asks the vendor about calls under way whose age has reached one of the steps since the last round, and takes in what it says
   * as if it had come by itself. To be run once a minute.
   * @param onError told of a call that could not be asked for; the others are
   * @returns how many were asked for
   */
  async function reconcile(onError: (error: unknown, ref: CallRef) => void = () => undefined): Promise<number> {
    if (!outboundCaller) return 0
    const now = clock.now().getTime()
    let asked = 0
    for (const [fromMs, toMs] of agesDue()) {
      const window = { dialledBefore: new Date(now - fromMs), dialledAfter: new Date(now - toMs), limit: ASKED_PER_ROUND }
      for (const ref of await db.unscoped.listUnsettledOutbound(window)) {
        asked += 1
        await ask(ref).catch((error: unknown) => onError(error, ref))
      }
    }
    return asked
  }

  /**
   * Asks the vendor about one call.
   * @returns whether its end and its analysis are known now
   * @throws VendorError, retryable or not
   */
  async function ask(ref: CallRef): Promise<boolean> {
    const known = await applying.readJoined(ref)
    if (!known?.call.externalId || !outboundCaller) return true
    if (known.joined.isEnded && known.joined.analysis) return true
    const { externalId: vendorCallId, startedAt } = known.call
    const apiKey = await readKey(ref.tenantId)
    if (!apiKey) return true
    const report = await outboundCaller.fetch({ apiKey, vendorCallId }, AbortSignal.timeout(ASK_LIMIT_MS))
    if (!report) {
      const isLost = clock.now().getTime() - startedAt.getTime() > TRUST_UNKNOWN_AFTER_MS && !known.joined.isEnded
      const end = { at: clock.now().toISOString(), status: 'FAILED' as const, reason: 'unknown_to_vendor', durationSeconds: null }
      if (isLost) await calls.applySigns(ref, [{ type: 'outbound_ended', ...end }])
      return isLost
    }
    // The vendor's answer is about the call we asked for, whatever id it carries.
    await keep(ref.tenantId, { ...report, vendorCallId })
    await applying.applyTo(ref.tenantId, vendorCallId)
    return report.analysis !== null && report.endedAt !== null
  }

  async function keep(tenantId: string, report: OutboundCallReport): Promise<void> {
    const payload = cleanRecord(JSON.parse(JSON.stringify({ event: POLLED, report })))
    const eventId = `${POLLED}:${report.vendorCallId}:${createHash('sha256').update(JSON.stringify(report)).digest('hex')}`
    const notice = { id: newId(), tenantId, eventId, vendorCallId: report.vendorCallId, payload, receivedAt: clock.now() }
    await db.tenantDb({ tenantId }, (tx) => insertNotice(tx, notice))
  }

  async function readKey(tenantId: string): Promise<string | null> {
    const sealed = await db.tenantDb({ tenantId }, (tx) => readSealedKey(tx, tenantId))
    return sealed ? secrets.open(sealed) : deps.outbound.apiKey
  }

  /**
   * Copies a call's sound from the vendor's store, which forgets it, to ours. Safe to repeat.
   * @throws VendorError, retryable, when another attempt may succeed
   */
  async function copyRecording(ref: CallRef): Promise<'copied' | 'nothing_to_copy' | 'refused'> {
    const known = await applying.readJoined(ref)
    if (!known?.joined.recordingUrl || known.call.recordingKey) return 'nothing_to_copy'
    const folder = await mkdtemp(join(tmpdir(), 'voicedesk-recording-'))
    const path = join(folder, 'recording')
    try {
      // The fetcher's own limit passes first, and says that another attempt may succeed.
      const signal = AbortSignal.timeout(RECORDING_LIMITS.totalMs + ASK_LIMIT_MS)
      const { sizeBytes } = await remoteFiles.download(known.joined.recordingUrl, path, RECORDING_LIMITS, signal)
      const durationMs = await readDuration(path, sizeBytes)
      if (durationMs === null) return await refuse(ref, 'not_a_wav_file')
      const key = recordingKey(ref.tenantId, ref.callId)
      await recordings.putFile(key, path, 'audio/wav')
      await calls.applyFacts(ref, [{ type: 'recording', key: 'retell:recording', recordingKey: key, durationMs }])
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
  async function refuse(ref: CallRef, reason: string): Promise<'refused'> {
    const event = { at: clock.now(), type: 'recording', data: { failed: reason }, dedupeKey: `recording_refused:${reason}` }
    await db.tenantDb(ref, async (tx) => {
      if (await findCall(tx, ref)) await insertEvent(tx, ref, event)
    })
    return 'refused'
  }

  return { reconcile, ask, copyRecording }
}

/** Spans of age, in ms, each as long as a round. */
function agesDue(): [from: number, to: number][] {
  const later = Array.from({ length: GIVE_UP_AFTER_MS / HOUR - 1 }, (_, index) => (index + 2) * HOUR)
  return [...ASK_AT_MS, ...later].map((at) => [at, at + ROUND_MS])
}

/** Null: it is no WAV file of a kind that can be played. */
async function readDuration(path: string, sizeBytes: number): Promise<number | null> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0)
    return readWavDurationMs(buffer.subarray(0, bytesRead), sizeBytes)
  } finally {
    await file.close()
  }
}

import { createHash } from 'node:crypto'
import { newId } from '../../db/transaction'
import { VendorError } from '../../domain/errors/vendor-error'
import { normalizePhone } from '../../domain/phones/normalize-phone'
import { type JoinedSession, joinSession, type ReceivedNotice } from '../../domain/recorded-calls/join-session'
import { type SessionNotice, sessionNotice } from '../../domain/recorded-calls/session-notice'
import type { RecordingInput } from '../../domain/recordings/recording-input'
import { cleanRecord } from '../../domain/text/clean-text'
import type { CopyResult } from '../recordings/recording-intake.service'
import {
  correctCall,
  findNotice,
  findSessionCall,
  insertNotice,
  listNotices,
  markNotices,
  noteAtCall,
  readRegion,
  type SessionCall,
} from './ringcentral.repository'
import type { KnownAccount, RingCentralAccounts } from './ringcentral-accounts'
import { ASK_LIMIT_MS, ASKED_ARCHIVE, type RingCentralDeps } from './ringcentral-deps'

export type SessionRef = { tenantId: string; sessionId: string }

/** What asking about a call has led to. */
export type Followed = {
  /** Nothing more is to be waited for. */
  isOver: boolean
  /** There is a recording at the vendor's, and none here. */
  isToBeCopied: boolean
  /** How long the vendor wants to be left alone; 0: as long as we like. */
  retryAfterMs: number
}

type Answer = { result: 'done' | 'later' | 'never'; retryAfterMs: number }
/** More rounds than notices can arrive in while one is applied mean something else is wrong. */
const MAX_ROUNDS = 5

/** Makes calls of what RingCentral says. All that is known of one is joined each time: order and repetition make no difference. */
export function createRingCentralSessions(deps: RingCentralDeps, accounts: RingCentralAccounts) {
  const { db, clock, jobs, ringCentral, recordingIntake } = deps

  /** Applies a stored notice and all others about its call. Safe to repeat. */
  async function apply({ tenantId, webhookId }: { tenantId: string; webhookId: string }): Promise<'applied' | 'waiting' | 'gone'> {
    const named = await db.tenantDb({ tenantId }, (tx) => findNotice(tx, tenantId, webhookId))
    if (!named) return 'gone'
    const sessionId = named.vendorCallId
    if (sessionId === null) {
      await db.tenantDb({ tenantId }, (tx) => markNotices(tx, tenantId, [webhookId], { status: 'APPLIED', appliedAt: clock.now() }))
      return 'applied'
    }
    const isKnown = await takeIn({ tenantId, sessionId })
    // One that was found in the archive may have been given up before.
    const again = named.eventId.startsWith(ASKED_ARCHIVE) ? `:${webhookId}` : ''
    const id = `ringcentral.session:${tenantId}:${sessionId}${again}`
    await jobs.send({ name: 'ringcentral.session', id, data: { tenantId, sessionId } })
    return isKnown ? 'applied' : 'waiting'
  }

  /**
   * Makes or corrects the call of a session. What is stored while that happens is taken in, too: of two runs at once, the one
   * that knew less goes again.
   * @param isLast nothing better will come: what is missing is made up for
   * @returns whether the call is there
   */
  async function takeIn(ref: SessionRef, { isLast = false } = {}): Promise<boolean> {
    for (let round = 1; round <= MAX_ROUNDS; round += 1) {
      const { stored, notices, unreadable, joined, call } = await read(ref)
      if (call && !isLast && stored.every(({ status }) => status === 'APPLIED')) return true
      const input = inputOf(ref.sessionId, joined, call, isLast)
      if (input) await write(ref, joined, input, call)
      const isSettled = input !== null || (joined.isArchived && !joined.isRecorded)
      const { tenantId } = ref
      const count = await db.tenantDb(ref, async (tx) => {
        const ids = notices.map(({ id }) => id)
        await markNotices(tx, tenantId, ids, isSettled ? { status: 'APPLIED', appliedAt: clock.now() } : { status: 'WAITING' })
        await markNotices(tx, tenantId, unreadable, { status: 'FAILED', error: 'unreadable' })
        return (await listNotices(tx, tenantId, ref.sessionId)).length
      })
      if (count === stored.length) return input !== null
    }
    throw new Error('Notices of one call arrive faster than they can be applied')
  }

  async function read({ tenantId, sessionId }: SessionRef) {
    return db.tenantDb({ tenantId }, async (tx) => {
      const stored = await listNotices(tx, tenantId, sessionId)
      const { notices, unreadable } = readNotices(stored)
      const joined = joinSession(notices)
      const call = await findSessionCall(tx, tenantId, sessionId, joined.recording?.id ?? null)
      return { stored, notices, unreadable, joined, call }
    })
  }

  async function write(ref: SessionRef, joined: JoinedSession, input: RecordingInput, call: SessionCall | null): Promise<void> {
    const { tenantId } = ref
    if (call && call.agentId === null && joined.isArchived) {
      await db.tenantDb(ref, async (tx) => {
        const region = await readRegion(tx, tenantId)
        const phone = (raw: string | null | undefined) => (raw ? normalizePhone(raw, [region]) : null)
        const startedAt = new Date(input.call_started_at)
        await correctCall(
          tx,
          { tenantId, callId: call.id },
          {
            startedAt,
            direction: input.call_type,
            fromPhone: phone(input.from_phone) ?? call.fromPhone,
            toPhone: phone(input.to_phone) ?? call.toPhone,
            progress: withoutTimes(call.progress),
          },
        )
      })
    }
    const scope = { tenantId, actor: { type: 'webhook' as const, id: 'ringcentral' } }
    await recordingIntake.takeIn(scope, input)
  }

  /**
   * Asks the vendor for what it has not told of an ended call: its place in the archive, and what was understood of its recordings.
   * What comes is kept as if it had come by itself. Safe to repeat.
   */
  async function follow(ref: SessionRef): Promise<Followed> {
    const account = await accounts.findFor(ref.tenantId)
    const { joined } = await read(ref)
    const ask = account ? createAsking(ref, account) : null
    const archive = joined.isArchived ? DONE : ((await ask?.forArchive()) ?? NEVER)
    const analysis = joined.transcript.length > 0 ? DONE : ((await ask?.forAnalyses()) ?? NEVER)
    await takeIn(ref)
    const now = await read(ref)
    const isUnrecorded = now.joined.isArchived && !now.joined.isRecorded
    const isUnderstood = now.joined.transcript.length > 0 || analysis.result === 'never' || isUnrecorded
    const isFound = now.joined.isArchived || archive.result === 'never'
    return {
      isOver: isFound && isUnderstood,
      isToBeCopied: now.call !== null && now.call.recordingKey === null && now.joined.recording !== null && account !== null && isFound,
      retryAfterMs: Math.max(archive.retryAfterMs, analysis.retryAfterMs),
    }
  }

  function createAsking(ref: SessionRef, { source, account }: KnownAccount) {
    const keep = async (notice: SessionNotice): Promise<void> => {
      const payload = cleanRecord(JSON.parse(JSON.stringify(notice)))
      const hash = createHash('sha256').update(JSON.stringify(payload)).digest('hex')
      const { tenantId, sessionId } = ref
      const stored = { id: newId(), tenantId, source, eventId: `asked:${notice.type}:${sessionId}:${hash}` }
      await db.tenantDb(ref, (tx) => insertNotice(tx, { ...stored, vendorCallId: sessionId, payload, receivedAt: clock.now() }))
    }
    return {
      forArchive: () =>
        answerOf(async () => {
          const call = await ringCentral.api.findCall(account, ref.sessionId, AbortSignal.timeout(ASK_LIMIT_MS))
          if (call) await keep({ type: 'archived', call })
          return call !== null
        }),
      forAnalyses: () =>
        answerOf(async () => {
          const analyses = await ringCentral.api.findAnalyses(account, ref.sessionId, AbortSignal.timeout(ASK_LIMIT_MS))
          for (const analysis of analyses) await keep({ type: 'analysis', analysis })
          return analyses.some(({ transcript }) => transcript.length > 0)
        }),
    }
  }

  /** What did not come in time is not waited for any longer: the call goes on without, and says so. */
  async function giveUp(ref: SessionRef): Promise<void> {
    const { tenantId } = ref
    if (!(await takeIn(ref, { isLast: true }))) return
    const { call, joined } = await read(ref)
    if (!call || joined.transcript.length > 0) return
    const event = { at: clock.now(), type: 'transcript', data: { failed: 'not_available' }, dedupeKey: 'transcript_not_available' }
    await db.tenantDb(ref, (tx) => noteAtCall(tx, { tenantId, callId: call.id }, event))
  }

  /**
   * Copies the sound of a call from the vendor's store to ours. Safe to repeat.
   * @throws VendorError, retryable, when another attempt may succeed
   */
  async function copyRecording(ref: SessionRef): Promise<CopyResult> {
    const { joined, call } = await read(ref)
    const account = await accounts.findFor(ref.tenantId)
    if (!call || !joined.recording || call.recordingKey || !account) return 'nothing_to_copy'
    const { id, url, durationMs } = joined.recording
    const shown = await ringCentral.api.authorize(account.account, AbortSignal.timeout(ASK_LIMIT_MS))
    const address = { url: url ?? ringCentral.api.recordingUrl(id), shown, durationMs }
    return recordingIntake.copyFrom({ tenantId: ref.tenantId, callId: call.id }, address)
  }

  return { apply, follow, giveUp, copyRecording }
}

const DONE: Answer = { result: 'done', retryAfterMs: 0 }
const NEVER: Answer = { result: 'never', retryAfterMs: 0 }

async function answerOf(ask: () => Promise<boolean>): Promise<Answer> {
  try {
    return { result: (await ask()) ? 'done' : 'later', retryAfterMs: 0 }
  } catch (error) {
    if (!(error instanceof VendorError)) throw error
    return { result: error.retryable ? 'later' : 'never', retryAfterMs: error.options.retryAfterMs ?? 0 }
  }
}

type Stored = { id: string; payload: unknown; receivedAt: Date }

/** Notices that an older release stored and this one cannot read hold up no other. */
function readNotices(stored: Stored[]): { notices: ReceivedNotice[]; unreadable: string[] } {
  const notices: ReceivedNotice[] = []
  const unreadable: string[] = []
  for (const { id, payload, receivedAt } of stored) {
    const { data } = sessionNotice.safeParse(payload)
    if (data) notices.push({ id, receivedAt, notice: data })
    else unreadable.push(id)
  }
  return { notices, unreadable }
}

/** What is known of a call as the one intake of recordings takes it; null: not enough yet, or it was not recorded. */
function inputOf(sessionId: string, joined: JoinedSession, call: SessionCall | null, isLast: boolean): RecordingInput | null {
  const isOver = joined.isEnded || call !== null || isLast
  const direction = joined.direction ?? call?.direction ?? (isLast ? 'INBOUND' : null)
  const startedAt = joined.startedAt ?? call?.startedAt.toISOString() ?? (isLast ? joined.firstEndedAt : null)
  const durationSeconds = joined.durationSeconds ?? call?.durationSeconds ?? (isLast ? 1 : null)
  if (!isOver || !joined.isRecorded || !direction || !startedAt || durationSeconds === null) return null
  return {
    external_id: call?.externalId ?? sessionId,
    provider: 'ringcentral',
    from_phone: joined.from ?? call?.fromPhone ?? null,
    to_phone: joined.to ?? call?.toPhone ?? null,
    call_type: direction,
    call_started_at: startedAt,
    duration_seconds: durationSeconds,
    recording_url: null,
    transcript: joined.transcript.length > 0 ? joined.transcript : null,
    ai_insights: joined.insights,
  }
}

/** The intake tells the times again, and of two accounts of an end the earlier one would stay. */
function withoutTimes(progress: unknown): object {
  if (typeof progress !== 'object' || progress === null) return {}
  const { answeredAt: _, outsideEnd: __, ...rest } = progress as Record<string, unknown>
  return rest
}

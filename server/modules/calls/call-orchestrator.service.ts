import { createHash } from 'node:crypto'
import type { Scope } from '../../domain/access/scope'
import type { CallSign } from '../../domain/calls/advance-call'
import type { CompleteCallInput, ExtractionInput, TranscriptChunkInput } from '../../domain/calls/call-resource'
import type { CallStatus } from '../../domain/calls/call-status'
import { DomainError } from '../../domain/errors/domain-error'
import { canonicalJson } from '../../domain/text/canonical-json'
import { cleanRecord, cleanText } from '../../domain/text/clean-text'
import type { CallDeps } from './call-deps'
import type { createCallProgress } from './call-progress.service'
import {
  type CallPatch,
  type CallRef,
  findExtractionId,
  findToldTurn,
  hasCorrectedInsights,
  lockCall,
  nextTurnIndex,
} from './call-state.repository'
import { CHUNK_EVENT } from './call-views'

const LONGEST_CALL_MS = 86_400_000

/** What an outside orchestrator may tell about a call over REST. Everything told again changes nothing. */
export function createCallOrchestration({ db, clock }: CallDeps, progress: ReturnType<typeof createCallProgress>) {
  /** Adds one thing somebody said. @returns its index in the transcript. @throws DomainError `not_found` */
  async function appendTranscript(scope: Scope, callId: string, chunk: TranscriptChunkInput): Promise<{ index: number }> {
    const ref = { tenantId: scope.tenantId, callId }
    const dedupeKey = `chunk:${hashOf([chunk.role, chunk.content, chunk.timestamp])}`
    return progress.inLockedCall(ref, async (tx, call) => {
      const told = await findToldTurn(tx, ref, dedupeKey)
      if (told !== null) return { facts: [], result: { index: told } }
      const index = await nextTurnIndex(tx, ref)
      // Clocks differ and examples get copied: a chunk was said during its call.
      const saidMs = clamp(Date.parse(chunk.timestamp), call.startedAt.getTime(), Math.max(clock.now().getTime(), call.startedAt.getTime()))
      const at = new Date(saidMs).toISOString()
      const startedMs = clamp(saidMs - Date.parse(call.progress.answeredAt ?? at), 0, LONGEST_CALL_MS)
      const { role, content: text, confidence = null, language = null } = chunk
      const heardText = role === 'agent' ? text : null
      const turn = { index, role, text, heardText, interrupted: false, startedMs, endedMs: startedMs, language, confidence, timings: null }
      return {
        facts: [
          { type: 'answered', key: 'answered', at },
          { type: 'turn', key: dedupeKey, turn },
          { type: 'event', key: dedupeKey, at, atMs: null, event: CHUNK_EVENT, data: { index } },
        ],
        result: { index },
      }
    })
  }

  /** Adds structured data. @returns the extraction's id. @throws DomainError `not_found` */
  async function appendExtraction(scope: Scope, callId: string, input: ExtractionInput): Promise<{ id: string }> {
    const ref = { tenantId: scope.tenantId, callId }
    const data = cleanRecord(input.data)
    const key = `rest:${hashOf([input.type, canonicalJson(data)])}`
    await progress.inLockedCall(ref, async () => ({
      facts: [{ type: 'extraction', key, extractionType: input.type, data, confidence: input.confidence ?? null }],
      result: null,
    }))
    const id = await db.tenantDb(scope, (tx) => findExtractionId(tx, ref, key))
    if (!id) throw new DomainError('not_found', 'There is no such call.')
    return { id }
  }

  /** Closes a call. The first status counts; a later summary replaces the one before. @throws DomainError `not_found` */
  async function complete(scope: Scope, callId: string, input: CompleteCallInput): Promise<{ status: CallStatus }> {
    const ref = { tenantId: scope.tenantId, callId }
    const durationSeconds = typeof input.duration === 'number' ? Math.round(input.duration) : null
    const sign: CallSign = { type: 'outside_ended', at: clock.now().toISOString(), status: input.status, durationSeconds }
    // What a person put right is not overruled.
    const isCorrected = await db.tenantDb(scope, (tx) => hasCorrectedInsights(tx, ref))
    const patch: CallPatch = isCorrected
      ? {}
      : {
          ...(input.summary ? { summary: cleanText(input.summary) } : {}),
          ...(input.sentiment ? { sentiment: input.sentiment } : {}),
        }
    if (!(await progress.applySigns(ref, [sign], patch))) throw new DomainError('not_found', 'There is no such call.')
    return { status: await readStatus(ref) }
  }

  async function readStatus(ref: CallRef): Promise<CallStatus> {
    const call = await db.tenantDb(ref, (tx) => lockCall(tx, ref))
    if (!call) throw new DomainError('not_found', 'There is no such call.')
    return call.status
  }

  return { appendTranscript, appendExtraction, complete }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}

function hashOf(parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

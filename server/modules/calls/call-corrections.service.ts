import type { Scope } from '../../domain/access/scope'
import type { CallView, CorrectExtractionInput } from '../../domain/calls/call-view'
import { DomainError } from '../../domain/errors/domain-error'
import { correctExtraction } from '../../domain/extraction/correct-extraction'
import { canonicalJson } from '../../domain/text/canonical-json'
import { cleanRecord } from '../../domain/text/clean-text'
import type { AuditTrail } from '../../ports/audit-trail'
import { lockExtraction, saveCorrection } from './call-corrections.repository'
import type { CallDeps } from './call-deps'
import { toExtractionView } from './call-views'

export type CallCorrectionsDeps = Pick<CallDeps, 'db' | 'clock' | 'eventBus'> & { audit: AuditTrail }

/** People put right what was taken down in a call. */
export function createCallCorrections({ db, clock, eventBus, audit }: CallCorrectionsDeps) {
  /**
   * What the machine took down is kept; with its very data again, the extraction counts as uncorrected.
   * @throws DomainError `not_found`, `invalid_input` with the fields in `details`
   */
  async function correctExtractionOf(scope: Scope, input: CorrectExtractionInput): Promise<CallView['extractions'][number]> {
    const { tenantId, actor } = scope
    const ref = { tenantId, callId: input.callId, extractionId: input.extractionId }
    const at = clock.now()
    const { before, after } = await db.tenantDb(scope, async (tx) => {
      const before = await lockExtraction(tx, ref)
      if (!before) throw new DomainError('not_found', 'There is no such note in this call.')
      const correction = correctExtraction(before, cleanRecord(input.data))
      if (!correction.ok) throw new DomainError('invalid_input', 'Some fields are missing or wrong.', { fields: correction.fields })
      return { before, after: toExtractionView(await saveCorrection(tx, ref, { ...correction, by: actor.id, at })) }
    })
    const names = new Set([...Object.keys(before.data), ...Object.keys(after.data)])
    const changed = [...names].filter((name) => canonicalJson(before.data[name]) !== canonicalJson(after.data[name]))
    await audit.record(scope, {
      action: 'extractions.correct',
      targetType: 'extraction',
      targetId: input.extractionId,
      outcome: 'allowed',
      details: { call_id: input.callId, changed },
    })
    await eventBus.publish({ type: 'call_changed', tenantId, callId: input.callId, status: before.callStatus })
    return after
  }

  return { correctExtraction: correctExtractionOf }
}

import type { Database } from '../../db/transaction'
import { VendorError } from '../../domain/errors/vendor-error'
import {
  CALL_SUMMARY_SCHEMA,
  type CallSummary,
  isWorthSummarising,
  readSummary,
  summaryMessages,
} from '../../domain/summaries/call-summary'
import type { LanguageModel } from '../../ports/language-model'
import { readSummaryMaterial, type SummaryMaterial } from './call-summaries.repository'

type CallRef = { tenantId: string; callId: string }
type Deps = {
  db: Database
  /** Null: none is configured, calls stay without a summary. */
  languageModel: LanguageModel | null
  calls: { finishAftercare(ref: CallRef, found: { summary: string | null; sentiment: CallSummary['sentiment'] | null }): Promise<void> }
}

const MODEL_LIMIT_MS = 60_000
const MAX_OUTPUT_TOKENS = 400

/** Writes the call log. A summary is what a model wrote about what was said; where there is none, there is none. */
export function createCallSummaries({ db, languageModel, calls }: Deps) {
  /**
   * Summarises an ended call, once. Safe to repeat.
   * @throws VendorError, retryable, when another attempt may succeed
   */
  async function summarise(ref: CallRef): Promise<'summarised' | 'nothing_to_summarise' | 'unknown_call'> {
    const material = await db.tenantDb(ref, (tx) => readSummaryMaterial(tx, ref))
    if (!material) return 'unknown_call'
    const isNeeded = !material.hasSummary && isWorthSummarising(material.turns)
    const found = isNeeded && languageModel ? await ask(languageModel, material) : null
    await calls.finishAftercare(ref, found ?? { summary: null, sentiment: null })
    return found ? 'summarised' : 'nothing_to_summarise'
  }

  /** Lets a call go whose summary failed for good. */
  async function giveUp(ref: CallRef): Promise<void> {
    await calls.finishAftercare(ref, { summary: null, sentiment: null })
  }

  return { summarise, giveUp }
}

async function ask(languageModel: LanguageModel, material: SummaryMaterial): Promise<CallSummary | null> {
  const request = {
    messages: summaryMessages(material),
    schemaName: 'call_summary',
    schema: CALL_SUMMARY_SCHEMA,
    temperature: 0,
    maxOutputTokens: MAX_OUTPUT_TOKENS,
  }
  try {
    const { value } = await languageModel.completeJson(request, AbortSignal.timeout(MODEL_LIMIT_MS))
    const summary = readSummary(value)
    if (!summary) throw new VendorError(languageModel.name, 'answered with something that is not a summary', { retryable: true })
    return summary
  } catch (error) {
    // A wrong key or an unknown model stays wrong: repeating it only costs.
    if (error instanceof VendorError && !error.retryable) return null
    throw error
  }
}

import type { Database } from '../../db/transaction'
import type { Usage } from '../../domain/costs/cost-ledger'
import { usageOfTokens } from '../../domain/costs/token-usage'
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
/** What the work after a call found, and what finding it used. */
export type AftercareFound = { summary: string | null; sentiment: CallSummary['sentiment'] | null; usage: Usage[] }
type Deps = {
  db: Database
  /** Null: none is configured, calls stay without a summary. */
  languageModel: LanguageModel | null
  languageModelPricedAs: string
  calls: { finishAftercare(ref: CallRef, found: AftercareFound): Promise<void> }
}

const MODEL_LIMIT_MS = 60_000
const MAX_OUTPUT_TOKENS = 400
const NOTHING_FOUND: AftercareFound = { summary: null, sentiment: null, usage: [] }
/** Sets these tokens apart from those of the conversation in a call's ledger; the price is looked up by what follows. */
const FOR_SUMMARY = 'summary:'

/** Writes the call log. A summary is what a model wrote about what was said; where there is none, there is none. */
export function createCallSummaries({ db, languageModel, languageModelPricedAs, calls }: Deps) {
  /**
   * Summarises an ended call, once. Safe to repeat.
   * @throws VendorError, retryable, when another attempt may succeed
   */
  async function summarise(ref: CallRef): Promise<'summarised' | 'nothing_to_summarise' | 'unknown_call'> {
    const material = await db.tenantDb(ref, (tx) => readSummaryMaterial(tx, ref))
    if (!material) return 'unknown_call'
    const isNeeded = !material.hasSummary && isWorthSummarising(material.turns)
    const found = isNeeded && languageModel ? await ask(languageModel, languageModelPricedAs, material) : null
    await calls.finishAftercare(ref, found ?? NOTHING_FOUND)
    return found ? 'summarised' : 'nothing_to_summarise'
  }

  /** Lets a call go whose summary failed for good. */
  async function giveUp(ref: CallRef): Promise<void> {
    await calls.finishAftercare(ref, NOTHING_FOUND)
  }

  return { summarise, giveUp }
}

async function ask(languageModel: LanguageModel, pricedAs: string, material: SummaryMaterial): Promise<AftercareFound | null> {
  const request = {
    messages: summaryMessages(material),
    schemaName: 'call_summary',
    schema: CALL_SUMMARY_SCHEMA,
    temperature: 0,
    maxOutputTokens: MAX_OUTPUT_TOKENS,
  }
  try {
    const { value, usage } = await languageModel.completeJson(request, AbortSignal.timeout(MODEL_LIMIT_MS))
    const summary = readSummary(value)
    if (!summary) throw new VendorError(languageModel.name, 'answered with something that is not a summary', { retryable: true })
    return { ...summary, usage: usageOfTokens(`${FOR_SUMMARY}${pricedAs}`, usage) }
  } catch (error) {
    // A wrong key or an unknown model stays wrong: repeating it only costs.
    if (error instanceof VendorError && !error.retryable) return null
    throw error
  }
}

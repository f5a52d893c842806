import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Database, TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { CallInsights } from '../../domain/calls/call-insights'
import type { Usage } from '../../domain/costs/cost-ledger'
import { usageOfTokens } from '../../domain/costs/token-usage'
import { DomainError } from '../../domain/errors/domain-error'
import { VendorError } from '../../domain/errors/vendor-error'
import { type ActionItem, itemKey } from '../../domain/insights/action-item'
import {
  type CallAccount,
  type HumanInsights,
  needsModel,
  readAccount,
  settleInsights,
  sourcesOf,
  storedInsights,
} from '../../domain/insights/call-account'
import { type InsightQuestion, isWorthReading } from '../../domain/insights/insight-question'
import type { CorrectInsightsInput, InsightView } from '../../domain/insights/insight-view'
import { insightMessages, MODEL_INSIGHTS_SCHEMA, readModelInsights } from '../../domain/insights/model-insights'
import { type OwnInsights, readByRules } from '../../domain/insights/rule-insights'
import { cleanRecord } from '../../domain/text/clean-text'
import type { AuditTrail } from '../../ports/audit-trail'
import type { EventBus } from '../../ports/event-bus'
import type { LanguageModel } from '../../ports/language-model'
import type { CallsService } from '../calls/calls.service'
import { type CallRef, type Material, type NewTask, readHeld, readMaterial, replaceTasks, saveHeld } from './insights.repository'

export type InsightsDeps = {
  db: Database
  eventBus: EventBus
  audit: AuditTrail
  /** Null: none is configured, rules read every call. */
  languageModel: LanguageModel | null
  /** What its tokens are priced as: see server/domain/costs/price-list. */
  languageModelPricedAs: string
  calls: Pick<CallsService, 'inLockedCall' | 'finishAftercare'>
}
export type InsightsService = ReturnType<typeof createInsightsService>

/** `waits`: somebody else's account of the call may come any minute. */
export type InsightsDue = { hash: string; waits: boolean }

const MODEL_LIMIT_MS = 60_000
const MAX_OUTPUT_TOKENS = 900
/** Sets these tokens apart from those of the conversation in a call's ledger; the price is looked up by what follows. */
const FOR_SUMMARY = 'summary:'
const MOODS = { positive: 'POSITIVE', neutral: 'NEUTRAL', negative: 'NEGATIVE' } as const

/**
 * What calls were about. A provider's account comes first, our own fills what it leaves out, and what a person puts right stays
 * whatever comes later. Our own is a language model's, or made by rules where there is none or it fails.
 */
export function createInsightsService({ db, eventBus, audit, languageModel, languageModelPricedAs, calls }: InsightsDeps) {
  /**
   * Reads a call by rules, unless a model is to be asked. Safe to repeat.
   * @returns what a model is to be asked, null when nothing is left to do
   */
  async function prepare(ref: CallRef): Promise<InsightsDue | null> {
    const material = await db.tenantDb(ref, (tx) => readMaterial(tx, ref))
    if (!material) return null
    const question = questionOf(material)
    const hash = spokenHash(question)
    if (languageModel && isWorthReading(question.turns) && needsModel(readAccount(material), hash)) {
      // Retell tells what it found some time after the call.
      const waits = material.provider === 'RETELL'
      if (waits) await calls.finishAftercare(ref)
      return { hash, waits }
    }
    await readWithRules(ref, material, question)
    await calls.finishAftercare(ref)
    return null
  }

  /**
   * Has a call read by the language model, once for the same words; by rules where it cannot. Safe to repeat.
   * @throws VendorError, retryable, when another attempt may succeed
   */
  async function understand(ref: CallRef): Promise<'model' | 'rules' | 'nothing_to_read' | 'unknown_call'> {
    const material = await db.tenantDb(ref, (tx) => readMaterial(tx, ref))
    if (!material) return 'unknown_call'
    const question = questionOf(material)
    const hash = spokenHash(question)
    const isNeeded = languageModel !== null && isWorthReading(question.turns) && needsModel(readAccount(material), hash)
    const answer = isNeeded ? await ask(languageModel, languageModelPricedAs, question) : null
    if (answer) await save(ref, (account) => ({ ...account, own: { by: 'model', hash, ...answer.insights } }), answer.usage)
    const outcome = answer ? 'model' : await readWithRules(ref, material, question)
    await calls.finishAftercare(ref)
    return outcome
  }

  /** A model failed for good: rules read the call. */
  async function giveUp(ref: CallRef): Promise<void> {
    const material = await db.tenantDb(ref, (tx) => readMaterial(tx, ref))
    if (material) await readWithRules(ref, material, questionOf(material))
    await calls.finishAftercare(ref)
  }

  async function readWithRules(ref: CallRef, material: Material, question: InsightQuestion): Promise<'rules' | 'nothing_to_read'> {
    if (!isWorthReading(question.turns)) return 'nothing_to_read'
    const { own } = readAccount(material)
    const hash = ruleHash(question, material.bookingId)
    const isKnown = own?.by === 'model' ? own.hash === spokenHash(question) : own?.hash === hash
    if (!isKnown) await save(ref, (account) => ({ ...account, own: { by: 'rules', hash, ...readByRules(question) } }))
    return 'rules'
  }

  /** What a provider found. It replaces what they found before. @throws DomainError `not_found` */
  async function noteProvider(ref: CallRef, insights: CallInsights): Promise<void> {
    // Notices repeat themselves: most tell nothing new.
    const row = await db.tenantDb(ref, (tx) => readHeld(tx, ref))
    const isTold =
      row !== null && isDeepStrictEqual(readAccount(row).provider, insights) && storedInsights.safeParse(row.insights).data?.account
    if (!isTold) await save(ref, (account) => ({ ...account, provider: insights }))
  }

  /** Puts right what was found; whatever is found later, this stays. @throws DomainError `not_found` */
  async function correct(scope: Scope, { callId, ...given }: CorrectInsightsInput): Promise<InsightView> {
    const ref = { tenantId: scope.tenantId, callId }
    const fields = Object.fromEntries(Object.entries(cleanRecord(given)).filter(([, value]) => value !== undefined)) as HumanInsights
    await save(ref, (account) => ({ ...account, human: { ...account.human, ...fields } }))
    await note(scope, callId, { fields: Object.keys(fields) })
    return get(scope, callId)
  }

  /** Takes corrections back: what was found holds again. @throws DomainError `not_found` */
  async function uncorrect(scope: Scope, callId: string): Promise<InsightView> {
    await save({ tenantId: scope.tenantId, callId }, (account) => ({ ...account, human: null }))
    await note(scope, callId, { reset: true })
    return get(scope, callId)
  }

  async function note(scope: Scope, callId: string, details: Record<string, unknown>): Promise<void> {
    await audit.record(scope, { action: 'insights.correct', targetType: 'call', targetId: callId, outcome: 'allowed', details })
  }

  /** @throws DomainError `not_found` */
  async function get(scope: Scope, callId: string): Promise<InsightView> {
    const row = await db.tenantDb(scope, (tx) => readHeld(tx, { tenantId: scope.tenantId, callId }))
    if (!row) throw new DomainError('not_found', 'There is no such call.')
    const account = readAccount(row)
    const { summary, sentiment, intent, topics } = settleInsights(account)
    return { callId, summary, sentiment, intent, topics, by: sourcesOf(account), isCorrected: account.human !== null }
  }

  /** One account at a time; its tasks and what it cost are written with it or not at all. @throws DomainError `not_found` */
  async function save(ref: CallRef, change: (account: CallAccount) => CallAccount, usage: Usage[] = []): Promise<void> {
    const status = await calls.inLockedCall(ref, async (tx, call) => {
      const isChanged = await settle(tx, ref, change)
      const facts = usage.length > 0 ? [{ type: 'usage' as const, key: 'insights', usage }] : []
      return { facts, result: isChanged ? call.status : null }
    })
    if (status) await eventBus.publish({ type: 'call_changed', ...ref, status })
  }

  return { prepare, understand, giveUp, noteProvider, correct, uncorrect, get }
}

async function settle(tx: TenantDb, ref: CallRef, change: (account: CallAccount) => CallAccount): Promise<boolean> {
  const row = await readHeld(tx, ref)
  if (!row) return false
  const account = change(readAccount(row))
  const { items, ...held } = settleInsights(account)
  const insights = { ...held, account }
  // A row that changes makes everything that is kept of the call stale.
  if (isDeepStrictEqual(storedInsights.safeParse(row.insights).data, storedInsights.parse(insights))) return false
  await saveHeld(tx, ref, { insights, summary: held.summary, sentiment: held.sentiment && MOODS[held.sentiment] })
  await replaceTasks(tx, ref, tasksOf(ref.callId, items))
  return true
}

function tasksOf(callId: string, items: ActionItem[]): NewTask[] {
  return items.map(({ what, who, when, dueOn }) => ({
    title: what,
    doer: who === 'caller' ? ('CALLER' as const) : ('BUSINESS' as const),
    due: when,
    dueOn: dueOn === null ? null : new Date(`${dueOn}T00:00:00Z`),
    dedupeKey: `${callId}:${hashOf(itemKey({ what, who })).slice(0, 32)}`,
  }))
}

async function ask(
  languageModel: LanguageModel,
  pricedAs: string,
  question: InsightQuestion,
): Promise<{ insights: OwnInsights; usage: Usage[] } | null> {
  const request = {
    messages: insightMessages(question),
    schemaName: 'call_insights',
    schema: MODEL_INSIGHTS_SCHEMA,
    temperature: 0,
    maxOutputTokens: MAX_OUTPUT_TOKENS,
  }
  try {
    const { value, usage } = await languageModel.completeJson(request, AbortSignal.timeout(MODEL_LIMIT_MS))
    const insights = readModelInsights(value)
    if (!insights) throw new VendorError(languageModel.name, 'answered with something that is no account of a call', { retryable: true })
    return { insights, usage: usageOfTokens(`${FOR_SUMMARY}${pricedAs}`, usage) }
  } catch (error) {
    // A wrong key or an unknown model stays wrong: repeating it only costs.
    if (error instanceof VendorError && !error.retryable) return null
    throw error
  }
}

function questionOf({
  turns,
  direction,
  startedAt,
  tenant,
  contact,
  booking,
  extractions,
  transferRequestedAt,
}: Material): InsightQuestion {
  return {
    turns: turns.map(({ role, text, heardText, interrupted }) => ({
      role: role === 'CALLER' ? 'caller' : 'agent',
      text: role === 'AGENT' && interrupted ? (heardText ?? '') : text,
    })),
    direction: direction === 'INBOUND' ? 'inbound' : 'outbound',
    startedAt: startedAt.toISOString(),
    business: {
      name: tenant.name,
      type: tenant.businessType,
      timezone: tenant.timezone,
      region: tenant.region,
      ownNames: [tenant.name, ...tenant.agents.map(({ name }) => name)],
    },
    contactName: contact?.name ?? null,
    booking: booking && { ...booking, startsAt: booking.startsAt.toISOString() },
    noted: extractions.map(({ type, data }) => ({
      type,
      data: typeof data === 'object' && data !== null && !Array.isArray(data) ? data : {},
    })),
    wasTransferred: transferRequestedAt !== null,
  }
}

/** Of what was said: a model is asked once for the same words. */
function spokenHash({ turns }: InsightQuestion): string {
  return hashOf(JSON.stringify(turns))
}

/** Rules also tell of the booking the call was linked to; that booking's own changes are no news of the call. */
function ruleHash({ turns, noted, contactName, wasTransferred }: InsightQuestion, bookingId: string | null): string {
  return hashOf(JSON.stringify([turns, noted, contactName, wasTransferred, bookingId]))
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

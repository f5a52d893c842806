import { DateTime } from 'luxon'
import type { TenantDb } from '../../db/transaction'
import type { CallPurpose } from '../../domain/compliance/call-purpose'
import { decideGate, type GateDecision } from '../../domain/compliance/decide-gate'
import type { CallingFacts } from '../../domain/contacts/calling-facts'
import { type CallingTenant, countDialled, readDialledAt } from './outbound.repository'

/** Two of anybody's days, wherever they live. */
const USAGE_MS = 50 * 3_600_000

/** Puts the question to the gate: what was dialled so far is counted in the same transaction that writes the next call down. */
export async function askGate(
  db: TenantDb,
  question: { tenantId: string; contactId: string; tenant: CallingTenant; facts: CallingFacts; purpose: CallPurpose; now: Date; at: Date },
): Promise<GateDecision> {
  const { tenantId, contactId, tenant, facts, purpose, now, at } = question
  const today = DateTime.fromJSDate(now, { zone: tenant.timezone })
  const isCapped = typeof tenant.policy?.maxCallsPerDay === 'number'
  const count = isCapped ? await countDialled(db, tenantId, today.startOf('day').toJSDate()) : 0
  return decideGate({
    now: at,
    purpose,
    tenant,
    called: {
      phone: facts.phone,
      timezone: facts.timezone,
      isSuppressed: facts.isSuppressed || facts.doNotCall,
      consent: facts.consent,
    },
    usage: {
      calledAt: await readDialledAt(db, { tenantId, contactId, since: new Date(now.getTime() - USAGE_MS) }),
      tenantDays: isCapped ? [{ date: today.toFormat('yyyy-MM-dd'), count }] : [],
    },
  })
}

import { DateTime } from 'luxon'
import type { Prisma } from '../../server/db/generated/client'
import { newId } from '../../server/db/transaction'
import { advanceCall, type CallProgress, type CallSign, describeCall } from '../../server/domain/calls/advance-call'
import { callPolicy } from '../../server/domain/compliance/call-policy'
import type { CallPurpose } from '../../server/domain/compliance/call-purpose'
import { decideGate, recordGate } from '../../server/domain/compliance/decide-gate'
import { costCall } from '../../server/domain/costs/cost-ledger'
import { mapVariables } from '../../server/domain/mapping/map-variables'
import { originalOf } from '../../server/domain/mapping/original-data'
import type { DemoContact } from './demo-calls'
import type { DemoTenant } from './demo-tenants'

export type DemoBooking = Prisma.BookingCreateManyInput & { id: string; startsAt: Date }
export type DemoOutboundContext = {
  tenant: DemoTenant
  tenantId: string
  contacts: (DemoContact & { timezone: string | null })[]
  bookings: DemoBooking[]
  now: Date
}
export type DemoOutbound = {
  calls: Prisma.CallCreateManyInput[]
  turns: Prisma.TranscriptTurnCreateManyInput[]
  costLines: Prisma.CostLineCreateManyInput[]
  outbound: Prisma.OutboundCallCreateManyInput[]
  attempts: Prisma.CallAttemptCreateManyInput[]
  logs: Prisma.MappingLogCreateManyInput[]
}

const DAY_MINUTES = 24 * 60
/** `held`: a call that sells, to somebody who has not agreed to any; where the law does not ask for that, the vendor said no. */
type Ending = 'confirmed' | 'no_answer' | 'held'

/** Reminders: some of the last days with what came of them, some that wait for the day before their booking. */
export function composeOutbound(context: DemoOutboundContext): DemoOutbound {
  const result: DemoOutbound = { calls: [], turns: [], costLines: [], outbound: [], attempts: [], logs: [] }
  if (context.tenant.status !== 'ACTIVE') return result
  const past = context.bookings.filter(({ startsAt }) => startsAt < context.now)
  const endings: Ending[] = ['confirmed', 'no_answer', 'confirmed', 'held']
  for (const [index, booking] of past.slice(0, endings.length).entries())
    addPast(context, booking, endings[index] ?? 'confirmed', index, result)
  const waiting = context.bookings.filter(({ startsAt }) => startsAt.getTime() > context.now.getTime() + 26 * 3_600_000)
  for (const booking of waiting.slice(0, 2)) addWaiting(context, booking, result)
  return result
}

/** About noon, the day before. */
function addPast(context: DemoOutboundContext, booking: DemoBooking, ending: Ending, index: number, result: DemoOutbound): void {
  const { tenant, tenantId } = context
  const contact = context.contacts.find(({ id }) => id === booking.contactId)
  if (!contact) return
  const at = DateTime.fromJSDate(booking.startsAt, { zone: tenant.timezone })
    .minus({ days: 1 })
    .set({ hour: 12, minute: 7 + index * 9, second: 0 })
    .toJSDate()
  const id = newId()
  const purpose: CallPurpose = ending === 'held' ? 'PROMOTIONAL' : 'SERVICE'
  const gate = askGate(context, contact, purpose, at)
  const isHeld = !gate.isAllowed
  const failure = isHeld ? (gate.reasons[0]?.code ?? 'consent_missing') : ending === 'held' ? 'invalid_request' : null
  const vendorCallId = failure ? null : `call_demo_${id.replaceAll('-', '')}`
  const progress = signsOf(at, ending, failure).reduce<CallProgress>(advanceCall, {})
  const { status, endReason, answeredAt, endedAt, durationSeconds } = describeCall(progress)
  const costs = answeredAt ? costCall([{ kind: 'conversation', provider: 'retell', quantity: 7.2, unit: 'cent' }], at) : null
  result.calls.push({
    ...{ id, tenantId, provider: 'RETELL', direction: 'OUTBOUND', externalId: vendorCallId, contactId: contact.id, bookingId: booking.id },
    ...{ status, endReason, answeredAt, endedAt, durationSeconds, progress, startedAt: at, createdAt: at, updatedAt: endedAt ?? at },
    ...{ fromPhone: tenant.callbackNumber, toPhone: contact.phone, costPaise: costs?.totalPaise ?? 0 },
    ...(answeredAt ? { summary: `${contact.name} confirmed the appointment.`, sentiment: 'POSITIVE' as const } : {}),
  })
  if (answeredAt) {
    result.turns.push(...talk(contact, tenant).map((turn, turnIndex) => ({ ...turn, tenantId, callId: id, index: turnIndex })))
    result.costLines.push(...(costs?.lines ?? []).map(({ isPriced: _, ...line }) => ({ ...line, tenantId, callId: id })))
  }
  result.outbound.push({
    ...{ id, tenantId, contactId: contact.id, bookingId: booking.id, purpose, dueAt: at, createdAt: at, updatedAt: endedAt ?? at },
    ...{ status: failure ? 'FAILED' : 'PLACED', failureReason: failure, minutesBeforeBooking: null },
  })
  result.attempts.push({
    ...{ tenantId, outboundId: id, number: 1, decision: recordGate(at, gate), vendorCallId, startedAt: at, finishedAt: at, error: failure },
    state: isHeld ? 'HELD' : failure ? 'REFUSED' : 'ACCEPTED',
  })
  if (!isHeld) result.logs.push(logOf(context, contact, booking, { id, at, vendorCallId, error: failure }))
}

function askGate(context: DemoOutboundContext, contact: DemoOutboundContext['contacts'][number], purpose: CallPurpose, now: Date) {
  const { tenant } = context
  return decideGate({
    now,
    purpose,
    tenant: { status: tenant.status, timezone: tenant.timezone, policy: callPolicy.parse({}) },
    called: { phone: contact.phone, timezone: contact.timezone, isSuppressed: false, consent: { SERVICE: null, PROMOTIONAL: null } },
    usage: { calledAt: [], tenantDays: [] },
  })
}

function signsOf(at: Date, ending: Ending, failure: string | null): CallSign[] {
  const after = (seconds: number) => new Date(at.getTime() + seconds * 1000).toISOString()
  const scheduled: CallSign = { type: 'scheduled', at: after(0) }
  if (failure) return [scheduled, { type: 'not_placed', at: after(1), reason: failure }]
  const dialled: CallSign = { type: 'dialled', at: after(1) }
  if (ending === 'no_answer') {
    return [
      scheduled,
      dialled,
      { type: 'outbound_ended', at: after(31), status: 'NO_ANSWER', reason: 'dial_no_answer', durationSeconds: 0 },
    ]
  }
  const ended: CallSign = { type: 'outbound_ended', at: after(34), status: 'COMPLETED', reason: 'user_hangup', durationSeconds: 24 }
  return [scheduled, dialled, { type: 'answered', at: after(10) }, { type: 'conversation' }, ended]
}

function talk(contact: DemoContact, tenant: DemoTenant): Omit<Prisma.TranscriptTurnCreateManyInput, 'tenantId' | 'callId' | 'index'>[] {
  const lines: ['AGENT' | 'CALLER', string][] = [
    ['AGENT', `Hello ${contact.name.split(' ')[0]}, this is ${tenant.name}. I am calling about your appointment tomorrow. Can you come?`],
    ['CALLER', 'Yes, I will be there.'],
    ['AGENT', 'Thank you. See you tomorrow.'],
  ]
  return lines.map(([role, text], index) => ({
    ...{ role, text, heardText: role === 'AGENT' ? text : null, interrupted: false },
    ...{ startedMs: 500 + index * 8000, endedMs: 7500 + index * 8000 },
  }))
}

function logOf(
  { tenant, tenantId }: DemoOutboundContext,
  contact: DemoContact,
  booking: DemoBooking,
  { id, at, vendorCallId, error }: { id: string; at: Date; vendorCallId: string | null; error: string | null },
): Prisma.MappingLogCreateManyInput {
  const { name: companyName, callbackNumber, timezone, region, businessType } = tenant
  const input = {
    businessType,
    tenant: { companyName, callbackNumber, timezone, region },
    contact: { name: contact.name, phone: contact.phone, companyName: null, metadata: null },
    booking: {
      startsAt: booking.startsAt.toISOString(),
      type: booking.type ?? null,
      durationMinutes: booking.durationMinutes ?? null,
      ownerName: booking.ownerName ?? null,
      specialInstructions: booking.specialInstructions ?? null,
      partySize: booking.partySize ?? null,
    },
    overrides: [],
    now: at,
  }
  const output = mapVariables(input)
  const { engineVersion, variables, omitted, warnings } = output
  return {
    ...{ tenantId, sessionId: `call_${id}_1`, contactId: contact.id, bookingId: booking.id, callId: id, businessType, engineVersion },
    ...{ overridesVersion: 0, originalContactData: originalOf(input, output), variables, omitted, warnings },
    ...{ retellCallId: vendorCallId, isSuccessful: error === null, error, at },
  }
}

/** The day before its booking, when the person may be called. */
function addWaiting(context: DemoOutboundContext, booking: DemoBooking, result: DemoOutbound): void {
  const { tenant, tenantId, now } = context
  const contact = context.contacts.find(({ id }) => id === booking.contactId)
  if (!contact) return
  const asked = new Date(booking.startsAt.getTime() - DAY_MINUTES * 60_000)
  const dueAt = askGate(context, contact, 'SERVICE', asked).nextOpeningAt ?? asked
  const id = newId()
  result.calls.push({
    ...{ id, tenantId, provider: 'RETELL', direction: 'OUTBOUND', contactId: contact.id, bookingId: booking.id, status: 'SCHEDULED' },
    ...{ fromPhone: tenant.callbackNumber, toPhone: contact.phone, startedAt: now, createdAt: now, updatedAt: now },
    progress: { scheduledAt: now.toISOString() },
  })
  result.outbound.push({
    ...{
      id,
      tenantId,
      contactId: contact.id,
      bookingId: booking.id,
      dueAt,
      minutesBeforeBooking: DAY_MINUTES,
      createdAt: now,
      updatedAt: now,
    },
    dueReason: dueAt > asked ? 'outside_calling_window' : null,
  })
}

import { z } from 'zod'
import { callStatus } from '../calls/call-status'
import { callPolicy } from '../compliance/call-policy'
import { callPurpose } from '../compliance/call-purpose'
import { gateRecord } from '../compliance/decide-gate'
import { pageInput, pageOf } from '../paging/page'

const instant = z.iso.datetime()

/** SCHEDULED → DIALLING (an attempt was written down) → PLACED, or FAILED, or CANCELLED before it was dialled. */
export const outboundState = z.enum(['SCHEDULED', 'DIALLING', 'PLACED', 'FAILED', 'CANCELLED'])
export type OutboundState = z.infer<typeof outboundState>

/** HELD: the gate said no. STARTED: sent or about to be, the reply is not known. NOT_SENT: looked up, the vendor never got it. */
export const attemptState = z.enum(['HELD', 'STARTED', 'ACCEPTED', 'REFUSED', 'NOT_SENT'])
export type AttemptState = z.infer<typeof attemptState>

/** The answer to a wish to call somebody. */
export const placedOutboundView = z.object({
  callId: z.uuid(),
  status: callStatus,
  /** When it is to be dialled, or was. */
  scheduledAt: instant,
  /** Why it is later than asked, or what stands against it so far; null: nothing. */
  reason: z.string().nullable(),
})
export type PlacedOutboundView = z.infer<typeof placedOutboundView>

export const callAttemptView = z.object({
  number: z.number().int(),
  state: attemptState,
  startedAt: instant,
  finishedAt: instant.nullable(),
  error: z.string().nullable(),
  vendorCallId: z.string().nullable(),
  /** What the gate decided and why. */
  decision: gateRecord.nullable(),
})
export type CallAttemptView = z.infer<typeof callAttemptView>

export const outboundCallView = z.object({
  /** Of the call: both share it. */
  id: z.uuid(),
  contactId: z.uuid(),
  contactName: z.string().nullable(),
  contactPhone: z.string(),
  /** The zone the contact is known to be in; null: read from the number. */
  contactTimezone: z.string().nullable(),
  bookingId: z.uuid().nullable(),
  bookingStartsAt: instant.nullable(),
  purpose: callPurpose,
  state: outboundState,
  callStatus,
  endReason: z.string().nullable(),
  dueAt: instant,
  dueReason: z.string().nullable(),
  minutesBeforeBooking: z.number().int().nullable(),
  failureReason: z.string().nullable(),
  /** The same, and why it waits, as a sentence; null: nothing to say. */
  explanation: z.string().nullable(),
  createdAt: instant,
  /** Oldest first. */
  attempts: z.array(callAttemptView),
})
export type OutboundCallView = z.infer<typeof outboundCallView>

export const listOutboundInput = pageInput.extend({
  /** `waiting`: not dialled yet, soonest first. `recent`: all others, newest first. */
  show: z.enum(['waiting', 'recent']).default('waiting'),
  contactId: z.uuid().optional(),
  bookingId: z.uuid().optional(),
})
export type ListOutboundInput = z.output<typeof listOutboundInput>
export const outboundPage = pageOf(outboundCallView)
export type OutboundPage = z.infer<typeof outboundPage>

const timeWindow = z.object({ from: z.string(), to: z.string() })

/** How a tenant makes calls. The key itself never leaves. */
export const outboundSettingsView = z.object({
  /** E.164 */
  retellNumber: z.string().nullable(),
  retellAgentId: z.string().nullable(),
  hasOwnApiKey: z.boolean(),
  /** This installation has a key for tenants without their own. */
  hasSharedApiKey: z.boolean(),
  /** What is missing before calls can be made; empty: nothing. */
  missing: z.array(z.enum(['number', 'api_key'])),
  policy: callPolicy,
  /** The hours the law of the tenant's own country leaves, by purpose. */
  law: z.object({ SERVICE: timeWindow, PROMOTIONAL: timeWindow }),
})
export type OutboundSettingsView = z.infer<typeof outboundSettingsView>

export const saveOutboundSettingsInput = z.object({
  retellNumber: z.string().trim().max(40).nullable(),
  retellAgentId: z.string().trim().max(120).nullable(),
  /** Absent: as it was. Null: the installation's own is used again. */
  apiKey: z.string().trim().min(8).max(200).nullable().optional(),
  policy: callPolicy,
})
export type SaveOutboundSettingsInput = z.output<typeof saveOutboundSettingsInput>

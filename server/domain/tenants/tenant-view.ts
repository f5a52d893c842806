import { z } from 'zod'
import { callSummaryView } from '../calls/call-view'

export const BUSINESS_TYPES = ['medical', 'restaurant', 'salon', 'consultant', 'general'] as const
export const businessType = z.enum(BUSINESS_TYPES)
export type BusinessType = z.infer<typeof businessType>
export const INDUSTRIES = ['HEALTHCARE', 'RESTAURANT', 'SERVICES', 'RETAIL', 'OTHER'] as const
export const industry = z.enum(INDUSTRIES)
export type Industry = z.infer<typeof industry>
export const plan = z.enum(['STARTER', 'PROFESSIONAL', 'ENTERPRISE'])
export type Plan = z.infer<typeof plan>
export const role = z.enum(['OWNER', 'ADMIN', 'MEMBER'])

export const tenantSummaryView = z.object({ id: z.uuid(), slug: z.string(), name: z.string(), role })
export type TenantSummaryView = z.infer<typeof tenantSummaryView>

export const tenantView = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  industry,
  businessType,
  status: z.enum(['ACTIVE', 'SUSPENDED', 'TRIAL']),
  plan,
  /** IANA */
  timezone: z.string(),
  /** ISO 3166-1 alpha-2 */
  region: z.string(),
  callbackNumber: z.string().nullable(),
  fallbackNumber: z.string().nullable(),
  maxConcurrentCalls: z.number().int(),
  createdAt: z.iso.datetime(),
  /** Of the person asking. */
  role,
})
export type TenantView = z.infer<typeof tenantView>

export const updateTenantInput = z.object({
  name: z.string().trim().min(1, 'Give the business a name').max(80).optional(),
  timezone: z.string().max(60).optional(),
  /** As people write it; blank removes it. */
  callbackNumber: z.string().trim().max(30).nullish(),
  fallbackNumber: z.string().trim().max(30).nullish(),
})
export type UpdateTenantInput = z.infer<typeof updateTenantInput>

export const changePlanInput = z.object({ plan })
export type ChangePlanInput = z.infer<typeof changePlanInput>

/** `confirmation`: the name of the business, typed by hand. */
export const removeTenantInput = z.object({ confirmation: z.string().max(200) })
export type RemoveTenantInput = z.infer<typeof removeTenantInput>

export const attentionItem = z.object({
  kind: z.enum(['missed_call', 'failed_call', 'callback_requested', 'negative_call', 'urgent_call']),
  callId: z.uuid(),
  at: z.iso.datetime(),
  contactName: z.string().nullable(),
  phone: z.string().nullable(),
  summary: z.string().nullable(),
})
export type AttentionItem = z.infer<typeof attentionItem>

/** The tenant's day so far, in its zone; test calls are left out of the figures. */
export const tenantOverviewView = z.object({
  today: z.object({
    /** Calls that came in and were answered. */
    answered: z.number().int(),
    /** Calls that came in and found nobody. */
    missed: z.number().int(),
    live: z.number().int(),
    bookings: z.number().int(),
    spentPaise: z.number().int(),
    /** Median, from the caller's end of speech to the first frame out; null without a timed turn today. */
    typicalResponseMs: z.number().nullable(),
  }),
  needsAttention: z.array(attentionItem),
  /** Oldest first, today last. */
  lastSevenDays: z.array(
    z.object({
      date: z.iso.date(),
      answered: z.number().int(),
      missed: z.number().int(),
      bookings: z.number().int(),
      spentPaise: z.number().int(),
    }),
  ),
  recentCalls: z.array(callSummaryView),
  firstRun: z.object({
    isComplete: z.boolean(),
    steps: z.array(z.object({ key: z.enum(['listen_to_agent', 'connect_number', 'add_knowledge']), isDone: z.boolean() })),
  }),
  defaultAgentId: z.uuid().nullable(),
})
export type TenantOverviewView = z.infer<typeof tenantOverviewView>

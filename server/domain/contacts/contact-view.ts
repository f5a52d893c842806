import { z } from 'zod'
import { pageInput, pageOf } from '../paging/page'
import { contactFormInput } from './contact-input'

const instant = z.iso.datetime()

export const contactGroupView = z.object({ id: z.uuid(), name: z.string() })
export type ContactGroupView = z.infer<typeof contactGroupView>

export const contactView = z.object({
  id: z.uuid(),
  phone: z.string(),
  externalId: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  companyName: z.string().nullable(),
  timezone: z.string().nullable(),
  language: z.string().nullable(),
  notes: z.string().nullable(),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  groups: z.array(contactGroupView),
  doNotCall: z.boolean(),
  /** The number is on the suppression list. */
  isSuppressed: z.boolean(),
  totalCalls: z.number().int(),
  /** Outbound calls placed to this person. */
  callAttempts: z.number().int(),
  firstCallAt: instant.nullable(),
  lastCallAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
})
export type ContactView = z.infer<typeof contactView>

export const listContactsInput = pageInput.extend({
  /** Any part of the phone number, name or company. */
  query: z.string().trim().max(60).optional(),
  groupId: z.uuid().optional(),
  /** Only those not to be called, or only the others. */
  isBlocked: z.boolean().optional(),
})
export type ListContactsInput = z.infer<typeof listContactsInput>
export const contactPage = pageOf(contactView)
export type ContactPage = z.infer<typeof contactPage>

/** Fields left out stay as they are, null ones are cleared. */
export const updateContactInput = contactFormInput.partial().extend({ contactId: z.uuid() })
export type UpdateContactInput = z.infer<typeof updateContactInput>

export const contactNoteView = z.object({ id: z.uuid(), body: z.string(), authorName: z.string().nullable(), createdAt: instant })
export type ContactNoteView = z.infer<typeof contactNoteView>
export const addNoteInput = z.object({ contactId: z.uuid(), body: z.string().trim().min(1).max(5000) })
export type AddNoteInput = z.infer<typeof addNoteInput>

export const callPurpose = z.enum(['SERVICE', 'PROMOTIONAL'])
/** What a person agreed to or withdrew; the newest of a purpose holds. */
export const consentView = z.object({
  id: z.uuid(),
  purpose: callPurpose,
  isGranted: z.boolean(),
  /** Where it was given: form, call, import, api, user. */
  source: z.string(),
  /** What shows it, in words. */
  evidence: z.string().nullable(),
  callId: z.uuid().nullable(),
  at: instant,
})
export type ConsentView = z.infer<typeof consentView>
export const recordConsentInput = z.object({
  contactId: z.uuid(),
  purpose: callPurpose,
  isGranted: z.boolean(),
  evidence: z.string().trim().max(1000).nullish(),
})
export type RecordConsentInput = z.infer<typeof recordConsentInput>

/** What happened with a person, newest first. A booking stands at the time it is for. */
export const timelineItemView = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('call'),
    id: z.uuid(),
    at: instant,
    direction: z.enum(['INBOUND', 'OUTBOUND']),
    status: z.string(),
    endReason: z.string().nullable(),
    durationSeconds: z.number().int().nullable(),
    summary: z.string().nullable(),
    sentiment: z.enum(['POSITIVE', 'NEUTRAL', 'NEGATIVE']).nullable(),
    agentName: z.string().nullable(),
    costPaise: z.number().int(),
  }),
  z.object({
    type: z.literal('booking'),
    id: z.uuid(),
    at: instant,
    bookingType: z.string().nullable(),
    ownerName: z.string().nullable(),
    durationMinutes: z.number().int().nullable(),
    status: z.string(),
    createdAt: instant,
  }),
  z.object({ type: z.literal('note'), id: z.uuid(), at: instant, body: z.string(), authorName: z.string().nullable() }),
  z.object({
    type: z.literal('consent'),
    id: z.uuid(),
    at: instant,
    purpose: callPurpose,
    isGranted: z.boolean(),
    source: z.string(),
    evidence: z.string().nullable(),
  }),
  z.object({ type: z.literal('suppression'), id: z.uuid(), at: instant, reason: z.string().nullable(), source: z.string() }),
])
export type TimelineItemView = z.infer<typeof timelineItemView>
export const listTimelineInput = pageInput.extend({ contactId: z.uuid() })
export type ListTimelineInput = z.infer<typeof listTimelineInput>
export const timelinePage = pageOf(timelineItemView)
export type TimelinePage = z.infer<typeof timelinePage>

/** Two contacts that may be one person, and what speaks for it. */
export const duplicateView = z.object({
  reasons: z.array(z.enum(['same_email', 'same_external_id', 'same_name_and_digits'])),
  contacts: z.tuple([contactView, contactView]),
})
export type DuplicateView = z.infer<typeof duplicateView>

/** `contactId` stays with its phone number; `otherContactId` becomes part of it and is gone. */
export const mergeContactsInput = z.object({ contactId: z.uuid(), otherContactId: z.uuid() })
export type MergeContactsInput = z.infer<typeof mergeContactsInput>

const groupName = z.string().trim().min(1).max(80)
export const contactGroupCountView = contactGroupView.extend({ contactCount: z.number().int() })
export type ContactGroupCountView = z.infer<typeof contactGroupCountView>
export const createGroupInput = z.object({ name: groupName })
export const renameGroupInput = z.object({ groupId: z.uuid(), name: groupName })
export const groupMembersInput = z.object({ groupId: z.uuid(), contactIds: z.array(z.uuid()).min(1).max(1000) })
export type GroupMembersInput = z.infer<typeof groupMembersInput>

export const suppressContactInput = z.object({ contactId: z.uuid(), reason: z.string().trim().max(300).nullish() })

import { z } from 'zod'
import { pageInput, pageOf } from '../paging/page'

const instant = z.iso.datetime()
export const linkStatus = z.enum(['PENDING', 'LINKED', 'NEEDS_REVIEW', 'UNMATCHED'])
export type LinkStatus = z.infer<typeof linkStatus>

const reason = z.object({ rule: z.string(), points: z.number(), evidence: z.string() })

export const linkCandidateView = z.object({
  contactId: z.uuid(),
  contactName: z.string().nullable(),
  contactPhone: z.string().nullable(),
  bookingId: z.uuid().nullable(),
  bookingStartsAt: instant.nullable(),
  bookingType: z.string().nullable(),
  score: z.number(),
  reasons: z.array(reason),
})

/** Whose call it was, what it was about, and why that is believed. */
export const linkView = z.object({
  callId: z.uuid(),
  status: linkStatus,
  contactId: z.uuid().nullable(),
  bookingId: z.uuid().nullable(),
  /** 0–100 */
  confidence: z.number().int(),
  decidedBy: z.enum(['RULES', 'MODEL', 'HUMAN']),
  decidedAt: instant.nullable(),
  note: z.string().nullable(),
  candidates: z.array(linkCandidateView),
})
export type LinkView = z.infer<typeof linkView>

/** One call of the review queue. */
export const reviewItemView = linkView.extend({
  startedAt: instant,
  direction: z.enum(['INBOUND', 'OUTBOUND']),
  from: z.string().nullable(),
  to: z.string().nullable(),
  durationSeconds: z.number().int().nullable(),
  excerpt: z.string(),
  hasRecording: z.boolean(),
})
export type ReviewItemView = z.infer<typeof reviewItemView>
export const reviewPage = pageOf(reviewItemView).extend({ total: z.number().int() })
export type ReviewPage = z.infer<typeof reviewPage>
export const listReviewInput = pageInput.extend({ status: z.enum(['NEEDS_REVIEW', 'UNMATCHED']).default('NEEDS_REVIEW') })
export type ListReviewInput = z.infer<typeof listReviewInput>

export const setLinkInput = z.object({ callId: z.uuid(), contactId: z.uuid().nullable(), bookingId: z.uuid().nullable().default(null) })
export type SetLinkInput = z.infer<typeof setLinkInput>

/** The REST form: words of the documents, snake_case. */
export const linkResource = z
  .object({
    customer_id: z.uuid().nullable(),
    booking_id: z.uuid().nullable(),
    status: z.enum(['pending', 'linked', 'needs_review', 'unmatched']),
    confidence: z.number().int(),
    candidates: z.array(z.object({ customer_id: z.uuid(), booking_id: z.uuid().nullable(), score: z.number(), reasons: z.array(reason) })),
  })
  .meta({ id: 'CallLink' })
export type LinkResource = z.infer<typeof linkResource>

export const linkInputResource = z
  .object({ customer_id: z.uuid().nullable(), booking_id: z.uuid().nullish() })
  .meta({ id: 'CallLinkInput' })

export function toLinkResource({ contactId, bookingId, status, confidence, candidates }: LinkView): LinkResource {
  return {
    customer_id: contactId,
    booking_id: bookingId,
    status: status.toLowerCase() as LinkResource['status'],
    confidence,
    candidates: candidates.map((one) => ({
      customer_id: one.contactId,
      booking_id: one.bookingId,
      score: one.score,
      reasons: one.reasons,
    })),
  }
}

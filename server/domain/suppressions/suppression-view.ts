import { z } from 'zod'
import { pageInput, pageOf } from '../paging/page'

/** Who put a number on the list: staff, an API client, an imported file, the person on a call, a campaign. */
export const suppressionSource = z.enum(['user', 'api', 'import', 'call', 'campaign'])
export type SuppressionSource = z.infer<typeof suppressionSource>

/** A number that is not to be called. It belongs to the number, so it outlives the contact. */
export const suppressionView = z.object({
  id: z.uuid(),
  /** E.164 */
  phone: z.string(),
  reason: z.string().nullable(),
  source: z.string(),
  callId: z.uuid().nullable(),
  createdAt: z.iso.datetime(),
})
export type SuppressionView = z.infer<typeof suppressionView>

export const addSuppressionInput = z.object({
  phone: z.string().trim().min(1).max(40),
  reason: z.string().trim().max(300).nullish(),
})
export type AddSuppressionInput = z.infer<typeof addSuppressionInput>

export const removeSuppressionInput = addSuppressionInput.pick({ phone: true })

export const listSuppressionsInput = pageInput.extend({
  /** Any part of the number. */
  query: z.string().trim().max(40).optional(),
})
export type ListSuppressionsInput = z.infer<typeof listSuppressionsInput>
export const suppressionPage = pageOf(suppressionView)
export type SuppressionPage = z.infer<typeof suppressionPage>

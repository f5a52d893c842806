import { z } from 'zod'
import { pageInput, pageOf } from '../paging/page'

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
  doNotCall: z.boolean(),
  totalCalls: z.number().int(),
  firstCallAt: z.iso.datetime().nullable(),
  lastCallAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
})
export type ContactView = z.infer<typeof contactView>

export const listContactsInput = pageInput.extend({
  /** Any part of the phone number, name or company. */
  query: z.string().trim().max(60).optional(),
})
export type ListContactsInput = z.infer<typeof listContactsInput>
export const contactPage = pageOf(contactView)
export type ContactPage = z.infer<typeof contactPage>

import { z } from 'zod'

/** Which contacts: the filters of the list. */
export const exportContactsInput = z.object({ query: z.string().trim().max(60).optional(), groupId: z.uuid().optional() })
export type ExportContactsInput = z.infer<typeof exportContactsInput>
export const exportContactsQuery = z
  .object({ query: z.string().trim().max(60).optional(), group_id: z.uuid().optional() })
  .transform(({ query, group_id }): ExportContactsInput => ({ query, groupId: group_id }))

/** Which bookings: the filters of the list. */
export const exportBookingsInput = z.object({
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
  query: z.string().trim().max(60).optional(),
})
export type ExportBookingsInput = z.infer<typeof exportBookingsInput>
export const exportBookingsQuery = exportBookingsInput

/** Where a file can be fetched from with the same session. */
export const exportLinkView = z.object({ url: z.string() })
export type ExportLinkView = z.infer<typeof exportLinkView>

import { z } from 'zod'
import type { SuppressionPage, SuppressionView } from './suppression-view'

/** A number that is not to be called, as the API shows it. */
export const suppressionResource = z
  .object({ phone: z.string(), reason: z.string().nullable(), source: z.string(), created_at: z.iso.datetime() })
  .meta({ id: 'Suppression' })
export type SuppressionResource = z.infer<typeof suppressionResource>
export const suppressionListResource = z
  .object({ suppressions: z.array(suppressionResource), next_cursor: z.string().nullable() })
  .meta({ id: 'SuppressionList' })

export const addSuppressionResource = z
  .object({ phone: z.string().min(1).max(60), reason: z.string().max(300).nullish() })
  .meta({ id: 'SuppressionInput' })
export const listSuppressionsQuery = z.object({
  phone: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(300).optional(),
})
export const removeSuppressionQuery = z.object({ phone: z.string().min(1).max(60) })

export function toSuppressionResource({ phone, reason, source, createdAt }: SuppressionView): SuppressionResource {
  return { phone, reason, source, created_at: createdAt }
}

export function toSuppressionListResource({ items, nextCursor }: SuppressionPage): z.infer<typeof suppressionListResource> {
  return { suppressions: items.map(toSuppressionResource), next_cursor: nextCursor }
}

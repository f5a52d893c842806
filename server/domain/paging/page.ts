import { z } from 'zod'

/** How every list is asked for: `cursor` is what the page before returned, opaque to whoever holds it. */
export const pageInput = z.object({
  cursor: z.string().max(300).nullish(),
  limit: z.number().int().min(1).max(100).default(50),
})
export type PageInput = z.infer<typeof pageInput>

/** A page of `item`; `nextCursor` is null on the last one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

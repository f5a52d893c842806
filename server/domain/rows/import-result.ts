import { z } from 'zod'

/** A row that did not get in. Rows count from 1, a header is not counted. */
export const rowRejection = z.object({ row: z.number().int(), field: z.string(), code: z.string(), message: z.string() })
export type RowRejection = z.infer<typeof rowRejection>

/** A row that got in: the contact or booking it became. */
export type RowItem = { row: number; id: string; externalId: string | null; isNew: boolean }
export type ImportResult = { created: number; updated: number; rejected: RowRejection[]; items: RowItem[] }

export const importResource = z
  .object({
    created: z.number().int(),
    updated: z.number().int(),
    rejected: z.array(rowRejection),
    items: z.array(z.object({ row: z.number().int(), id: z.uuid(), external_id: z.string().nullable() })),
  })
  .meta({ id: 'ImportResult' })
export type ImportResource = z.infer<typeof importResource>

export function toImportResource({ items, ...rest }: ImportResult): ImportResource {
  return { ...rest, items: items.map(({ row, id, externalId }) => ({ row, id, external_id: externalId })) }
}

/** Counts rows, not contacts: a row that changes what an earlier one of the same file made is an update. */
export function summarize(items: RowItem[], rejected: RowRejection[]): ImportResult {
  const inOrder = <Item extends { row: number }>(list: Item[]) => list.toSorted((one, other) => one.row - other.row)
  const created = items.filter(({ isNew }) => isNew).length
  return { created, updated: items.length - created, rejected: inOrder(rejected), items: inOrder(items) }
}

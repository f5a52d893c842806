/**
 * The ids from `anchor` to `target`, both included, in the order of the list.
 * @returns only `target` when there is no anchor, or when it left the list
 */
export function selectRange(order: readonly string[], anchor: string | null, target: string): string[] {
  const from = anchor === null ? -1 : order.indexOf(anchor)
  const to = order.indexOf(target)
  if (from === -1 || to === -1) return [target]
  return order.slice(Math.min(from, to), Math.max(from, to) + 1)
}

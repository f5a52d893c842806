/** Names for rows that only hold places while a list loads. */
export function placeholderRows(count: number): string[] {
  return Array.from({ length: count }, (_, row) => `row-${row + 1}`)
}

export type DiffPart = { kind: 'same' | 'added' | 'removed'; text: string }

/** Beyond this many cells the table of the longest common subsequence is not worth its memory in a browser. */
const MAX_CELLS = 1_000_000

/** Word-by-word difference of two texts, whitespace kept. Very long changed stretches come back as one removal and one addition. */
export function diffWords(before: string, after: string): DiffPart[] {
  const old = before.match(/\s+|[^\s]+/g) ?? []
  const fresh = after.match(/\s+|[^\s]+/g) ?? []
  let start = 0
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1
  let end = 0
  while (end < old.length - start && end < fresh.length - start && old[old.length - 1 - end] === fresh[fresh.length - 1 - end]) end += 1

  const oldMiddle = old.slice(start, old.length - end)
  const freshMiddle = fresh.slice(start, fresh.length - end)
  return joinParts([
    { kind: 'same', text: old.slice(0, start).join('') },
    ...diffMiddle(oldMiddle, freshMiddle),
    { kind: 'same', text: old.slice(old.length - end).join('') },
  ])
}

function diffMiddle(old: string[], fresh: string[]): DiffPart[] {
  if (old.length * fresh.length > MAX_CELLS || old.length === 0 || fresh.length === 0) {
    return [
      { kind: 'removed', text: old.join('') },
      { kind: 'added', text: fresh.join('') },
    ]
  }
  const width = fresh.length + 1
  const lengths = new Uint32Array((old.length + 1) * width)
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = fresh.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        old[row] === fresh[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const parts: DiffPart[] = []
  let row = 0
  let column = 0
  while (row < old.length || column < fresh.length) {
    if (row < old.length && column < fresh.length && old[row] === fresh[column]) {
      parts.push({ kind: 'same', text: old[row] ?? '' })
      row += 1
      column += 1
    } else if (column >= fresh.length || (row < old.length && at(row + 1, column) >= at(row, column + 1))) {
      parts.push({ kind: 'removed', text: old[row] ?? '' })
      row += 1
    } else {
      parts.push({ kind: 'added', text: fresh[column] ?? '' })
      column += 1
    }
  }
  return parts
}

function joinParts(parts: DiffPart[]): DiffPart[] {
  const joined: DiffPart[] = []
  for (const part of parts) {
    if (part.text === '') continue
    const last = joined.at(-1)
    if (last && last.kind === part.kind) last.text += part.text
    else joined.push({ ...part })
  }
  return joined
}

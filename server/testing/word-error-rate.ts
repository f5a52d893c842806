/** Part of the expected words that were heard wrong, missed or made up: 0 is perfect. Case and punctuation do not count. */
export function wordErrorRate(expected: string, heard: string): number {
  const want = words(expected)
  const got = words(heard)
  let row = got.map((_, index) => index + 1)
  row.unshift(0)
  for (const [index, word] of want.entries()) {
    const next = [index + 1]
    for (const [at, other] of got.entries()) {
      const change = (row[at] ?? 0) + (word === other ? 0 : 1)
      next.push(Math.min(change, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1))
    }
    row = next
  }
  return (row.at(-1) ?? 0) / Math.max(1, want.length)
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []
}

import type { Speakable } from '../stages/speak'

/** Yields the sentences; when the first takes longer than `afterMs`, says `holdText` in the meantime. */
export async function* withHoldLine(sentences: AsyncIterable<Speakable>, afterMs: number, holdText: string): AsyncGenerator<Speakable> {
  const iterator = sentences[Symbol.asyncIterator]()
  try {
    const first = iterator.next()
    if ((await isLate(first, afterMs)) === 'late') yield { text: holdText, isFixed: true }
    for (let next = await first; !next.done; next = await iterator.next()) yield next.value
  } finally {
    iterator.return?.().catch(() => {})
  }
}

async function isLate(work: Promise<unknown>, afterMs: number): Promise<'late' | 'done'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), afterMs)
  })
  const done = work.then(
    () => 'done' as const,
    () => 'done' as const,
  )
  return Promise.race([done, late]).finally(() => clearTimeout(timer))
}

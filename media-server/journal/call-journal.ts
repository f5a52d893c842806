import { type FileHandle, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { type CallFact, callFact } from '../../server/domain/calls/call-record'

/** First line of a journal: which call it is and where its recording grows. */
export const journalHeader = z.object({
  tenantId: z.string(),
  callId: z.string(),
  startedAt: z.iso.datetime(),
  recordingPath: z.string(),
})
export type JournalHeader = z.infer<typeof journalHeader>

/**
 * A call's facts on this machine's disk, one JSON line each, until the database has them all. Written at once; a sync covers
 * what was written while the one before it was under way.
 */
export class CallJournal {
  private pending: string[] = []
  private syncing: Promise<void> | null = null
  private file: FileHandle | null = null
  private hasFailed = false

  constructor(
    readonly path: string,
    header: JournalHeader,
    private readonly onError: (error: unknown) => void,
  ) {
    this.append(header)
  }

  add(fact: CallFact): void {
    this.append(fact)
  }

  /** Resolves when everything added so far is on the disk, or cannot be. */
  async stored(): Promise<void> {
    while (this.syncing) await this.syncing
  }

  async remove(): Promise<void> {
    await this.close()
    await rm(this.path, { force: true })
  }

  async close(): Promise<void> {
    await this.stored()
    await this.file?.close().catch(this.onError)
    this.file = null
  }

  private append(line: unknown): void {
    if (this.hasFailed) return
    this.pending.push(`${JSON.stringify(line)}\n`)
    this.syncing ??= this.drain()
  }

  private async drain(): Promise<void> {
    try {
      if (!this.file) {
        await mkdir(dirname(this.path), { recursive: true })
        this.file = await open(this.path, 'a', 0o600)
      }
      while (this.pending.length > 0) {
        await this.file.write(this.pending.splice(0).join(''))
        await this.file.datasync()
      }
    } catch (error) {
      this.hasFailed = true // the call goes on; the database still gets its facts
      this.onError(error)
    } finally {
      this.syncing = null
    }
  }
}

/** What a journal holds; a last line that was cut by a crash is dropped. @returns null when not even its header is whole */
export async function readJournal(path: string): Promise<{ header: JournalHeader; facts: CallFact[] } | null> {
  const lines = (await readFile(path, 'utf8')).split('\n')
  const header = journalHeader.safeParse(parseLine(lines[0]))
  if (!header.success) return null
  const facts = lines.slice(1).flatMap((line) => {
    const fact = callFact.safeParse(parseLine(line))
    return fact.success ? [fact.data] : []
  })
  return { header: header.data, facts }
}

function parseLine(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '')
  } catch {
    return null
  }
}

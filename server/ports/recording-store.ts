import type { Readable } from 'node:stream'

/** Where call audio lives. Keys are `<tenantId>/<callId>.wav`; the tenant part is checked by the caller. */
export interface RecordingStore {
  /** Stores a finished file; replaces what was there. */
  putFile(key: string, path: string, contentType: string): Promise<void>
  /** @returns null when absent. `range` is inclusive bytes. */
  read(key: string, range?: { start: number; end?: number }): Promise<{ body: Readable; sizeBytes: number; contentType: string } | null>
  delete(key: string): Promise<void>
}

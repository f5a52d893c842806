import type { Readable } from 'node:stream'
import type { Scope } from '../../domain/access/scope'
import { DomainError } from '../../domain/errors/domain-error'
import { type ByteRange, parseRange } from '../../domain/recordings/byte-range'
import type { RecordingStore } from '../../ports/recording-store'
import type { CallsService } from '../calls/calls.service'

export type RecordingsService = ReturnType<typeof createRecordingsService>

export type OpenedRecording = { body: Readable; contentType: string; sizeBytes: number; range: ByteRange | null }

/** The audio of calls. */
export function createRecordingsService({
  recordings,
  calls,
}: {
  recordings: RecordingStore
  calls: Pick<CallsService, 'findRecordingKey'>
}) {
  return {
    /**
     * Opens a call's audio.
     * @param rangeHeader HTTP's Range, or null for the whole
     * @throws DomainError `not_found` without a recording, `range_not_satisfiable` with its size
     */
    async open(scope: Scope, callId: string, rangeHeader: string | null): Promise<OpenedRecording> {
      const key = await calls.findRecordingKey(scope, callId)
      // The key was written by a media-server: its tenant part is checked before the store sees it.
      if (!key?.startsWith(`${scope.tenantId}/`)) throw notFound()
      if (rangeHeader === null) {
        const whole = await recordings.read(key)
        if (!whole) throw notFound()
        return { ...whole, range: null }
      }
      const probe = await recordings.read(key, { start: 0, end: 0 })
      if (!probe) throw notFound()
      probe.body.destroy()
      const range = parseRange(rangeHeader, probe.sizeBytes)
      if (range === 'unsatisfiable') {
        throw new DomainError('range_not_satisfiable', 'The recording is shorter than that.', { sizeBytes: probe.sizeBytes })
      }
      const part = await recordings.read(key, range ?? undefined)
      if (!part) throw notFound()
      return { ...part, range }
    },
  }
}

function notFound(): DomainError {
  return new DomainError('not_found', 'This call has no recording.')
}

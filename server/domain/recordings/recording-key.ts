import { DomainError } from '../errors/domain-error'

const KEY = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*\.[a-z0-9]{1,5}$/

/** Where a call's audio is kept: `<tenantId>/<callId>.wav`. */
export function recordingKey(tenantId: string, callId: string, extension = 'wav'): string {
  return checkRecordingKey(`${tenantId}/${callId}.${extension}`)
}

/** @returns the key itself. @throws DomainError `invalid_recording_key` for anything that could name another place than its own */
export function checkRecordingKey(key: string): string {
  if (key.length > 300 || !KEY.test(key)) throw new DomainError('invalid_recording_key', 'This is not the name of a recording.')
  return key
}

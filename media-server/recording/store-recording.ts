import { rm } from 'node:fs/promises'
import type { RecordingStore } from '../../server/ports/recording-store'

const WAITS_MS = [500, 2000, 8000, 20_000]

/**
 * Brings a finished recording to where recordings live, and removes it here. Tries for about half a minute.
 * @returns the recording's key
 * @throws the store's last error; the file then stays
 */
export async function storeRecording(
  recordings: RecordingStore,
  recording: { tenantId: string; callId: string; path: string },
  signal: AbortSignal,
): Promise<string> {
  const key = `${recording.tenantId}/${recording.callId}.wav`
  for (let attempt = 0; ; attempt++) {
    try {
      await recordings.putFile(key, recording.path, 'audio/wav')
      break
    } catch (error) {
      const waitMs = WAITS_MS[attempt]
      if (waitMs === undefined || signal.aborted) throw error
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
  await rm(recording.path, { force: true })
  return key
}

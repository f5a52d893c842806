import { open } from 'node:fs/promises'
import { WAV_HEADER_BYTES, wavHeader } from '../../server/domain/audio/wav'

const RATE_AT_BYTE = 24
const FRAME_BYTES = 4

/** Writes the header of a recording whose process died. @returns null when there is no file or no audio in it */
export async function completeRecording(path: string): Promise<{ durationMs: number } | null> {
  const file = await open(path, 'r+').catch(() => null)
  if (!file) return null
  try {
    const { size } = await file.stat()
    const frames = Math.floor((size - WAV_HEADER_BYTES) / FRAME_BYTES)
    if (frames <= 0) return null
    const header = Buffer.alloc(WAV_HEADER_BYTES)
    await file.read(header, 0, WAV_HEADER_BYTES, 0)
    const sampleRateHz = header.readUInt32LE(RATE_AT_BYTE)
    await file.write(wavHeader({ sampleRateHz, channels: 2 }, frames * FRAME_BYTES), 0, WAV_HEADER_BYTES, 0)
    await file.truncate(WAV_HEADER_BYTES + frames * FRAME_BYTES)
    await file.sync()
    return { durationMs: Math.round((frames * 1000) / sampleRateHz) }
  } finally {
    await file.close()
  }
}

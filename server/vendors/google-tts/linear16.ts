import { pcm16FromBytes } from '../../domain/audio/pcm16'
import { failureOfContent } from '../http/vendor-failure'

/**
 * Samples of an answer in LINEAR16: a WAV file, of which the `data` chunk counts; headerless samples are taken as they are. A
 * streamed file's sizes are not to be trusted: a chunk ends at the file's end at the latest.
 * @throws VendorError for a WAV file without audio
 */
export function samplesOfLinear16(file: Buffer): Int16Array {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') return pcm16FromBytes(file)
  for (let at = 12; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4)
    if (file.toString('latin1', at, at + 4) === 'data') return pcm16FromBytes(file.subarray(at + 8, at + 8 + size))
    at += 8 + size + (size % 2)
  }
  throw failureOfContent('google', 'a WAV file without audio')
}

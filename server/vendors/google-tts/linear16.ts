import { pcm16FromBytes } from '../../domain/audio/pcm16'
import { decodeWav } from '../../domain/audio/wav'
import { failureOfContent } from '../http/vendor-failure'

/**
 * Samples of an answer in LINEAR16: a WAV file, of which the `data` chunk counts; headerless samples are taken as they are.
 * @throws VendorError for a WAV file without audio
 */
export function samplesOfLinear16(file: Buffer): Int16Array {
  if (file.toString('latin1', 0, 4) !== 'RIFF') return pcm16FromBytes(file)
  try {
    return decodeWav(file).pcm
  } catch (error) {
    throw failureOfContent('google', 'a WAV file without audio', error)
  }
}

import { createResampler, type Resampler } from '../../server/domain/audio/resampler'
import type { Voice } from '../dependencies'
import { withTimeLimit } from '../lib/time-limit'
import { LIMITS } from '../limits'

/**
 * Speaks `text` at the asked rate, whatever rate the provider makes.
 * @throws VendorError when the provider fails or is silent for too long
 */
export async function* synthesizeAtRate(
  voice: Voice,
  request: { text: string; language: string; sampleRateHz: number },
  signal: AbortSignal,
): AsyncGenerator<Int16Array> {
  const { text, language, sampleRateHz } = request
  const speech = voice.provider.synthesize({ text, voice: voice.voice, language, preferredSampleRateHz: sampleRateHz }, signal)
  const { name, answerLimitMs } = voice.provider
  const limits = { vendor: name, firstMs: answerLimitMs ?? LIMITS.firstSoundMs, nextMs: answerLimitMs ?? LIMITS.nextSoundMs }
  let resampler: Resampler | null = null
  let fromHz = sampleRateHz
  for await (const chunk of withTimeLimit(speech, limits)) {
    if (chunk.sampleRateHz === sampleRateHz) {
      yield chunk.pcm
      continue
    }
    if (!resampler || fromHz !== chunk.sampleRateHz) {
      fromHz = chunk.sampleRateHz
      resampler = createResampler(fromHz, sampleRateHz)
    }
    const pcm = resampler.process(chunk.pcm)
    if (pcm.length > 0) yield pcm
  }
  const tail = resampler?.flush()
  if (tail && tail.length > 0) yield tail
}

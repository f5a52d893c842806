import type { VoiceOfCall } from '../audio/voice-of-call'
import { untilAborted } from '../lib/until-aborted'
import type { PlaybackLedger, SpokenSentence } from '../playback-ledger'

/** Audio of one sentence at the call's rate. `isLast` closes the sentence; its `pcm` may be empty. */
export type SpokenAudio = { sentence: SpokenSentence; pcm: Int16Array; isLast: boolean }

/** `isFixed`: the same words are said on other calls too, so their audio is kept. */
export type Speakable = { text: string; isFixed: boolean }

/**
 * Speaks sentences one after the other, each as soon as its first sound exists.
 * @throws VendorError when no voice can speak
 */
export async function* speak(
  sentences: AsyncIterable<Speakable>,
  options: {
    voice: VoiceOfCall
    ledger: PlaybackLedger
    replyId: number
    onSentence: (sentence: SpokenSentence) => void
    onSound: () => void
  },
  signal: AbortSignal,
): AsyncGenerator<SpokenAudio> {
  const nothing = new Int16Array(0)
  for await (const { text, isFixed } of untilAborted(sentences, signal)) {
    const sentence = options.ledger.begin(options.replyId, text)
    options.onSentence(sentence)
    for await (const pcm of untilAborted(options.voice.say(text, isFixed, signal), signal)) {
      options.onSound()
      yield { sentence, pcm, isLast: false }
    }
    if (signal.aborted) return
    yield { sentence, pcm: nothing, isLast: true }
  }
}

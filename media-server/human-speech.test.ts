import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { decodeWav } from '../server/domain/audio/wav'
import { transcribe } from '../server/testing/speech-fixtures'
import { wordErrorRate } from '../server/testing/word-error-rate'
import { createEmbeddedSpeechToText } from '../server/vendors/embedded-speech/embedded-speech-to-text'
import { createEmbeddedTextToSpeech } from '../server/vendors/embedded-speech/embedded-text-to-speech'
import { createEmbeddedVoiceActivity } from '../server/vendors/embedded-speech/embedded-voice-activity'
import { ExotelCaller } from './testing/exotel-caller'
import { scriptedLanguageModel } from './testing/scripted-model'
import { startTestMediaServer, type TestMediaServer } from './testing/test-media-server'

/** Debian's asterisk-core-sounds-en-wav: a person's voice, recorded at 8 kHz. */
const RECORDINGS = '/usr/share/asterisk/sounds/en'
const QUESTION = { file: 'cannot-complete-as-dialed', text: 'Your call cannot be completed as dialed' }
const INTERRUPTION = { file: 'check-number-dial-again', text: 'Please check the number and dial again' }
const ANSWER =
  'We are open every day from nine in the morning until seven in the evening, and on public holidays from ten until four. ' +
  'You are welcome to come without an appointment, but it is better to book one, because mornings are often very busy here.'
/** Whole-word tolerance: the word that was being said when the sound stopped may count on either side. */
const TOLERATED_WORD_ERRORS = 0.35

const hasRecordings = existsSync(RECORDINGS)
if (!hasRecordings)
  console.warn('*** No recorded human speech here: its tests DO NOT RUN (apt-get install asterisk-core-sounds-en-wav) ***')

function recording(file: string): Int16Array {
  return decodeWav(readFileSync(join(RECORDINGS, `${file}.wav`))).pcm
}

describe.skipIf(!hasRecordings)('a person on the phone', () => {
  const speechToText = createEmbeddedSpeechToText({ dataDir: join(tmpdir(), 'voicedesk-test') })
  const textToSpeech = createEmbeddedTextToSpeech()
  const voiceActivity = createEmbeddedVoiceActivity()
  const model = scriptedLanguageModel()
  let media: TestMediaServer

  beforeAll(async () => {
    await Promise.all([speechToText.prewarm(), textToSpeech.prewarm(), voiceActivity.prewarm()])
    model.replyWith = (_messages, round) => ({ text: round === 1 ? ANSWER : 'Of course.' })
    media = await startTestMediaServer({
      speechToText: () => [speechToText],
      textToSpeech: () => [{ provider: textToSpeech, voice: 'slt' }],
      voiceActivity,
      languageModels: () => [{ provider: model, pricedAs: model.name }],
    })
  })
  afterEach(() => media.stop())
  afterAll(() => Promise.all([speechToText.close(), textToSpeech.close(), voiceActivity.close()]))

  test('is answered, understood, and interrupts mid-sentence; the transcript keeps what was heard', async () => {
    const { token, call } = media.expectCall({ agent: { greeting: 'Good morning, how may I help you?' } })
    const turns = () => media.factsOf(call.callId).flatMap((fact) => (fact.type === 'turn' ? [fact.turn] : []))
    const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
    await expect.poll(() => turns().length, { timeout: 20_000 }).toBe(1)

    const greetingSamples = caller.playedAudio.length
    await caller.speak(recording(QUESTION.file))
    const framesBefore = caller.frames.length
    await caller.until(() => caller.frames.length > framesBefore + 15)
    await caller.speak(recording(INTERRUPTION.file))
    await caller.until(() => caller.clears.length > 0)
    const answerAudio = caller.playedAudio.subarray(greetingSamples)
    await expect.poll(() => turns().length, { timeout: 30_000 }).toBeGreaterThanOrEqual(5)
    caller.hangUp()

    const [, question, answer, interruption] = turns()
    expect(question?.role).toBe('caller')
    expect(wordErrorRate(QUESTION.text, question?.text ?? '')).toBeLessThan(TOLERATED_WORD_ERRORS)
    expect(interruption?.role).toBe('caller')
    expect(wordErrorRate(INTERRUPTION.text, interruption?.text ?? '')).toBeLessThan(TOLERATED_WORD_ERRORS)
    expect(answer).toMatchObject({ role: 'agent', text: ANSWER, interrupted: true })
    const heard = answer?.heardText ?? ''
    expect(ANSWER.startsWith(heard)).toBe(true)
    expect(heard.length).toBeLessThan(ANSWER.length)
    expect(wordErrorRate(heard, await transcribe(answerAudio, 8000))).toBeLessThan(TOLERATED_WORD_ERRORS)
    expect(model.asked[1]).toContainEqual({ role: 'assistant', content: heard })
  }, 90_000)
})

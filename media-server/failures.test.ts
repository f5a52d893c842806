import { afterEach, describe, expect, test } from 'vitest'
import { VendorError } from '../server/domain/errors/vendor-error'
import type { MediaDependencies } from './dependencies'
import { ExotelCaller } from './testing/exotel-caller'
import { scriptedLanguageModel } from './testing/scripted-model'
import { scriptedSpeechToText, scriptedTextToSpeech } from './testing/scripted-speech'
import { startTestMediaServer, type TestMediaServer } from './testing/test-media-server'

let media: TestMediaServer
afterEach(() => media.stop())

async function greeted(overrides: Partial<MediaDependencies> = {}, options: Parameters<TestMediaServer['expectCall']>[0] = {}) {
  media = await startTestMediaServer(overrides)
  const { token, call } = media.expectCall({ ...options, agent: { greeting: 'Hello.', ...options.agent } })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  await caller.untilHeard('Hello.')
  return { caller, callId: call.callId }
}

const events = (callId: string) => media.factsOf(callId).flatMap((fact) => (fact.type === 'event' ? [fact.event] : []))
const ended = (callId: string) => media.factsOf(callId).find((fact) => fact.type === 'ended')

describe('a language model', () => {
  test('that fails once is asked again, and nobody notices', async () => {
    const { caller } = await greeted()
    media.model.replyWith = (_messages, round) => (round === 1 ? { fail: true } : { text: 'Here I am.' })
    await caller.say('are you there now')
    await caller.untilHeard('Here I am.')
    expect(caller.heardText).not.toContain('problem')
  })

  test('that keeps failing is replaced by the next', async () => {
    const [bad, good] = [scriptedLanguageModel(), scriptedLanguageModel()]
    bad.replyWith = () => ({ fail: true })
    good.replyWith = () => ({ text: 'I stand in.' })
    const { caller, callId } = await greeted({
      languageModels: () => [
        { provider: bad, pricedAs: 'bad' },
        { provider: good, pricedAs: 'good' },
      ],
    })
    await caller.say('are you there now')
    await caller.untilHeard('I stand in.')
    expect(bad.asked).toHaveLength(2)
    expect(events(callId)).toContain('provider_failed')
  })

  test('without any other: the caller hears so, is offered help, and gets it', async () => {
    const { caller, callId } = await greeted({}, { transferTo: '+919876543210' })
    media.model.replyWith = () => ({ fail: true })
    await caller.say('I want to book a table')
    await caller.untilHeard('Sorry, I have a problem.Shall I put you through to a colleague?')
    await caller.say('yes please')
    await caller.untilClosed()
    expect(caller.heardText).toContain('putting you through')
    expect(media.factsOf(callId)).toContainEqual(expect.objectContaining({ type: 'transfer_requested', to: '+919876543210' }))
    expect(media.factsOf(callId).flatMap((fact) => (fact.type === 'turn' && fact.turn.role === 'caller' ? [fact.turn.text] : []))).toEqual([
      'I want to book a table',
      'yes please',
    ])
  })

  test('with nobody to transfer to, a call back is noted', async () => {
    const { caller, callId } = await greeted()
    media.model.replyWith = () => ({ fail: true })
    await caller.say('I want to book a table')
    await caller.untilHeard('Shall I ask a colleague to call you back?')
    await caller.say('yes please')
    await caller.untilClosed()
    expect(media.factsOf(callId)).toContainEqual(
      expect.objectContaining({ type: 'extraction', data: expect.objectContaining({ callback_requested: true }) }),
    )
    await expect.poll(() => ended(callId)).toMatchObject({ endReason: 'provider_failed', hadConversation: true })
  })

  test('that hangs: the caller hears something meanwhile, and then the truth', async () => {
    const { caller } = await greeted()
    media.model.replyWith = () => ({ hang: true })
    await caller.say('I want to book a table')
    await caller.untilHeard('One moment, please.')
    await caller.untilHeard('Sorry, I have a problem.')
  })

  test('that breaks off in the middle is not heard twice', async () => {
    const { caller } = await greeted()
    media.model.replyWith = (messages, round) => {
      if (round === 1) return { text: 'We are open on Monday. And on Tues', cutAfter: 6 }
      expect(messages.at(-1)).toMatchObject({ role: 'assistant', content: 'We are open on Monday.' })
      return { text: 'And on Tuesday.' }
    }
    await caller.say('when are you open then')
    await caller.untilHeard('And on Tuesday.')
    expect(caller.heardText.match(/Monday/g)).toHaveLength(1)
  })
})

describe('a voice', () => {
  test('that fails is replaced for the rest of the call', async () => {
    const [bad, good] = [scriptedTextToSpeech({ name: 'bad' }), scriptedTextToSpeech({ name: 'good' })]
    const { caller } = await greeted({
      textToSpeech: () => [
        { provider: bad, voice: 'x' },
        { provider: good, voice: 'y' },
      ],
    })
    bad.failures = 1000
    await caller.say('do you hear me now')
    await caller.untilHeard('You said do you hear me now.')
    await caller.say('and now once more')
    await caller.untilHeard('You said and now once more.')
    expect(good.said).toContain('You said do you hear me now.')
  })

  test('that breaks off in the middle of a sentence goes on after what was said', async () => {
    const broken = scriptedTextToSpeech({ name: 'broken', msPerCharacter: 55, chunkMs: 1100 })
    const whole = broken.synthesize.bind(broken)
    let attempts = 0
    broken.synthesize = async function* (request, signal) {
      let chunks = 0
      for await (const chunk of whole(request, signal)) {
        if (request.text.startsWith('You said') && ++attempts === 1 && chunks === 0) {
          yield chunk
          throw new VendorError('broken', 'cut', { retryable: true })
        }
        chunks++
        yield chunk
      }
    }
    const { caller } = await greeted({ textToSpeech: () => [{ provider: broken, voice: 'x' }] })
    await caller.say('tell me what I said just now')
    await caller.until(() => caller.heardText.endsWith('just now.'))
    expect(caller.heardText.match(/You said/g)).toHaveLength(1)
  })
})

describe('a recogniser', () => {
  test('that breaks is opened again, and what was said is not lost', async () => {
    const { caller } = await greeted()
    media.stt.failures = 1
    await caller.say('please listen to me')
    await caller.untilHeard('You said please listen to me.')
    expect(media.stt.streams).toBe(2)
  })

  test('that keeps breaking is replaced by the next', async () => {
    const [bad, good] = [scriptedSpeechToText({ name: 'bad' }), scriptedSpeechToText({ name: 'good' })]
    bad.failures = 1000
    const { caller } = await greeted({ speechToText: () => [bad, good] })
    await caller.say('please listen to me')
    await caller.untilHeard('You said please listen to me.')
    expect(good.streams).toBe(1)
  })

  test('that hangs is replaced, too', async () => {
    const [slow, good] = [scriptedSpeechToText({ name: 'slow', delayMs: 3_600_000 }), scriptedSpeechToText({ name: 'good' })]
    const { caller } = await greeted({ speechToText: () => [slow, good] })
    slow.open = () => ({
      write() {},
      finalize() {},
      peek() {},
      events: { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) },
    })
    await caller.say('please listen to me')
    await caller.untilHeard('You said please listen to me.')
  })

  test('without any other ends the call politely', async () => {
    const { caller, callId } = await greeted()
    media.stt.failures = 1000
    await caller.say('please listen to me')
    await caller.untilClosed()
    expect(caller.heardText).toContain('A colleague will call you back. Goodbye.')
    await expect.poll(() => ended(callId)).toMatchObject({ endReason: 'provider_failed' })
  })
})

test('a detector that fails leaves hearing to the recogniser', async () => {
  const stt = scriptedSpeechToText()
  const open = stt.open.bind(stt)
  stt.open = (options) => {
    const stream = open(options)
    let heard = 0
    let quiet = 0
    // A recogniser that ends utterances by itself, as streaming providers do.
    return {
      ...stream,
      write(pcm) {
        stream.write(pcm)
        const isSound = pcm.some((sample) => sample !== 0)
        quiet = isSound ? 0 : quiet + 1
        if (isSound) heard++
        if (heard > 0 && quiet === 10) {
          heard = 0
          stream.finalize({ startedMs: 0, endedMs: 0 })
        }
      },
    }
  }
  const { caller } = await greeted({
    speechToText: () => [stt],
    voiceActivity: {
      open: () => {
        throw new VendorError('detector', 'no model', { retryable: false })
      },
    },
  })
  await caller.say('can you hear me')
  await caller.untilHeard('You said can you hear me.')
})

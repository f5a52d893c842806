import { describe, expect, test } from 'vitest'
import { readKeyInformation, type TalkAboutBooking } from './key-information'

function talk(callerTurns: string[], changes: Partial<TalkAboutBooking> = {}): TalkAboutBooking {
  return { callId: 'call', phase: 'before', sentiment: 'neutral', summary: null, actionItems: [], callerTurns, ...changes }
}
const texts = (points: { text: string }[]) => points.map(({ text }) => text)

describe('what is known of a booking', () => {
  test('concerns and requests come from what the caller said before it, requests also from action items', () => {
    const known = readKeyInformation([
      talk(['I am worried about my allergy. Can you keep a table near the window?'], { actionItems: ['Call back about the menu'] }),
    ])
    expect(texts(known.concerns)).toEqual(['I am worried about my allergy.'])
    expect(texts(known.requests)).toEqual(['Can you keep a table near the window?', 'Call back about the menu'])
    expect(known.feedback).toEqual([])
  })

  test('praise before the event is no feedback on it', () => {
    expect(readKeyInformation([talk(['We loved your place last year.'])]).feedback).toEqual([])
  })

  test('feedback comes from after the event, and a saying is kept once', () => {
    const { feedback } = readKeyInformation([
      talk(['The food was delicious.', 'Khana bahut accha tha.'], { phase: 'after' }),
      talk(['The food was delicious!'], { phase: 'after', callId: 'later' }),
    ])
    expect(feedback).toEqual([
      { text: 'The food was delicious.', callId: 'call' },
      { text: 'Khana bahut accha tha.', callId: 'call' },
    ])
  })

  test.each(['Thank you very much.', 'Okay, great, thanks a lot!', 'Accha ji, dhanyavaad.', 'Thanks for your help, bye.'])(
    'a courtesy is no feedback: %s',
    (sentence) => {
      expect(readKeyInformation([talk([sentence], { phase: 'after' })]).feedback).toEqual([])
    },
  )

  test('thanks for something that was good are feedback', () => {
    const sentence = 'Thank you, the staff was so friendly.'
    expect(texts(readKeyInformation([talk([sentence], { phase: 'after' })]).feedback)).toEqual([sentence])
  })

  test('a mood stands for words that were not said', () => {
    const call = talk(['Okay.'], { phase: 'after', sentiment: 'negative', summary: 'Was not happy with the service.' })
    expect(texts(readKeyInformation([call]).feedback)).toEqual(['Was not happy with the service.'])
  })
})

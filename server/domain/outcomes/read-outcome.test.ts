import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readOutcome } from './read-outcome'

const analysed = (custom: Record<string, unknown>, isVoicemail = false) => ({ analysis: { isVoicemail, custom }, transcript: [] })
const spoken = (...lines: string[]) => ({
  analysis: null,
  transcript: lines.map((line) =>
    line.startsWith('A: ') ? { role: 'agent' as const, text: line.slice(3) } : { role: 'caller' as const, text: line },
  ),
})

describe("the analysis' own words for the booking", () => {
  test.each<[Record<string, unknown>, string | null]>([
    [{ appointment_outcome: 'confirmed' }, 'confirmed'],
    [{ 'Appointment Status': ' Confirmed ' }, 'confirmed'],
    [{ booking_outcome: 'Reschedule Requested' }, 'reschedule_asked'],
    [{ outcome: 'reschedule' }, 'reschedule_asked'],
    [{ outcome: 'wants to reschedule' }, 'reschedule_asked'],
    [{ call_outcome: 'CANCELLED' }, 'cancelled'],
    [{ reservation_status: 'canceled' }, 'cancelled'],
    [{ appointmentConfirmed: true }, 'confirmed'],
    [{ appointment_confirmed: 'yes' }, 'confirmed'],
    [{ reschedule_requested: 'true' }, 'reschedule_asked'],
    [{ cancellation_requested: 1 }, 'cancelled'],
    [{ wants_to_reschedule: 'yes' }, 'reschedule_asked'],
    [{ customer_wants_to_cancel: true }, 'cancelled'],
    [{ appointment_confirmed: false }, null],
    [{ appointment_confirmed: false, reschedule_requested: true }, 'reschedule_asked'],
    [{ appointment_confirmed: true, cancelled: true }, null],
    [{ call_outcome: 'booked_demo' }, null],
    [{ outcome: 'not confirmed' }, null],
    [{ note: 'confirmed' }, null],
    [{ outcome: { nested: 'confirmed' } }, null],
    [{}, null],
  ])('%j → %s', (custom, booking) => {
    expect(readOutcome(analysed(custom)).booking).toBe(booking)
  })
})

describe('what was said about the booking, where the analysis says nothing', () => {
  test.each<[string[], string | null]>([
    [['Yes, I will be there.'], 'confirmed'],
    [['yes please confirm'], 'confirmed'],
    [['हाँ जी, मैं आ जाऊंगा'], 'confirmed'],
    [['I won’t be there, sorry, I will be there another day'], 'reschedule_asked'],
    [['I cannot come then. Can we move it to another day?'], 'reschedule_asked'],
    [['kisi aur din kar dijiye'], 'reschedule_asked'],
    [['Please cancel it.', 'A: It is cancelled.'], 'cancelled'],
    [['Please cancel it.', 'A: Shall I?'], null],
    [['No, do not cancel it!', 'A: It is not cancelled.'], null],
    [['Please cancel it.', 'A: Cancelled.', 'Oh wait, I will be there.'], null],
    [['A: I will be there with the doctor.'], null],
    [['Who is this?'], null],
    [[], null],
  ])('%j → %s', (lines, booking) => {
    expect(readOutcome(spoken(...lines)).booking).toBe(booking)
  })

  test('the analysis goes before the words', () => {
    expect(readOutcome({ ...spoken('Yes, I will be there.'), analysis: analysed({ outcome: 'cancelled' }).analysis }).booking).toBe(
      'cancelled',
    )
  })
})

describe('somebody who does not want to be called', () => {
  test.each([
    'Please do not call me again.',
    "Don't call me",
    'Don’t ever call me any more',
    'Never call this number again',
    'STOP CALLING ME',
    'Can you please stop calling?',
    'Take me off your list.',
    'Please remove my number from your database',
    'put me on the do not call list',
    'No more calls, thank you',
    'I want to opt out',
    'mujhe dobara call mat karna',
    'Mujhe call mat karo',
    'aage se phone mat kijiye',
    'phone karna band karo',
    'is number par call mat karna please',
    'मुझे दोबारा कॉल मत करना।',
    'आप मुझे कॉल मत करो',
    'फोन करना बंद कीजिए',
    'मेरा नंबर हटा दीजिए',
    'I have to go and I am driving, so do not call me again please, bye',
  ])('says: %s', (line) => {
    expect(readOutcome(spoken('Hello?', line))).toMatchObject({ isOptOut: true, optOutEvidence: line })
  })

  test.each([
    'Do not call me before ten.',
    "Don't call me at work, call my mobile",
    "don't call me a doctor",
    "Don't call me today, I am travelling",
    'Please do not call me now, I am driving',
    'Please call me again tomorrow',
    'You can call me any time',
    'I did not get a call',
    'abhi call mat karo, kal karna',
    'मुझे अभी फोन मत करो',
    'मुझे कल फोन करना',
    'I will not be there',
    'take me to the hospital list please',
  ])('does not say: %s', (line) => {
    expect(readOutcome(spoken(line)).isOptOut).toBe(false)
  })

  test.each<[Record<string, unknown>, boolean]>([
    [{ mark_dnc_compliant: true }, true],
    [{ mark_dnc_compliant: ' True ' }, true],
    [{ mark_dnc_compliant: false }, false],
    [{ mark_dnc_compliant: '' }, false],
    [{ do_not_call: 'yes' }, true],
    [{ opt_out: 'yes' }, true],
    [{ opted_out: 1 }, true],
    [{ call_outcome: 'dnc' }, true],
    [{ call_outcome: ' DNC ' }, true],
    [{ call_outcome: 'Do Not Call' }, true],
    [{ call_outcome: 'rejected' }, false],
  ])('is marked: %j → %s', (custom, isOptOut) => {
    expect(readOutcome(analysed(custom)).isOptOut).toBe(isOptOut)
  })

  test('counts even where the call confirmed the booking', () => {
    const outcome = readOutcome({ ...spoken('Yes, but do not call me again.'), analysis: analysed({ outcome: 'confirmed' }).analysis })
    expect(outcome).toMatchObject({ booking: 'confirmed', isOptOut: true })
  })

  test('is not the voice of a voicemail, nor the agent', () => {
    const said = spoken('Please do not call me again.').transcript
    expect(readOutcome({ analysis: { isVoicemail: true, custom: {} }, transcript: said }).isOptOut).toBe(false)
    expect(readOutcome(spoken('A: We will not call you again. Do not call me again.')).isOptOut).toBe(false)
  })
})

test('anything at all is read without failing', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.string()), (custom, lines) => {
      readOutcome({ analysis: { isVoicemail: null, custom }, transcript: lines.map((text) => ({ role: 'caller', text })) })
    }),
  )
})

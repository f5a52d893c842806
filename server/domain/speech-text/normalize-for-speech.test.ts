import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalizeForSpeech } from './normalize-for-speech'

describe('amounts', () => {
  test.each([
    ['The fee is ₹500.', 'The fee is 500 rupees.'],
    ['It costs Rs. 1,500 today', 'It costs 1500 rupees today'],
    ['It costs Rs 1,500.50', 'It costs 1500 rupees and 50 paise'],
    ['₹1', '1 rupee'],
    ['₹2,50,000 in all', '2 lakh 50000 rupees in all'],
    ['₹1,00,00,000', '1 crore rupees'],
    ['INR 2.5 lakh', '2.5 lakh rupees'],
    ['₹499/- only', '499 rupees only'],
    ['£12.05', '12 pounds and 5 pence'],
    ['$1,200.00', '1200 dollars'],
    ['€20 or $1', '20 euros or 1 dollar'],
  ])('%s', (written, spoken) => expect(normalizeForSpeech(written)).toBe(spoken))
})

describe('phone numbers are read digit by digit in their groups', () => {
  test.each([
    ['Call +91 98765 43210.', 'Call plus 9 1, 9 8 7 6 5, 4 3 2 1 0.'],
    ['Call 9876543210 now', 'Call 9 8 7 6 5, 4 3 2 1 0 now'],
    ['074-0330-5280', '0 7 4, 0 3 3 0, 5 2 8 0'],
    ['098765-43210', '0 9 8, 7 6 5, 4 3 2 1 0'],
    ['(022) 2345 6789', '0 2 2, 2 3 4 5, 6 7 8 9'],
    ['1800 123 4567', '1 8 0 0, 1 2 3, 4 5 6 7'],
  ])('%s', (written, spoken) => expect(normalizeForSpeech(written)).toBe(spoken))

  test.each(['We have 12 tables', 'in 2026', '1500 people', 'between 10 and 20', '100000 visitors', '10 30 45 50'])(
    'but not the number in "%s"',
    (text) => expect(normalizeForSpeech(text)).toBe(text),
  )
})

describe('dates and times', () => {
  test.each([
    ['on 2026-03-05', 'on March 5th, 2026'],
    ['2026-11-21T10:30:00+05:30', 'November 21st, 2026 at 10:30'],
    ['on 05/03/2026', 'on March 5th, 2026'],
    ['on 25/12/2026', 'on December 25th, 2026'],
    ['on 12/25/2026', 'on December 25th, 2026'],
    ['from 9am-6pm', 'from 9 AM to 6 PM'],
    ['10:30 – 11:00', '10:30 to 11:00'],
    ['Mon–Fri, 9:00 AM-1:00 PM', 'Monday to Friday, 9:00 AM to 1:00 PM'],
    ['Come at 5 p.m. Please be early.', 'Come at 5 PM. Please be early.'],
    ['at 5:30pm on Monday', 'at 5:30 PM on Monday'],
    ['It takes 30-45 mins.', 'It takes 30 to 45 minutes'],
  ])('%s', (written, spoken) => expect(normalizeForSpeech(written)).toBe(spoken))

  test('a caller in the United States has the month first', () => {
    expect(normalizeForSpeech('05/03/2026', { language: 'en-US' })).toBe('May 3rd, 2026')
  })

  test('what is no date stays', () => expect(normalizeForSpeech('2026-13-45')).toBe('2026-13-45'))
})

describe('names, addresses and symbols', () => {
  test.each([
    ['Dr. Rao and Mr. Singh', 'Doctor Rao and Mister Singh'],
    ['Room No. 12', 'Room number 12'],
    ['Write to info@city-clinic.in.', 'Write to info at city dash clinic dot in.'],
    ['See https://www.spice.in/menu/.', 'See spice dot in slash menu.'],
    ['tea & coffee', 'tea and coffee'],
    ['ticket #204', 'ticket number 204'],
    ['open 24/7', 'open 24 7'],
    ['tea/coffee', 'tea or coffee'],
    ['pay by UPI', 'pay by U P I'],
    ['name and/or number', 'name or number'],
    ['e.g. on Sunday', 'for example on Sunday'],
  ])('%s', (written, spoken) => expect(normalizeForSpeech(written)).toBe(spoken))
})

describe('what language models add', () => {
  test.each([
    ['**Sure!** You can come *today*.', 'Sure! You can come today.'],
    ['## Hours\n- Monday\n- Tuesday', 'Hours\nMonday\nTuesday'],
    ['1. First\n2. Second', 'First\nSecond'],
    ['See [our menu](https://x.in/m)', 'See our menu'],
    ['Great 😊👍🏽!', 'Great!'],
    ['That’s fine — “really”…', 'That\'s fine, "really"...'],
  ])('%s', (written, spoken) => expect(normalizeForSpeech(written)).toBe(spoken))
})

test('plain sentences stay as they are', () => {
  const text = "Thank you for calling City Clinic. I'm Maya, how can I help you today? We open at ten."
  expect(normalizeForSpeech(text)).toBe(text)
})

test('nothing is left that a voice cannot read', () => {
  const pieces = fc.constantFrom('**', '_', '`', '#', '[', '](', ')', '|', '<b>', '😊', '1', '-', '₹', ' ', 'word', '.', '\n', '@', '+91')
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      expect(normalizeForSpeech(parts.join(''))).not.toMatch(/[*_`<>{}[\]|\\~]|\p{Extended_Pictographic}/u)
    }),
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linkCall } from './link-call'
import type { LinkBooking, LinkContact, LinkDecision, LinkQuestion, SpokenTurn } from './link-question'

const OWN = '+919876500000'
const PHONE = '+919876543210'
const OTHER_PHONE = '+919812345678'
const UNKNOWN = '+919900112233'
const smith: LinkContact = { id: 'smith', name: 'John Smith', phones: [PHONE] }
const mehta: LinkContact = { id: 'mehta', name: 'Priya Mehta', phones: [OTHER_PHONE] }

const booking = (id: string, startsAt: string, rest: Partial<LinkBooking> = {}): LinkBooking => ({
  id,
  contactId: 'smith',
  startsAt,
  durationMinutes: 60,
  type: null,
  ownerName: null,
  specialInstructions: null,
  partySize: null,
  status: 'CONFIRMED',
  ...rest,
})
// The call: Wednesday 2026-11-18, 10:30 in Kolkata. Times below are of that zone.
const FRIDAY_LUNCH = booking('friday-lunch', '2026-11-20T13:00:00+05:30', { partySize: 4 })
const FRIDAY_DINNER = booking('friday-dinner', '2026-11-20T20:00:00+05:30', { partySize: 12 })
const MONDAY = booking('monday', '2026-11-23T19:00:00+05:30', { partySize: 2 })
const TODAY_SOON = booking('today-soon', '2026-11-18T12:00:00+05:30')
const TODAY_LATE = booking('today-late', '2026-11-18T20:00:00+05:30')

type Asked = Partial<Omit<LinkQuestion, 'call'>> & { call?: Partial<LinkQuestion['call']>; says?: string | string[] }
const question = ({ call, says = [], ...rest }: Asked): LinkQuestion => ({
  tenant: { timezone: 'Asia/Kolkata', regions: ['IN'], ownNumbers: [OWN], ownNames: ['Spice Garden', 'Maya'], dateOrder: 'day_first' },
  contacts: [smith],
  bookings: [],
  decidedByHuman: null,
  ...rest,
  call: {
    direction: 'inbound',
    fromPhone: PHONE,
    toPhone: OWN,
    startedAt: '2026-11-18T05:00:00Z',
    durationSeconds: 120,
    turns: [says].flat().map((text): SpokenTurn => ({ role: text.startsWith('A: ') ? 'agent' : 'caller', text: text.replace(/^A: /, '') })),
    bookingEvents: [],
    placedFor: null,
    ...call,
  },
})
const outcome = ({ status, customerId, bookingId }: LinkDecision) => `${status} ${customerId ?? '-'} ${bookingId ?? '-'}`
const rows = (cases: [name: string, asked: Asked, expected: string][]) => {
  test.each(cases)('%s', (_, asked, expected) => {
    const decision = linkCall(question(asked))
    expect(outcome(decision)).toBe(expected)
    for (const { score, reasons } of decision.candidates) expect(score).toBe(reasons.reduce((sum, { points }) => sum + points, 0))
  })
}

describe('numbers', () => {
  rows([
    ['inbound: who called', {}, 'linked smith -'],
    ['outbound: who was called', { call: { direction: 'outbound', fromPhone: OWN, toPhone: PHONE } }, 'linked smith -'],
    ['national notation', { call: { fromPhone: '098765 43210' } }, 'linked smith -'],
    ['country code without plus', { call: { fromPhone: '919876543210' } }, 'linked smith -'],
    ['with punctuation', { call: { fromPhone: '(+91) 98765-43210' } }, 'linked smith -'],
    ['a SIP address', { call: { fromPhone: 'sip:+919876543210@carrier.example' } }, 'linked smith -'],
    ['direction unknown', { call: { direction: 'unknown' } }, 'linked smith -'],
    ['direction unknown, placed by us', { call: { direction: 'unknown', fromPhone: OWN, toPhone: PHONE } }, 'linked smith -'],
    ['direction wrong', { call: { direction: 'inbound', fromPhone: OWN, toPhone: PHONE } }, 'linked smith -'],
    ['nobody’s number', { call: { fromPhone: UNKNOWN } }, 'unmatched - -'],
    ['withheld', { call: { fromPhone: null } }, 'unmatched - -'],
    ['anonymous', { call: { fromPhone: 'anonymous' } }, 'unmatched - -'],
    ['digits for "anonymous"', { call: { fromPhone: '+266696687' } }, 'unmatched - -'],
    ['unparsable', { call: { fromPhone: '12' } }, 'unmatched - -'],
    ['from one of our numbers to another', { call: { fromPhone: OWN, toPhone: OWN } }, 'unmatched - -'],
    [
      'a contact with our own number',
      { call: { fromPhone: OWN, toPhone: OWN }, contacts: [{ id: 'self', name: 'Desk', phones: [OWN] }] },
      'unmatched - -',
    ],
  ])
})

describe('by time alone', () => {
  rows([
    ['a visit today', { bookings: [TODAY_LATE] }, 'linked smith today-late'],
    ['a visit tomorrow morning, inside 24 hours', { bookings: [booking('b', '2026-11-19T09:00:00+05:30')] }, 'linked smith b'],
    ['a visit in two days is not near', { bookings: [FRIDAY_LUNCH] }, 'linked smith -'],
    ['within three hours beats later today', { bookings: [TODAY_SOON, TODAY_LATE] }, 'linked smith today-soon'],
    ['two alike today', { bookings: [booking('a', '2026-11-18T17:00:00+05:30'), TODAY_LATE] }, 'needs_review smith -'],
    [
      'a cancelled one does not compete',
      { bookings: [booking('a', '2026-11-18T17:00:00+05:30', { status: 'CANCELLED' }), TODAY_LATE] },
      'linked smith today-late',
    ],
    [
      'the day is the business’s',
      { bookings: [booking('b', '2026-11-18T23:30:00+05:30')], call: { startedAt: '2026-11-17T19:00:00Z' } },
      'linked smith b',
    ],
  ])
})

describe('by what is said', () => {
  rows([
    [
      'lunch of two that day',
      { bookings: [FRIDAY_LUNCH, FRIDAY_DINNER], says: 'About my lunch booking on Friday' },
      'linked smith friday-lunch',
    ],
    [
      'dinner of two that day',
      { bookings: [FRIDAY_LUNCH, FRIDAY_DINNER], says: 'It is about our dinner on Friday' },
      'linked smith friday-dinner',
    ],
    [
      'the number of guests',
      { bookings: [FRIDAY_LUNCH, FRIDAY_DINNER], says: 'my booking on Friday for twelve people' },
      'linked smith friday-dinner',
    ],
    ['the hour', { bookings: [FRIDAY_LUNCH, FRIDAY_DINNER], says: 'my table on Friday at eight pm' }, 'linked smith friday-dinner'],
    [
      'nothing to tell two apart',
      { bookings: [FRIDAY_LUNCH, FRIDAY_DINNER], says: 'I have a question about my booking on Friday' },
      'needs_review smith -',
    ],
    ['another day', { bookings: [FRIDAY_LUNCH, MONDAY], says: 'my booking on Monday' }, 'linked smith monday'],
    [
      'the near one is not meant',
      { bookings: [TODAY_LATE, MONDAY], says: 'I am calling about my reservation next Monday' },
      'linked smith monday',
    ],
    [
      'not this one, that one',
      { bookings: [FRIDAY_LUNCH, MONDAY], says: 'my booking, not the Friday one, the one on Monday' },
      'linked smith monday',
    ],
    [
      'Hinglish',
      { bookings: [FRIDAY_LUNCH, FRIDAY_DINNER], says: 'Shukravar raat ko 8 baje ki meri booking hai 12 logon ke liye' },
      'linked smith friday-dinner',
    ],
    ['Devanagari', { bookings: [FRIDAY_LUNCH, FRIDAY_DINNER], says: 'शुक्रवार को दोपहर एक बजे मेरी बुकिंग है' }, 'linked smith friday-lunch'],
    [
      'the provider',
      {
        bookings: [
          booking('rao', '2026-11-24T10:00:00+05:30', { ownerName: 'Dr. Leela Rao' }),
          booking('khan', '2026-11-25T10:00:00+05:30', { ownerName: 'Dr. Imran Khan' }),
        ],
        says: 'my appointment with Dr Khan',
      },
      'linked smith khan',
    ],
    [
      'the service',
      {
        bookings: [
          booking('cut', '2026-11-24T10:00:00+05:30', { type: 'Haircut' }),
          booking('colour', '2026-11-25T10:00:00+05:30', { type: 'Full colour' }),
        ],
        says: 'my appointment for the colour',
      },
      'linked smith colour',
    ],
    [
      'only "my booking": the nearest',
      { bookings: [FRIDAY_LUNCH, MONDAY], says: 'Do I have to bring anything to my booking?' },
      'linked smith friday-lunch',
    ],
    [
      'the nearest open one, not the cancelled',
      { bookings: [{ ...FRIDAY_LUNCH, status: 'CANCELLED' }, MONDAY], says: 'Do I have to bring anything to my booking?' },
      'linked smith monday',
    ],
    [
      'the nearest to come, not the one gone by',
      {
        bookings: [booking('past', '2026-11-17T13:00:00+05:30', { status: 'COMPLETED' }), MONDAY],
        says: 'A question about my booking please',
      },
      'linked smith monday',
    ],
    [
      'completed since, open then',
      { bookings: [{ ...MONDAY, status: 'COMPLETED' }], says: 'A question about my booking on Monday' },
      'linked smith monday',
    ],
    [
      'after a visit',
      {
        bookings: [booking('past', '2026-11-17T13:00:00+05:30', { status: 'COMPLETED' }), MONDAY],
        says: 'I left my umbrella there yesterday',
      },
      'linked smith past',
    ],
    ['no such day', { bookings: [MONDAY], says: "I'd like to book a table for Saturday at 9 pm" }, 'linked smith -'],
    [
      'a new one beside another',
      { bookings: [FRIDAY_LUNCH], says: 'Can I book a new table for next Thursday for six people?' },
      'linked smith -',
    ],
    ['opening hours', { bookings: [FRIDAY_LUNCH], says: 'What time do you close on Fridays?' }, 'linked smith -'],
    ['a price', { bookings: [TODAY_SOON], says: 'How much is a gift voucher?' }, 'linked smith -'],
    ['a job', { bookings: [MONDAY], says: 'Are you hiring waiters at the moment?' }, 'linked smith -'],
    ['on the way', { bookings: [TODAY_SOON, MONDAY], says: 'We are running ten minutes late' }, 'linked smith today-soon'],
    [
      'the agent reads it out',
      {
        bookings: [FRIDAY_LUNCH, MONDAY],
        says: ['I have a question.', 'A: I see your booking for Monday at seven, is it about that?', 'Yes, exactly.'],
      },
      'linked smith monday',
    ],
  ])
})

describe('made, moved, cancelled', () => {
  rows([
    [
      'moved: still at its old time',
      { bookings: [FRIDAY_LUNCH, MONDAY], says: 'Please move my booking from Friday to Tuesday' },
      'linked smith friday-lunch',
    ],
    [
      'moved: already at its new time',
      {
        bookings: [booking('moved', '2026-11-24T13:00:00+05:30', { status: 'RESCHEDULED' }), booking('far', '2026-12-10T13:00:00+05:30')],
        says: 'Please move my booking from Friday to Tuesday',
      },
      'linked smith moved',
    ],
    [
      'onto the day of another',
      { bookings: [FRIDAY_LUNCH, MONDAY], says: 'Can you move my table from Friday to Monday' },
      'linked smith friday-lunch',
    ],
    [
      'cancelled by this call',
      { bookings: [{ ...FRIDAY_LUNCH, status: 'CANCELLED' }, MONDAY], says: 'I have to cancel my booking on Friday' },
      'linked smith friday-lunch',
    ],
    [
      'cancelled, not yet written down',
      { bookings: [FRIDAY_LUNCH, MONDAY], says: 'शुक्रवार की बुकिंग कैंसिल कर दीजिए' },
      'linked smith friday-lunch',
    ],
    [
      'cancelled once, booked again',
      { bookings: [{ ...FRIDAY_LUNCH, status: 'CANCELLED' }, FRIDAY_DINNER], says: 'Is my booking on Friday confirmed?' },
      'linked smith friday-dinner',
    ],
    [
      'made in this call',
      {
        bookings: [{ ...FRIDAY_DINNER, createdAt: '2026-11-18T05:01:00Z' }, MONDAY],
        says: 'I would like to book a table on Friday at 8 pm for 12',
      },
      'linked smith friday-dinner',
    ],
    [
      'our tools made it',
      {
        bookings: [FRIDAY_LUNCH, MONDAY],
        call: { bookingEvents: [{ bookingId: 'monday', action: 'created' }] },
        says: 'my booking on Friday',
      },
      'linked smith monday',
    ],
    [
      'our tools cancelled it',
      {
        bookings: [{ ...MONDAY, status: 'CANCELLED' }, TODAY_SOON],
        call: { bookingEvents: [{ bookingId: 'monday', action: 'cancelled' }] },
      },
      'linked smith monday',
    ],
    [
      'cancelled one and made another',
      {
        bookings: [FRIDAY_LUNCH, MONDAY],
        call: {
          bookingEvents: [
            { bookingId: 'friday-lunch', action: 'cancelled' },
            { bookingId: 'monday', action: 'created' },
          ],
        },
      },
      'linked smith monday',
    ],
    [
      'made two',
      {
        bookings: [FRIDAY_LUNCH, MONDAY],
        call: {
          bookingEvents: [
            { bookingId: 'friday-lunch', action: 'created' },
            { bookingId: 'monday', action: 'created' },
          ],
        },
      },
      'needs_review smith -',
    ],
    [
      'our call was placed about it',
      {
        bookings: [FRIDAY_LUNCH, MONDAY],
        call: { direction: 'outbound', fromPhone: OWN, toPhone: PHONE, placedFor: { contactId: 'smith', bookingId: 'monday' } },
      },
      'linked smith monday',
    ],
    [
      'a reminder, by its words',
      {
        bookings: [FRIDAY_LUNCH, MONDAY],
        call: { direction: 'outbound', fromPhone: OWN, toPhone: PHONE },
        says: ['A: This is Maya from Spice Garden, I am calling to confirm your table on Monday at 7 pm.', 'Yes, thanks'],
      },
      'linked smith monday',
    ],
  ])
})

describe('who called', () => {
  const both = { contacts: [smith, mehta] }
  const hers = booking('hers', '2026-11-24T11:00:00+05:30', { contactId: 'mehta', partySize: 6 })
  rows([
    ['says the name the number has', { says: 'Hi, this is John Smith' }, 'linked smith -'],
    ['says a part of it', { says: 'Hi, this is John' }, 'linked smith -'],
    ['is mis-heard', { says: 'Hi, this is Jon Smit' }, 'linked smith -'],
    ['says the name of another contact, which is unique', { ...both, says: 'Hello, this is Priya Mehta' }, 'linked mehta -'],
    [
      'and it is about hers',
      { ...both, bookings: [FRIDAY_LUNCH, hers], says: 'This is Priya Mehta, about my table on Tuesday at eleven' },
      'linked mehta hers',
    ],
    [
      'two contacts have that name',
      { contacts: [smith, mehta, { ...mehta, id: 'mehta-2', phones: [] }], says: 'Hello, this is Priya Mehta' },
      'needs_review - -',
    ],
    [
      'one of the two by her booking',
      {
        contacts: [smith, mehta, { ...mehta, id: 'mehta-2', phones: [] }],
        bookings: [hers],
        says: 'This is Priya Mehta, about my table for six on Tuesday at eleven',
      },
      'linked mehta hers',
    ],
    ['a first name alone', { ...both, says: 'Hello, this is Priya' }, 'needs_review - -'],
    [
      'a first name and her booking',
      { ...both, bookings: [hers], says: 'This is Priya, about my table for six on Tuesday at eleven' },
      'linked mehta hers',
    ],
    ['a name nobody has, on a number that is known', { says: 'Hello, my name is Vikram Rathore' }, 'needs_review - -'],
    ['somebody else of the same family name', { says: 'Hello, this is Mary Smith' }, 'needs_review - -'],
    [
      'somebody for the customer',
      { bookings: [FRIDAY_LUNCH], says: 'This is Mary, calling for my husband John, about the table on Friday' },
      'linked smith friday-lunch',
    ],
    ['in Hinglish', { ...both, says: 'main Priya Mehta bol rahi hoon' }, 'linked mehta -'],
    ['the contact has no name yet', { contacts: [{ ...smith, name: null }], says: 'Hello, this is Vikram Rathore' }, 'linked smith -'],
    ['an agent’s name is not the caller’s', { says: ['A: Spice Garden, this is Maya', 'Hi, do you have parking?'] }, 'linked smith -'],
    [
      'we reached somebody else',
      { call: { direction: 'outbound', fromPhone: OWN, toPhone: PHONE }, says: ['A: Is this John?', 'No, wrong number'] },
      'needs_review - -',
    ],
    [
      'unknown number, full name and booking',
      {
        contacts: [mehta],
        bookings: [hers],
        call: { fromPhone: UNKNOWN },
        says: 'This is Priya Mehta, about my table on Tuesday at eleven',
      },
      'linked mehta hers',
    ],
    [
      'unknown number, full name alone',
      { contacts: [mehta], call: { fromPhone: UNKNOWN }, says: 'This is Priya Mehta' },
      'needs_review - -',
    ],
    ['unknown number, first name alone', { contacts: [mehta], call: { fromPhone: UNKNOWN }, says: 'This is Priya' }, 'unmatched - -'],
    [
      'withheld number, full name and booking',
      { contacts: [mehta], bookings: [hers], call: { fromPhone: 'anonymous' }, says: 'Priya Mehta here, our party of six on Tuesday' },
      'linked mehta hers',
    ],
    ['two share a number, one is named', { contacts: [smith, { ...mehta, phones: [PHONE] }], says: 'This is Priya' }, 'linked mehta -'],
    ['two share a number, nobody is named', { contacts: [smith, { ...mehta, phones: [PHONE] }] }, 'needs_review - -'],
    [
      'two share a number, the booking tells',
      {
        contacts: [smith, { ...mehta, phones: [PHONE] }],
        bookings: [hers, FRIDAY_LUNCH],
        says: 'about our table for six on Tuesday at eleven',
      },
      'linked mehta hers',
    ],
  ])
})

test('the documented scenario: a party next Friday, said on that Friday', () => {
  const decision = linkCall(
    question({
      tenant: { timezone: 'America/Los_Angeles', regions: ['US'], ownNumbers: ['+19167408768'], ownNames: [], dateOrder: 'month_first' },
      call: { fromPhone: '(415) 555-0123', toPhone: '+1 916 740 8768', startedAt: '2024-11-15T18:27:00Z' },
      contacts: [{ id: 'abc', name: 'John Smith', phones: ['+14155550123'] }],
      bookings: [
        booking('xyz', '2024-11-16T02:00:00Z', { contactId: 'abc', type: 'Hibachi party', partySize: 30 }),
        booking('later', '2024-12-20T02:00:00Z', { contactId: 'abc', partySize: 4 }),
      ],
      says: "Hi, this is John Smith. I'm calling about my hibachi party next Friday for 30 people. Can I add vegetarian options?",
    }),
  )
  expect(outcome(decision)).toBe('linked abc xyz')
  expect(decision.confidence).toBeGreaterThanOrEqual(90)
  expect(decision.candidates[0]?.reasons.find(({ rule }) => rule === 'party_size_match')).toEqual({
    rule: 'party_size_match',
    points: 8,
    evidence: '30 people',
  })
})

test('the documented rules keep their points', () => {
  const decision = linkCall(question({ bookings: [TODAY_SOON], says: 'This is John Smith' }))
  const points = Object.fromEntries(
    (decision.candidates.find(({ bookingId }) => bookingId === 'today-soon')?.reasons ?? []).map((reason) => [reason.rule, reason.points]),
  )
  expect(points).toMatchObject({ exact_date_match: 10, within_3_hours: 5, same_day: 3, customer_mentioned: 5 })
})

test('what a person decided is returned as it is', () => {
  const decidedByHuman: LinkDecision = { status: 'linked', customerId: 'somebody', bookingId: 'x', confidence: 100, candidates: [] }
  expect(linkCall(question({ decidedByHuman, bookings: [TODAY_SOON] }))).toBe(decidedByHuman)
})

const WORDS =
  'hi this is John Smith Priya Mehta booking cancel move Friday Monday tomorrow at seven pm lunch dinner for four people kal shaam ko parso my table to not wrong number open how much | . ?'.split(
    ' ',
  )
const anyQuestion = fc
  .record({
    words: fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }),
    from: fc.constantFrom(PHONE, OTHER_PHONE, UNKNOWN, OWN, null, 'anonymous'),
    direction: fc.constantFrom('inbound' as const, 'outbound' as const, 'unknown' as const),
    picked: fc.subarray([FRIDAY_LUNCH, FRIDAY_DINNER, MONDAY, TODAY_SOON, TODAY_LATE]),
    owners: fc.array(fc.constantFrom('smith', 'mehta'), { minLength: 5, maxLength: 5 }),
    shared: fc.boolean(),
  })
  .map(({ words, from, direction, picked, owners, shared }) =>
    question({
      call: { fromPhone: from, direction },
      says: words.join(' '),
      contacts: [smith, shared ? { ...mehta, phones: [PHONE] } : mehta],
      bookings: picked.map((item, index) => ({ ...item, contactId: owners[index] ?? 'smith' })),
    }),
  )

test('the order of contacts and bookings changes nothing', () => {
  fc.assert(
    fc.property(anyQuestion, (asked) => {
      const turned = { ...asked, contacts: [...asked.contacts].reverse(), bookings: [...asked.bookings].reverse() }
      expect(linkCall(turned)).toEqual(linkCall(asked))
    }),
    { numRuns: 300 },
  )
})

test('what is linked is among the candidates, and scores are the sum of their reasons', () => {
  fc.assert(
    fc.property(anyQuestion, (asked) => {
      const { status, customerId, bookingId, candidates, confidence } = linkCall(asked)
      for (const { score, reasons } of candidates) expect(score).toBe(reasons.reduce((sum, { points }) => sum + points, 0))
      for (const { reasons } of candidates) for (const { evidence } of reasons) expect(evidence).not.toBe('')
      expect(confidence).toBeGreaterThanOrEqual(0)
      expect(confidence).toBeLessThanOrEqual(100)
      if (status === 'linked')
        expect(candidates.some((candidate) => candidate.customerId === customerId && candidate.bookingId === bookingId)).toBe(true)
      else expect(bookingId).toBeNull()
      if (bookingId !== null) expect(asked.bookings.find(({ id }) => id === bookingId)?.contactId).toBe(customerId)
    }),
    { numRuns: 300 },
  )
})

test('a booking beside its exact twin is never linked', () => {
  fc.assert(
    fc.property(anyQuestion, (asked) => {
      const twins = { ...asked, bookings: [...asked.bookings, ...asked.bookings.map((item) => ({ ...item, id: `${item.id}-twin` }))] }
      expect(linkCall(twins).bookingId).toBeNull()
    }),
    { numRuns: 300 },
  )
})

test('any text is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(['linked', 'needs_review']).toContain(linkCall(question({ says: text })).status)
    }),
  )
})

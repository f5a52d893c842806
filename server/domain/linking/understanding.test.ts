import { describe, expect, test } from 'vitest'
import { readCall } from './call-evidence'
import type { LinkQuestion, SpokenTurn } from './link-question'
import { isoDay } from './local-moment'

// 2026-11-18 is a Wednesday; the call comes at 10:30 in Kolkata. `A: ` begins what the agent says, `U: ` what nobody knows who.
const read = (says: string | string[], direction: LinkQuestion['call']['direction'] = 'inbound') =>
  readCall({
    call: {
      direction,
      fromPhone: null,
      toPhone: null,
      startedAt: '2026-11-18T05:00:00Z',
      durationSeconds: 60,
      turns: [says].flat().map(
        (text): SpokenTurn => ({
          role: text.startsWith('A: ') ? 'agent' : text.startsWith('U: ') ? 'unknown' : 'caller',
          text: text.replace(/^[AU]: /, ''),
        }),
      ),
      bookingEvents: [],
      placedFor: null,
    },
    tenant: { timezone: 'Asia/Kolkata', regions: ['IN'], ownNumbers: [], ownNames: ['City Clinic', 'Maya'], dateOrder: 'day_first' },
  })
const named = (says: string | string[], kind: 'self' | 'other') =>
  read(says)
    .names.filter((name) => name.kind === kind)
    .map(({ words }) => words.join(' '))

describe('who speaks, however it is said', () => {
  test.each<[string | string[], string]>([
    ['Hi, Ravi Menon here, hope you are well', 'ravi menon'],
    ['hello good morning ravi menon this side', 'ravi menon'],
    ['Hey there, it is Grace Turner on the line', 'grace turner'],
    ['grace green speaking', 'grace green'],
    ['Hi, I go by Oliver Banks', 'oliver banks'],
    ["Hiya, Thomas Walker's the name", 'thomas walker'],
    ['This would be Julia Cooper', 'julia cooper'],
    ['Hello, um, my name, uh, is Nikhil Joshi', 'nikhil joshi'],
    ['My name is Okwuosa Adebayo', 'okwuosa adebayo'],
    ['my name is iyer, I Y E R', 'iyer'],
    [['A: City Clinic, who am I speaking with?', 'Priya Nair.'], 'priya nair'],
    [['A: May I have your name please?', 'sure it would be priya nair'], 'priya nair'],
    [['A: Aapka shubh naam?', 'Ji Priya Nair.'], 'priya nair'],
    [['A: Who is calling?', 'Oh sorry, Priya.'], 'priya'],
    ['haan ji main kavita desai bol rahi thi', 'kavita desai'],
    ['Kavita Desai naam hai mera', 'kavita desai'],
    ['namaste idhar kavita desai', 'kavita desai'],
    ['namaskar kavita desai bolti hoon', 'kavita desai'],
    ['नमस्ते, मैं कविता देसाई बात कर रही हूँ', 'kavita desaai'],
    ['U: city clinic how can i help hi ravi menon speaking i have a question', 'ravi menon'],
    ['yes hello you know this is i mean ravi menon calling you back', 'ravi menon'],
  ])('%j', (says, expected) => {
    expect(named(says, 'self')).toContain(expected)
  })

  test.each<string | string[]>([
    "I'm pregnant and I'd like to know if that matters",
    "it's regarding my appointment",
    'this is ridiculous',
    'main kal aaunga',
    'main bhejti hoon',
    'my reservation that is June 30th',
    'Hi Maya, do you have parking?',
    'is Dr Menon in today',
    'I would like to see Dr. Anita Deshmukh',
    'yahan se auto mil jaata hai',
    'long wait last time',
    'will you be open in May',
    ['A: Hello George, City Clinic on the line.', 'Yes?'],
    ['A: Is this Vikram?', "There's no Vikram here."],
  ])('%j tells no caller’s name', (says) => {
    expect(named(says, 'self')).toEqual([])
  })

  test.each<[string, string]>([
    ["This is Ravi's wife, it is about his visit", 'ravi'],
    ["I'm Emma's mother", 'emma'],
    ['this is the husband of Kavita Desai', 'kavita desai'],
    ['calling for my mother Sunita', 'sunita'],
    ['I look after things for my sister Lucy Evans', 'lucy evans'],
    ['Sunita Nair meri patni hain', 'sunita nair'],
    ['Lucy Evans asked me to ring', 'lucy evans'],
    ['sunita ji ke liye phone kiya hai', 'sunita'],
  ])('%j speaks for somebody', (says, expected) => {
    expect(named(says, 'other')).toContain(expected)
    expect(named(says, 'self')).toEqual([])
  })
})

describe('a number that is not theirs', () => {
  const isDenied = (says: string[], direction: LinkQuestion['call']['direction']) =>
    read(says, direction).actions.some(({ action }) => action === 'wrong_number')
  test.each([
    ['No, wrong number.'],
    ['You have got the wrong guy, wrong person I mean'],
    ["No, this isn't Ravi"],
    ['I am not Ravi, please take me off your list'],
    ["Ravi doesn't use this number any more"],
    ['I got this number last month'],
    ['We just got this phone line'],
    ["There's no Ravi here"],
    ['There is nobody with that name, this is a private line'],
    ['Never heard of them'],
    ['Ravi moved away two years ago'],
    ['You must have dialled incorrectly'],
    ['this number belongs to somebody else now'],
    ['Galat number hai'],
    ['yahan koi ravi nahi hai'],
    ['ye unka number nahi hai'],
    ['main ravi nahi hoon'],
    ['गलत नंबर है'],
    ['यहाँ इस नाम का कोई नहीं रहता'],
  ])('we asked for Ravi, and heard %j', (says) => {
    expect(isDenied(['A: Hello, is that Ravi?', says, 'A: Sorry.'], 'outbound')).toBe(true)
  })
  test('a refusal in words nobody foresaw, and our regret', () => {
    expect(isDenied(['A: Ravi?', 'Nah mate, barking up the other tree.', 'A: Oh, my apologies.'], 'outbound')).toBe(true)
  })
  test.each([
    ['Yes, speaking.'],
    ['Perfect, thanks.'],
    ['No problem, see you then'],
    ["No, I won't be able to come tomorrow"],
    ['Haan ji, aa jaunga'],
    ['Is this about my appointment on Friday?'],
  ])('%j is the right person', (says) => {
    expect(isDenied(['A: Hello, is that Ravi?', says, 'A: Thank you.'], 'outbound')).toBe(false)
  })
  test.each([
    ['My bill shows the wrong amount'],
    ['I do not know what to bring'],
    ['Nobody told me the price'],
    ['Is there anyone who speaks French'],
  ])('who calls us and says %j is who the number says', (says) => {
    expect(isDenied([says], 'inbound')).toBe(false)
  })
})

describe('days in many words', () => {
  test.each([
    ['my five days from today session', '2026-11-23'],
    ['in two days', '2026-11-20'],
    ['a week today', '2026-11-25'],
    ['friday week', '2026-11-27'],
    ['a fortnight from now', '2026-12-02'],
    ['next week on Tuesday', '2026-11-24'],
    ['Tuesday of next week', '2026-11-24'],
    ['Tuesday week after this one', '2026-11-24'],
    ['the week after next on Monday', '2026-11-30'],
    ['this coming Friday', '2026-11-20'],
    ['Friday coming', '2026-11-20'],
    ['Sunday gone', '2026-11-15'],
    ['this past Tuesday', '2026-11-17'],
    ['three days back', '2026-11-15'],
    ['the second of December', '2026-12-02'],
    ['December second', '2026-12-02'],
    ['Thursday, Nov 26', '2026-11-26'],
    ['next month the 3rd', '2026-12-03'],
    ['agle hafte budhwar ko', '2026-11-25'],
    ['agle week Sunday ko', '2026-11-29'],
    ['aane wale mangal', '2026-11-24'],
    ['iss shukrwar', '2026-11-20'],
    ['25 tarik ko', '2026-11-25'],
    ['25 taarikh ke liye', '2026-11-25'],
    ['december ki 5 ko', '2026-12-05'],
    ['अगले हफ्ते शनिवार को', '2026-11-28'],
    ['आने वाले मंगल', '2026-11-24'],
    ['दो दिन बाद', '2026-11-20'],
  ])('%j is %s', (says, expected) => {
    const best = read(says).dates[0]?.options.find(({ weight }) => weight === 1)
    expect(best && isoDay(best.day)).toBe(expected)
  })
  test.each(['are you open on a Saturday', 'may I get a seat', 'we are 4 jan hain hum', "let's do it", 'रविवार को खुला रहता है क्या'])(
    '%j names none',
    (says) => {
      expect(read(says).dates).toEqual([])
    },
  )
})

describe('hours in many words', () => {
  test.each<[string, number[]]>([
    ['half four', [270, 990]],
    ['quarter to five in the evening', [1005]],
    ['twenty past six', [380, 1100]],
    ['ten to seven', [410, 1130]],
    ['tomorrow five sharp', [300, 1020]],
    ['on the 30th at around four after all', [240, 960]],
    ['one-thirty', [90, 810]],
    ['1030 am', [630]],
    ['saadhe chaar baje', [270, 990]],
    ['shaam ko paune paanch', [1005]],
    ['dopahar 1 bajkar 15 minute', [795]],
    ['savere gyaarah bje', [660]],
  ])('%j', (says, minutes) => {
    expect(read(says).times[0]?.minutes).toEqual(minutes)
  })
  test.each(['half an hour', 'ten minutes late', 'for 4 people', 'in two days'])('%j is none', (says) => {
    expect(read(says).times).toEqual([])
  })
})

describe('what a call is for, however it is said', () => {
  test.each([
    ['scrap it please', 'cancel'],
    ['take our table off the diary', 'cancel'],
    ['I need to back out of Friday', 'cancel'],
    ['please call the whole thing off', 'cancel'],
    ['main nahi aa paunga', 'cancel'],
    ['usko radh kar dijiye', 'cancel'],
    ['हम नहीं आ पाएँगे', 'cancel'],
    ['could it be pushed to Monday', 'reschedule'],
    ['any chance of Monday instead', 'reschedule'],
    ['use aage badha ke Monday rakh lijiye', 'reschedule'],
    ["you've got me down for something", 'existing_booking'],
    ['the thing we booked', 'existing_booking'],
    ['reservation fix hai humara', 'existing_booking'],
    ['squeeze us in on Friday', 'new_booking'],
    ['koi slot khali hai', 'new_booking'],
    ['jaam mein phas gaye hain', 'on_the_way'],
    ['my bus broke down', 'on_the_way'],
    ['what would a first session set me back', 'no_booking_matter'],
    ['pehli baar dikhane ka kitna lagta hai', 'no_booking_matter'],
    ['how do I get to you from the station', 'no_booking_matter'],
    ['mera chashma wahin chhoot gaya', 'past_visit'],
    ['you charged my card twice', 'past_visit'],
  ])('%j: %s', (says, action) => {
    expect(read(says).actions.map((mention) => mention.action)).toContain(action)
  })
  test.each([
    ['is my reservation refundable', 'past_visit'],
    ['I have a missed call from this number', 'missed_visit'],
    ['auto nahi mil raha', 'no_booking_matter'],
  ])('%j is not %s', (says, action) => {
    expect(read(says).actions.map((mention) => mention.action)).not.toContain(action)
  })
})

describe('which of two days is meant', () => {
  test.each<[string, string[]]>([
    ['I would prefer Monday over Friday', ['wanted', 'about']],
    ['could I have Monday in place of Friday', ['wanted', 'about']],
    ['Friday ki jagah Monday mil sakta hai', ['about', 'wanted']],
    ['mera Friday ka appointment nahi Monday chahiye', ['about', 'wanted']],
    ['make the Friday appointment Monday please', ['about', 'wanted']],
  ])('%j', (says, senses) => {
    expect(read(says).dates.map(({ sense }) => sense)).toEqual(senses)
  })
  test('an hour goes with the day beside it', () => {
    const [first, second] = read('please shift Friday at 2 pm over to Monday at 5 pm').times
    expect([first?.sense, second?.sense]).toEqual(['about', 'wanted'])
  })
})

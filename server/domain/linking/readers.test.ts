import { describe, expect, test } from 'vitest'
import { namesToLookUp, readCall } from './call-evidence'
import type { LinkQuestion } from './link-question'
import { isoDay } from './local-moment'
import { matchName, nameWords } from './match-name'
import { readNames } from './read-names'
import { listen } from './spoken-text'

// 2026-11-18 is a Wednesday; the call comes at 10:30 in Kolkata.
const read = (text: string, role: 'caller' | 'agent' = 'caller', startedAt = '2026-11-18T05:00:00Z') => {
  const question: Pick<LinkQuestion, 'call' | 'tenant'> = {
    call: {
      direction: 'inbound',
      fromPhone: null,
      toPhone: null,
      startedAt,
      durationSeconds: 60,
      turns: [{ role, text }],
      bookingEvents: [],
      placedFor: null,
    },
    tenant: { timezone: 'Asia/Kolkata', regions: ['IN'], ownNumbers: [], ownNames: ['City Clinic'], dateOrder: 'day_first' },
  }
  return readCall(question)
}

describe('days', () => {
  test.each([
    ['see you today', '2026-11-18'],
    ['for tonight please', '2026-11-18'],
    ['tomorrow at five', '2026-11-19'],
    ['the day after tomorrow', '2026-11-20'],
    ['I was there yesterday', '2026-11-17'],
    ['the day before yesterday', '2026-11-16'],
    ['this Friday', '2026-11-20'],
    ['on Friday', '2026-11-20'],
    ['next Friday', '2026-11-27'],
    ['next Monday', '2026-11-23'],
    ['last Monday', '2026-11-16'],
    ['Monday next week', '2026-11-23'],
    ['in three days', '2026-11-21'],
    ['in two weeks', '2026-12-02'],
    ['a week from today', '2026-11-25'],
    ['the 25th', '2026-11-25'],
    ['the 3rd', '2026-12-03'],
    ['the 15th of November', '2026-11-15'],
    ['November 30th', '2026-11-30'],
    ['on 5 January', '2027-01-05'],
    ['the twenty fifth of December', '2026-12-25'],
    ['on 24/11', '2026-11-24'],
    ['on 24/11/2026', '2026-11-24'],
    ['on 2026-12-01', '2026-12-01'],
    ['Friday the 27th', '2026-11-27'],
    ['kal aa jaunga', '2026-11-19'],
    ['kal aaye the hum', '2026-11-17'],
    ['parso shaam ko', '2026-11-20'],
    ['aaj shaam', '2026-11-18'],
    ['agle shukravar ko', '2026-11-27'],
    ['is shanivar', '2026-11-21'],
    ['pichle somvar', '2026-11-16'],
    ['22 tareekh ko', '2026-11-22'],
    ['25 नवंबर को', '2026-11-25'],
    ['अगले शुक्रवार', '2026-11-27'],
    ['परसों सुबह', '2026-11-20'],
    ['बीस तारीख को', '2026-11-20'],
    ['teen din baad', '2026-11-21'],
    ['mangalvar ko', '2026-11-24'],
  ])('%j is %s', (text, expected) => {
    const best = read(text).dates[0]?.options.find(({ weight }) => weight === 1)
    expect(best && isoDay(best.day)).toBe(expected)
  })
  test('midnight belongs to the business’s day, not to that of UTC', () => {
    const best = read('tomorrow', 'caller', '2026-11-18T20:00:00Z').dates[0]?.options[0]
    expect(best && isoDay(best.day)).toBe('2026-11-20')
  })
  test.each(['call me later', 'I may come', 'the second one', 'good morning', '31/02'])('%j names no day', (text) => {
    expect(read(text).dates).toEqual([])
  })
})

describe('times of day', () => {
  test.each([
    ['at 7 pm', [1140]],
    ['at 7:30 am', [450]],
    ['at 19:00', [1140]],
    ['at seven thirty in the evening', [1170]],
    ['half past three', [210, 930]],
    ['quarter to eight in the morning', [465]],
    ['at noon', [720]],
    ['shaam ko 7 baje', [1140]],
    ['subah das baje', [600]],
    ['saadhe saat baje', [450, 1170]],
    ['paune aath baje raat ko', [1185]],
    ['शाम साढ़े सात बजे', [1170]],
    ['दोपहर एक बजे', [780]],
    ['raat 12 baje', [0]],
    ['6.15 p.m.', [1095]],
  ])('%j', (text, minutes) => {
    expect(read(text).times[0]?.minutes).toEqual(minutes)
  })
  test.each([
    ['the dinner', 'dinner'],
    ['our lunch party', 'lunch'],
    ['subah wali', 'subah'],
    ['in the afternoon', 'afternoon'],
    ['दोपहर वाली', 'dopahar'],
  ])('%j is a part of the day', (text, words) => {
    expect(read(text).dayParts[0]?.words).toBe(words)
  })
  test.each(['Good morning to you', 'Have a nice evening', 'good night'])('%j is a greeting', (text) => {
    expect(read(text).dayParts).toEqual([])
  })
})

describe('numbers of people', () => {
  test.each([
    ['for 30 people', 30],
    ['a table for four', 4],
    ['party of six', 6],
    ['there will be twelve of us', 12],
    ['30 logon ke liye', 30],
    ['hum char log hain', 4],
    ['तीस लोगों के लिए', 30],
    ['twenty-five guests', 25],
  ])('%j', (text, size) => {
    expect(read(text).partySizes[0]?.size).toBe(size)
  })
  test.each(['a table for 7 pm', 'for 3 days', 'room 12'])('%j is no number of people', (text) => {
    expect(read(text).partySizes).toEqual([])
  })
})

describe('names', () => {
  test.each([
    ['Hi, this is John Smith. I am calling about', 'self', 'john smith'],
    ['my name is Priya Mehta and', 'self', 'priya mehta'],
    ['Rahul Verma here', 'self', 'rahul verma'],
    ['main Rahul bol raha hoon', 'self', 'rahul'],
    ['mera naam Sunita Sharma hai', 'self', 'sunita sharma'],
    ['मेरा नाम सुनीता शर्मा है', 'self', 'suneeta sharma'],
    ['hi this is um john smith calling', 'self', 'john smith'],
    ['I am calling for my wife Priya', 'other', 'priya'],
    ['the booking is under the name of Kapoor', 'other', 'kapoor'],
    ["it's about Ramesh's appointment", 'other', 'ramesh'],
  ])('%j', (text, kind, words) => {
    expect(
      read(text)
        .names.filter((name) => name.kind === kind)
        .map((name) => name.words.join(' ')),
    ).toContain(words)
  })
  test.each(["I'm calling about a table", 'this is about my booking', 'I am running late', "it's for tomorrow", 'main kal aaunga'])(
    '%j says no name',
    (text) => {
      expect(read(text).names.filter(({ kind }) => kind === 'self')).toEqual([])
    },
  )
  test('what is pressed is nobody’s name, also when the agent has asked for one', () => {
    const turns = listen([
      { role: 'agent', text: 'May I have your name, please?' },
      { role: 'caller', text: 'Keypad: 123' },
      { role: 'agent', text: 'And your name?' },
      { role: 'caller', text: 'Ravi Kumar' },
    ])
    expect(readNames(turns).map(({ words }) => words.join(' '))).toEqual(['ravi kumar'])
  })
  test('what an agent is called is nobody’s name', () => {
    expect(read('This is Maya from City Clinic', 'agent').names).toEqual([])
  })
  test.each([
    ['John Smith', 'John Smith', 'full'],
    ['John', 'John Smith', 'part'],
    ['Smith', 'John Smith', 'part'],
    ['Laxmi Rao', 'Lakshmi Rao', 'full'],
    ['Suneeta Sharma', 'Sunita Sharma', 'full'],
    ['Rahul Meta', 'Rahul Mehta', 'full'],
    ['Rahul Kumar Mehta', 'Rahul Mehta', 'full'],
    ['Rahul Verma', 'Rahul', 'part'],
    ['Sunita Sharma', 'Ramesh Sharma', 'different'],
    ['John Taylor', 'John Smith', 'different'],
    ['Amit', 'Anil', 'different'],
  ])('%s said of %s is %s', (said, known, match) => {
    expect(matchName(nameWords(said), nameWords(known))).toBe(match)
  })
})

describe('what a call is for', () => {
  test.each([
    ['please cancel my booking', 'cancel'],
    ['we will not be able to make it', 'cancel'],
    ['appointment cancel kar dijiye', 'cancel'],
    ['अपॉइंटमेंट कैंसिल करना है', 'cancel'],
    ['can we move it to Monday', 'reschedule'],
    ['I need to reschedule', 'reschedule'],
    ['usko 18 tareekh kar dijiye', 'reschedule'],
    ['time badal dijiye', 'reschedule'],
    ['just want to confirm my table', 'confirm'],
    ['pakki hai na', 'confirm'],
    ["I'd like to book a table", 'new_booking'],
    ['mujhe appointment chahiye', 'new_booking'],
    ['about my appointment', 'existing_booking'],
    ['meri booking ke baare mein', 'existing_booking'],
    ['we are running late', 'on_the_way'],
    ['hum raaste mein hain', 'on_the_way'],
    ['what time do you close', 'no_booking_matter'],
    ['fees kitni hai', 'no_booking_matter'],
    ['you have the wrong number', 'wrong_number'],
    ['galat number hai', 'wrong_number'],
    ['I left my umbrella there yesterday', 'past_visit'],
  ])('%j: %s', (text, action) => {
    expect(read(text).actions.map((mention) => mention.action)).toContain(action)
  })
})

describe('what a day is said for', () => {
  test.each([
    ['move my appointment from Friday to Monday', ['about', 'wanted']],
    ['can we do Saturday instead of Thursday', ['wanted', 'about']],
    ['not the Friday one, the one on Monday', ['not', 'about']],
    ['15 tareekh wali booking hai usko 18 tareekh kar dijiye', ['about', 'wanted']],
  ])('%j', (text, senses) => {
    expect(read(text).dates.map(({ sense }) => sense)).toEqual(senses)
  })
  test('opening hours are about no booking', () => {
    expect(read('We are open on Sunday from 10 to 6', 'agent').dates).toEqual([])
  })
})

describe('names to look people up by', () => {
  const names = (...said: string[]) => {
    const turns = said.map((text) => ({ role: 'caller' as const, text }))
    const placed = { durationSeconds: 60, bookingEvents: [], placedFor: null }
    return namesToLookUp({
      call: { direction: 'inbound', fromPhone: null, toPhone: null, startedAt: '2026-11-18T05:00:00Z', turns, ...placed },
    })
  }

  test('each stands once, without the short words in it', () => {
    expect(names('my name is Jo Fernandes', 'yes, this is Jo Fernandes')).toEqual(['fernandes'])
    expect(names('my name is Al')).toEqual([])
  })

  test('no more than five are looked up', () => {
    const people = ['Asha Rao', 'Vikram Shetty', 'Meera Pillai', 'Rohan Desai', 'Farah Khan', 'Ishaan Bose', 'Nikhil Menon']
    expect(names(...people.map((person) => `my name is ${person}`))).toHaveLength(5)
  })
})

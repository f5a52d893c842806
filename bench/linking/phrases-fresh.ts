import type { DateTime } from 'luxon'
import type { Random } from './random'
import { type DateWords, type Details, daysAhead, inWords, isInNextWeek, ordinal, type Speech, WEEKDAYS } from './speech'

const join = (...parts: string[]) => parts.filter((part) => part !== '').join(' ')
const clock12 = (hour: number) => ((hour + 11) % 12) + 1
const isIn = (at: DateTime, country: 'IN' | 'GB' | 'US') =>
  at.zoneName === { IN: 'Asia/Kolkata', GB: 'Europe/London', US: 'America/New_York' }[country]
/** A day of the month alone means one date only so long as it comes once in the time people have in mind. */
const isWithinMonth = (ahead: number) => Math.abs(ahead) < 28
const isNextMonth = ({ day, now }: DateWords) => day.hasSame(now.plus({ months: 1 }), 'month')

const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first'.split(
    ' ',
  )

const THINGS: Record<string, string[]> = {
  appointment: ['appointment', 'booking', 'slot'],
  reservation: ['reservation', 'booking'],
  meeting: ['meeting', 'appointment'],
  'birthday do': ['birthday party', 'birthday celebration'],
  'family meal': ['family meal', 'family get-together'],
  'office gathering': ['office party', 'team event', 'corporate do'],
  'teeth cleaning': ['teeth cleaning', 'dental cleaning', 'scaling and polish'],
  consultation: ['consultation', 'general consultation', 'general check-up'],
  physio: ['physio', 'physiotherapy session'],
  'blood test': ['blood test', 'blood work'],
  haircut: ['haircut', 'trim', 'cut'],
  colour: ['colour', 'hair colouring'],
  'wedding make-up': ['bridal make-up', 'make-up for the wedding'],
  'tax planning chat': ['tax planning session', 'tax planning call', 'tax meeting'],
  'strategy session': ['strategy session', 'strategy meeting'],
  'annual review': ['annual review', 'yearly review'],
}

function dayAhead(random: Random, words: DateWords, ahead: number, full: string[]): string {
  const { day, now } = words
  const name = WEEKDAYS[day.weekday - 1] ?? ''
  const eve = WEEKDAYS[(day.weekday + 5) % 7] ?? ''
  const later = isInNextWeek(words) ? [`next ${name}`, `${name} next week`, `next week ${name}`] : []
  const british = isIn(now, 'GB') ? [`a week on ${name}`, `${name} week`] : []
  if (ahead === 0) return random.pick(['today', 'today itself', 'later on today', 'this very day'])
  if (ahead === 1) return random.pick(['tomorrow', `tomorrow, so ${name}`, 'tomorrow itself', `tomorrow the ${ordinal(day.day)}`])
  if (ahead === 2)
    return random.pick(['day after tomorrow', 'in two days', `on ${name}`, `this ${name}`, ...(isIn(now, 'IN') ? ['day after'] : [])])
  if (ahead < 7)
    return random.pick([
      `on ${name}`,
      `${name} coming`,
      `the coming ${name}`,
      `this ${name}`,
      `in ${inWords(ahead)} days' time`,
      `${inWords(ahead)} days from now`,
      `on ${eve}, no sorry, ${name}`,
      ...(ahead > 3 && isInNextWeek(words) ? [`next ${name}`] : []),
      random.pick(full),
      random.pick(full),
    ])
  if (ahead === 7) return random.pick(['a week from today', 'exactly one week from now', ...later, ...full])
  if (ahead < 14) return random.pick([...later, ...british, random.pick(full), random.pick(full)])
  if (ahead === 14) return random.pick([isIn(now, 'GB') ? 'a fortnight today' : 'two weeks from today', ...full])
  return random.pick(full)
}

function dayAgo(random: Random, words: DateWords, ahead: number, full: string[]): string {
  const { day, now } = words
  const name = WEEKDAYS[day.weekday - 1] ?? ''
  const isLastWeek = Math.round(now.startOf('week').diff(day.startOf('week'), 'weeks').weeks) === 1
  if (ahead === -1) return random.pick(['yesterday', `yesterday, ${name}`, 'just yesterday'])
  if (ahead === -2) return random.pick(['the day before yesterday', 'two days ago', `on ${name}`])
  if (ahead > -7)
    return random.pick([
      `on ${name}`,
      `last ${name}`,
      `${inWords(-ahead)} days ${isIn(now, 'IN') ? 'back' : 'ago'}`,
      ...(isLastWeek ? [`${name} last week`] : [`earlier this week, on ${name}`]),
    ])
  if (ahead === -7) return random.pick(['a week ago today', 'exactly one week back', ...full])
  return random.pick([...(isLastWeek ? [`${name} last week`] : []), ...full])
}

const reference = (random: Random, { thing, date, time, party, provider }: Details) => {
  const said = random.pick(THINGS[thing] ?? [thing])
  const when = join(date, time)
  return random.pick([
    join('the', said, date, time, provider, party),
    join('the', said, time, date, party, provider),
    join('the', said, party, provider, when && `that's ${when}`),
    join('that', said, 'we have', provider, date, time, party),
    join('our', said, provider, party, when && `which is ${when}`),
    join('the', said, "that's down", when && `for ${when}`, party, provider),
    join('this', said, party, when, provider),
    join('the', said, provider, when && `I think it's ${when}`, party),
  ])
}

/**
 * A third group of speakers, written without sight of the rules or of the other two sets' wording, and only measured. Nothing
 * in a sentence tells more of a booking than its slots do, so that each story's truth stays what a listener would say.
 */
export const english: Speech = {
  date: (random, words) => {
    const { day, now } = words
    const ahead = daysAhead(words)
    const name = WEEKDAYS[day.weekday - 1] ?? ''
    const month = day.toFormat('MMMM')
    const spelled = ORDINALS[day.day - 1] ?? ''
    const full = [
      `on the ${spelled} of ${month}`,
      `on ${month} ${spelled}`,
      `on ${month} ${day.day}`,
      `on ${name} the ${spelled}`,
      `on ${name}, ${month} ${ordinal(day.day)}`,
      `on ${isIn(now, 'US') ? day.toFormat('M/d') : day.toFormat('d/M')}`,
      ...(isWithinMonth(ahead) ? [`on the ${spelled}`, `on the ${ordinal(day.day)}`] : []),
      ...(ahead > 0 && isNextMonth(words) ? [`on the ${ordinal(day.day)} of next month`] : []),
    ]
    return ahead < 0 ? dayAgo(random, words, ahead, full) : dayAhead(random, words, ahead, full)
  },
  time: (random, at) => {
    const hour = clock12(at.hour)
    const word = inWords(hour)
    const half = at.hour < 12 ? 'am' : 'pm'
    const part = at.hour < 12 ? 'in the morning' : at.hour < 16 ? 'in the afternoon' : 'in the evening'
    if (at.minute === 30)
      return random.pick([
        `at half past ${word}`,
        `at ${word} thirty`,
        `at ${hour}.30 ${half}`,
        `${word} thirty ${part}`,
        ...(isIn(at, 'GB') ? [`at half ${word}`] : []),
      ])
    if (at.minute === 15)
      return random.pick([
        `at ${word} fifteen`,
        `at ${hour}:15`,
        `at quarter ${isIn(at, 'US') ? 'after' : 'past'} ${word}`,
        `${hour}.15 ${part}`,
      ])
    return random.pick([
      `at ${hour}`,
      `at ${word} ${part}`,
      `at ${word} o'clock`,
      `at ${hour}:00 ${half}`,
      `at ${word} ${half === 'am' ? 'a m' : 'p m'}`,
      `around ${word} ${part}`,
      ...(at.hour === 12 ? ['at noon', 'at twelve noon', 'at midday'] : []),
    ])
  },
  party: (random, size) =>
    random.pick([
      `for ${inWords(size)}`,
      `for a party of ${size}`,
      `for ${size} pax`,
      size === 2 ? 'for just the two of us' : `for the ${inWords(size)} of us`,
      size === 12 ? 'for a dozen people' : `for ${inWords(size)} persons`,
      ...(size >= 3 && size <= 8 ? [`for me and ${inWords(size - 1)} others`] : []),
      ...(size >= 4 && size <= 8 ? [`for ${inWords(size - 2)} adults and two kids`] : []),
    ]),
  provider: (random, name) => {
    const [first = '', last = ''] = name.replace('Dr. ', '').split(' ')
    return name.startsWith('Dr')
      ? random.pick([`under Dr ${last}`, `with Dr. ${first}`, `with doctor ${last}`, `with ${name}`])
      : random.pick([`with ${first}`, `with ${name}`, `${first}'s doing it`])
  },
  ref: reference,
  intro: [
    'C Hi, morning, {me} this side.',
    'C Yeah hello, am I through to {biz}? This is {me}.',
    'A Thank you for calling {biz}, this is Maya. Who am I speaking with?|C {me}.',
    'C Good evening madam, myself {me}.',
    "C Hello, it's, um, {me}. Not sure which of my numbers you have.",
    "A {biz}, good morning.|C Oh hi, yes, {me} calling, hope I'm not catching you at a bad time.",
    'C hi there um its {me} here',
    "A {biz}, what can I do for you?|C Hello. I'll give you my name first, it's {me}.",
    "C Hey, so, you'd have me on file as {me}.",
    'A Hello, {biz}. May I have your good name please?|C Yes, {me}.',
    'C {me} speaking, can you hear me? Okay, good.',
    'C Afternoon. Name of {me}.',
  ],
  first: [
    'C Hiya, only me, {first}.',
    'C Hello, {first} this side.',
    "A {biz}, Maya speaking.|C Hi Maya, it's {first}.",
    "A Who's calling, please?|C {first}.",
    'C hi yeah {first} speaking',
    'C Morning, {first} calling, how are you?',
    'C Hello, {first} again, sorry to bother you.',
    "C Good afternoon, you're talking to {first}.",
    "C Hi, um, so my name's {first}.",
  ],
  cancel: [
    "C So, um, it's bad news I'm afraid. I'm not going to make it to {ref}.|A Oh no. Would you like me to take it out?|C If you could, yeah.",
    "C I need to cancel.|A No problem, what am I looking for?|C {ref}.|A Found it, that's gone.",
    'C Please cancel {ref}, I am out of station that time.|A Sure sir, cancelled.',
    'C hi i want to cancel {ref} please|A okay done',
    "C You know {ref}? Yeah, we're not coming. Sorry to mess you around.|A That's all right, thanks for letting us know.",
    "C My little one's come down with something so {ref} is off, I'm afraid.|A Poor thing. I'll free that up.",
    "C Kindly do one thing, drop {ref}. Some function has come up at home.|A Done, ma'am.",
    'C Do you charge if somebody cancels?|A Not normally.|C Okay then, cancel {ref} please.|A That has gone through.',
    "C Listen, I've changed my mind about {ref}. I don't want it any more.|A Understood, I have taken it off.",
    "C Can somebody else have the place? I mean {ref}, I won't be using it.|A Thank you, I will release it.",
    "A What can I do for you?|C It's about {ref}. I've been called away for work.|A Would you like another day?|C No, just cancel it for now, I'll ring when I'm back.",
  ],
  move: [
    "C Is there any way to shift {ref}?|A Where would you like it?|C Hmm, {newdate}, {newtime}?|A That's free, I've changed it.",
    'C Kindly postpone {ref} to {newdate}, {newtime}.|A It is postponed.',
    "C So {ref} isn't working for me any more. What have you got {newdate}? Like {newtime}?|A Yes, I can do that.|C Perfect.",
    'C i need to reschedule {ref} can you do {newdate} {newtime} instead|A yes moved',
    "C I've double-booked myself. Could we swap {ref} for {newdate} {newtime}?|A Of course.",
    "C I'd rather come {newdate}, {newtime}, if that's possible. It's {ref} that I want to change.|A Let me look. Okay, it's changed.",
    'C Could we push {ref}? Not cancel it, just push it.|A Until when?|C {newdate}. {newtime} would be ideal.|A Okay, got it.',
    'C Instead of {ref}, can I come {newdate} {newtime}?|A Yes you can.',
    "C My exam has been announced so I can't attend {ref}. Please give me {newdate}, {newtime}.|A Given.",
    'C Would you have anything {newdate}?|A For a new booking?|C No no, I want to change {ref}. {newtime}, ideally.|A All right, changed.',
    'C The boss wants me in the office, so could {ref} become {newdate}, {newtime}?|A Sure thing.',
  ],
  change: [
    "C I've got a quick question regarding {ref}. Is it all right if my husband comes with me?|A Of course.",
    "C You know {ref}? I'm on crutches just now, is there a lift?|A There is, on the left.",
    "C I wanted to add a note to {ref}.|A Go on.|C I've a latex allergy.|A Noted, thank you.",
    'C For {ref}, can I pay by card or only cash?|A Both are fine.',
    'C hi im calling about {ref} is there somewhere to leave a pram|A yes by the door',
    "C Could you put my company's name on the bill for {ref}?|A Yes, tell me the name.|C I'll message it.",
    'C Um, {ref}. How long should I keep free for that?|A About an hour.',
    'C Will somebody be there who speaks Hindi? I am asking for {ref}.|A Yes, we will see to it.',
    'C There is {ref}. One doubt I have, do I need to carry any ID proof?|A Yes, one photo ID.',
    "C It's {ref}, right, and I forgot to say I'm hard of hearing, so could they speak up a bit?|A I've put that on there.",
    "A What can I do for you?|C Just about {ref}, should I have got a text message with the details?|A I'll send it again.",
    "C Can you change the email on {ref}? I gave you my old one.|A Yes, what's the new one?|C I'll text it over.",
  ],
  confirm: [
    "C Just ringing to double-check {ref}.|A Yes, that's all good.",
    "C Am I right about {ref}? I've lost the text you sent.|A You're right.",
    "C I want to reconfirm {ref}, it is there in your system, no?|A Yes ma'am.",
    'C hi could you check {ref} is still going ahead|A yes it is',
    "C I booked online and I'm never sure with these things. {ref}, did it go through?|A It did, yes.",
    "C We're still good for {ref}, right?|A Absolutely.",
    "C My partner says I've got it wrong, but you do have {ref}, don't you?|A We do.",
    'C What I wanted to know is whether {ref} is confirmed or in waiting.|A It is confirmed.',
    'C Can you see {ref} on your side?|A One moment. Yes.|C Great, that was everything.',
    "C I'll be honest, I can't remember whether I cancelled it or not, {ref}.|A No, that's still booked.|C Lovely.",
  ],
  book: [
    "C I was hoping to come in {party} {date} {time}, have you got space?|A We do, I've put you in.",
    "C I'd like to make a booking.|A Lovely, when for?|C {party} {date} {time} please.|A That's booked.",
    'C Kindly book one slot {party} {date} {time}.|A Booked, sir.',
    'C can i get in {party} {date} {time} or are you full|A no we have space ive added you',
    "C What's your availability like {date}?|A Quite open.|C Okay, put us down {time} {party} then.|A Will do.",
    "C I've never booked by phone, I normally just walk in. Can I come {party} {date} {time}?|A No problem, it's done.",
    "C Do I have to book or can I walk in?|A Better to book.|C Then let's say {party} {date} {time}.|A You're in the diary.",
    'C I need something new in the diary, please, {party} {date} {time}.|A Consider it done.',
    'C Could you squeeze me in {party} {date} {time}?|A Just about. See you then.',
    'C Reserve for us please {party} {date} {time}.|A Your name is on the list.',
  ],
  late: [
    "C Sorry sorry, we're just parking, be up in a tick.|A No rush.",
    'C I am stuck at the signal only, ten minutes maximum.|A No problem, please come.',
    'C hi im running late my cab hasnt turned up yet|A thats okay take your time',
    "C Which floor are you on? I'm downstairs already.|A Second floor.",
    "C My meeting overran. I've left now, I'll be with you as soon as I can.|A Thanks for the call.",
    'C The sat nav has taken me to the wrong street, where exactly are you?|A Next to the bank.|C Okay, nearly there then.',
    "C Can you hold our place? There's been an accident on the road and nothing's moving.|A We'll hold it.",
    'C I have come and the door is locked, is anyone there?|A Please press the bell.',
    'C We missed the bus, so figure on a quarter of an hour after what we said.|A Got it.',
    "C I'm just round the corner, honest. Don't give my slot away!|A We won't.",
  ],
  feedback: [
    "C I came in {date} and I've just noticed the card was charged twice.|A Let me check that.",
    "C It's not about a new booking. I was with you {date} and left my scarf.|A What colour is it?",
    "C I want to give a compliment, actually. The person who looked after us {date} was brilliant.|A That's so kind.",
    'C I am not at all happy with what happened {date}, nobody attended to me for half an hour.|A I am extremely sorry, sir.',
    'C could you email me a receipt for my visit {date} i need it for expenses|A yes of course',
    "C So {date} I was at your place, and, um, I think I went home with somebody else's coat.|A Oh! Nobody has rung yet.",
    "C Did anybody hand in a set of keys? I'd have dropped them {date}.|A Let me ask.",
    "C The bill you gave me {date} doesn't have the tax number on it.|A We can reissue that.",
    "C You asked me to ring and say how it went {date}. It was good, I'd come again.|A Wonderful.",
    'C I had come {date}. After that I thought I should tell you, the washroom was not clean.|A Thank you for telling us.',
  ],
  enquiry: [
    'C What are your timings on weekends?|A Nine to six.',
    'C Just wondering how late you stay open during the week.|A Until seven.',
    "C I'm only after prices, really. What's the cheapest you do?|A I can send you the list.",
    'C Do you people have a branch on the other side of town?|A Not yet.',
    'C just curious are you lot anywhere near the station im not planning a visit or anything|A its a ten minute walk',
    "C It's nothing to do with a booking. Who does your website? It looks great.|A Ha, thank you, I'll ask.",
    'C We supply cleaning materials, whom should I talk to for that?|A Please send an email.',
    "C I'm thinking of getting my sister a voucher. What amounts are there?|A Any amount you like.",
    'C Is tax included in the prices you advertise?|A It is included.',
    'C My nephew needs some work experience over the summer, do you take people on?|A Have him write to us.',
    'C Have you got a card machine or is it cash only? Just asking generally.|A Both.',
    'C I saw you on Instagram. Are those photos of your actual place?|A They are!',
  ],
  vague: [
    "C There's something I'm meant to be coming in for, isn't there? Do I have to fill in anything beforehand?|A No, nothing.",
    "C It's regarding the booking I have with you. Is it okay to come a little early?|A Yes, of course.",
    "C About that thing we've got in the diary, where do I park?|A Behind the building.",
    'C hi just about my booking do i need to bring anything with me|A no just yourself',
    'C I am having one booking with you people. What is the dress code, anything like that?|A Nothing special.',
    "C You've got me down for something soon. Roughly how long does it take?|A Around an hour.",
    'C My next visit, will it be the same place as before?|A Yes, same address.',
    'C Regarding my upcoming one, can I get the details on text message?|A Sure.',
    "C I've got a booking coming up.|A Okay.|C Is there a charge if I bring someone along?|A No charge.",
    'C Whenever it is that I am booked in next, is it okay if I pay by card?|A Of course.',
  ],
  stranger: [
    "C You don't know me, I've only just moved into the area. Are you taking new people on?|A We are, would you like to leave your details?|C Not just yet.",
    'C I have taken this number recently only, so you will not have my record. What all do you do?|A I will send the brochure.',
    'C My neighbour swears by you. How does one become a client?|A Just give us a ring any time.',
    'C hi ive never been to you before could you tell me what you offer|A sure ill text you our list',
    "C I got this number from the internet, is this {biz}?|A Yes it is.|C Okay, I'll have a think and call again.",
    "C We're new here, first time calling. Do you have a brochure or something?|A It is on our website.",
    'C I found your card on a noticeboard. What is it you do exactly?|A Let me explain.',
    'C Never used you before. Do you need a referral to come to you?|A No.',
    "C I'm comparing a few places for the first time, could you send me something to read?|A With pleasure.",
    "C One of my colleagues comes to you and says good things. I'm not registered with you, is that a problem?|A Not at all.",
  ],
  behalf: [
    "C Hi, I'm ringing for {other}, that's my {rel}. {ref}, is there anything we should know?|A Nothing special.",
    "C It's not for me, it's my {rel}'s. {other}. Can you tell me how long {ref} will take?|A About an hour.",
    "C My {rel} can't come to the phone. The name on the booking is {other}. We need to cancel {ref}.|A I've done that.",
    'C hello calling on behalf of {other} my {rel} it is regarding {ref} will parking be there|A yes there is parking',
    "C Beth here. I'm ringing about my {rel}, {other}, and {ref}. Has everything been paid?|A Yes, all settled.",
    "A Who is the booking for?|C For {other}. I'm phoning for my {rel}. {ref}.|A Yes, what about it?|C Please send the location, that's all.",
    "C {other} has asked me to call, we're in the car. {ref}, it's still on?|A It is.",
    'C My {rel} {other} is having {ref}. Will wheelchair be available?|A Yes, we will arrange.',
    "C I do all the phoning for my {rel}. It's under {other}, {ref}. Could we have a reminder?|A Certainly.",
    "C Sorry, {other} has lost all voice, so you've got me instead. {ref} will have to be cancelled.|A I'll see to it.",
  ],
  reminder: [
    "A Good morning, this is {biz}. Could I speak to {first}?|C Speaking.|A We're expecting you {date}, {time}.|C Yes, I haven't forgotten.",
    "A Hello {first}, a quick courtesy call from {biz} about your visit {date} {time}.|C Oh thank goodness you rang, yes, I'll be there.",
    "A Hi, is this {first}? It's {biz}. You're with us {date} {time}, are you still able to come?|C Yeah that's fine.",
    'A hello am i talking to {first} this is {biz} calling about {date} {time}|C yes yes i am coming',
    "C Please leave a message after the tone.|A Hello, a message for {first} from {biz}. We'll see you {date}, {time}. Bye.",
    "A Hello, {biz} here for {first}.|C Not in just now, can I take a message?|A Only that it's {date}, {time}.|C I'll pass it on.",
    'A {first}, good afternoon, Maya from {biz}.|C Who?|A {biz}, about {date} {time}.|C Oh right, yes. See you then.',
    'A This is an automated call from {biz} for {first}. You have a booking {date} {time}. Say yes to confirm.|C Yes.',
    "A Hi {first}, it's Maya at {biz}, just to say we look forward to {date}, {time}.|C Which day again?|A It's {date}.|C Perfect.",
    "A Am I speaking with {first}? I'm calling from {biz}.|C Yes tell me.|A Your booking is there {date} {time}.|C Okay okay, I will come.",
  ],
  wrong: [
    "A Hello, is that {first}? I'm ringing from {biz}.|C Sorry love, no one here by that name.|A My mistake.",
    "A Good morning, may I talk to {first}?|C Who? No. You've misdialled.",
    "A Hi {first}, this is Maya from {biz}.|C I'm not {first}. I only got this phone last month.|A Sorry, I'll update our records.",
    "A Hello {first}?|C There's no {first} at this number, please don't call again.",
    'A hi is this {first} calling from {biz}|C no wrong person mate|A oh sorry',
    "A Could I speak to {first}, please?|C This number used to be somebody else's, we get calls for them all the time.|A I see, sorry to trouble you.",
    'A Am I speaking with {first}?|C No madam, this is some other number. Kindly check.|A Sorry, sir.',
    "A It's {biz}, for {first}.|C You must have dialled wrong. I've never heard of you.|A Apologies.",
    'A Is {first} available?|C Never heard of them. This is a garage.',
    "A Hello, {biz} calling, {first}?|C Nope. Been my number for two years, I don't know any {first}.|A I'm so sorry.",
  ],
}

const ROMAN =
  'ek do teen chaar paanch chhe saat aath nau das gyarah barah terah chaudah pandrah solah satrah atharah unnees bees ikkees baais teis chaubees pachees chhabbees sattais atthais untees tees ikattees'.split(
    ' ',
  )
const ROMAN_DAYS = 'Somwar Mangalwar Budhwar Guruwar Shukrawar Shaniwar Raviwar'.split(' ')
/** How their patients speak of the doctors. */
const HONORIFICS: Record<string, string> = { Deshmukh: 'madam', Qureshi: 'sir', Menon: 'madam' }

export const hinglish: Speech = {
  date: (random, words) => {
    const { day } = words
    const ahead = daysAhead(words)
    const name = (random.chance(0.6) ? WEEKDAYS : ROMAN_DAYS)[day.weekday - 1] ?? ''
    const number = ROMAN[day.day - 1] ?? ''
    const count = ROMAN[Math.abs(ahead) - 1] ?? ''
    const month = day.toFormat('MMMM')
    const full = [
      `${month} ki ${number} tareekh ko`,
      `${number} ${month} ko`,
      `${day.day} ${month} ko`,
      ...(isWithinMonth(ahead) ? [`${number} tareekh ko`, `${day.day} tareekh ko`, `${ordinal(day.day)} ko`] : []),
      ...(ahead > 0 && isNextMonth(words) ? [`agle mahine ki ${number} tareekh ko`] : []),
    ]
    if (ahead === 0) return random.pick(['aaj', 'aaj hi'])
    if (ahead === 1) return random.pick(['kal', `kal yaani ${name} ko`, 'kal hi', 'tomorrow'])
    if (ahead === 2) return random.pick(['parso', 'parson', `${name} ko`, 'do din baad', 'day after tomorrow'])
    if (ahead === -1) return 'kal'
    if (ahead === -2) return random.pick(['parso', 'do din pehle'])
    if (ahead < 0)
      return ahead > -7
        ? random.pick([`pichle ${name} ko`, `${name} ko`, `${count} din pehle`])
        : random.pick([...(ahead === -7 ? ['ek hafte pehle'] : []), ...full])
    if (ahead < 7)
      return random.pick([`${name} ko`, `is ${name} ko`, `aane wale ${name} ko`, `${count} din baad`, random.pick(full), random.pick(full)])
    const later = isInNextWeek(words) ? [`agle hafte ${name} ko`, `next ${name} ko`, `next week ${name} ko`] : []
    if (ahead === 7) return random.pick(['ek hafte baad', ...later, ...full])
    return random.pick([...(ahead === 14 ? ['do hafte baad'] : []), ...later, ...full])
  },
  time: (random, at) => {
    const hour = clock12(at.hour)
    const word = ROMAN[hour - 1] ?? ''
    const part = at.hour < 12 ? 'subah' : at.hour < 16 ? 'dopahar' : at.hour < 20 ? 'shaam' : 'raat'
    if (at.minute === 30) {
      const half = hour === 1 ? 'dedh' : hour === 2 ? 'dhai' : `saadhe ${word}`
      return random.pick([`${part} ${half} baje`, `${half} baje`, `${part} ko ${half} baje`, `${inWords(hour)} thirty pe`, `${hour}:30 pe`])
    }
    if (at.minute === 15)
      return random.pick([`${part} sava ${word} baje`, `sava ${word} baje`, `${inWords(hour)} fifteen pe`, `${hour}:15 pe`])
    return random.pick([
      `${part} ${word} baje`,
      `${part} ke ${hour} baje`,
      `${hour} baje`,
      `${word} baje ${part} mein`,
      `${inWords(hour)} o'clock`,
      `${hour} ${at.hour < 12 ? 'am' : 'pm'} ko`,
    ])
  },
  party: (random, size) =>
    random.pick([
      `${size} log`,
      `${ROMAN[size - 1]} logon ke liye`,
      `hum ${ROMAN[size - 1]} jan`,
      `${size} members`,
      `${inWords(size)} people`,
      ...(size >= 4 && size <= 8 ? [`${ROMAN[size - 3]} bade aur do bachche`] : []),
    ]),
  provider: (random, name) => {
    const [first = '', last = ''] = name.replace('Dr. ', '').split(' ')
    return random.pick([
      `Dr ${last} ke paas`,
      `${last} ${HONORIFICS[last] ?? 'ji'} ke saath`,
      `Dr ${first} ke saath`,
      `doctor ${last} ke yahan`,
    ])
  },
  ref: (random, { thing, date, time, party, provider }) =>
    random.pick([
      join('woh jo', date, time, thing, 'wali booking hai', party, provider),
      join('humari', thing, 'wali booking', date, time, party, provider),
      join(date, time, party, thing, 'wali jo booking hai', provider),
      join(provider, thing, 'ke liye', date, time, 'slot liya hua hai', party),
      join('ek booking hai', thing, 'wali', date, time, party, provider),
      join(date, provider, time, thing, 'ke liye aana hai', party),
    ]),
  intro: [
    'C Hello ji, {me} bol rahi hoon.',
    'C Haan ji namaste, {me} this side.',
    'A Hello, {biz}, kaun bol rahe hain?|C Ji main {me}.',
    'A Namaste, {biz}. Aapka shubh naam?|C {me}.',
    'C Hello hello, awaaz aa rahi hai? Haan, {me} baat kar raha hoon.',
    'C namaste madam mera naam {me} hai',
    'C Maya ji, {me} here.',
    'C Ji suniye, {me} bol raha hoon idhar se.',
    'C Hi, {me} naam se record hoga aapke paas.',
    'C Arre haan, {me} hoon main.',
  ],
  first: [
    'C Hello, {first} bol rahi hoon.',
    'C Namaste, {first} this side.',
    'A Ji kaun?|C {first}.',
    'C hello ji {first} baat kar rahi hoon',
    'C Haan hi, main {first}.',
    'A {biz}, boliye.|C {first} bol raha hoon ji.',
    'C Hello madam, {first} here.',
    'C Ji pehchana? {first}.',
  ],
  cancel: [
    'C {ref}, main nahi aa paungi, aap cancel kar do please.|A Ji theek hai, kar diya.',
    'C Ek booking cancel karwani thi.|A Ji kaunsi?|C {ref}.|A Ho gaya ji.',
    'C Sorry ji, ghar pe kuch kaam aa gaya hai. {ref}, usko rehne do.|A Koi baat nahi.',
    'C {ref}, list se hata do, hum bahar ja rahe hain.|A Ji hata diya.',
    'C bhaiya {ref} cancel kar dijiye program badal gaya|A ji sir',
    'C {ref}. Ab zaroorat nahi hai uski.|A Toh cancel kar doon?|C Haan kar do.',
    'C Tabiyat theek nahi hai ji, {ref}, nahi ho payega.|A Koi nahi, cancel kar rahi hoon.',
    'C Cancel karne ka kuch charge lagta hai kya?|A Nahi ji.|C Toh phir {ref}, woh cancel kar dena.|A Done.',
    'C {ref}, kisi aur ko de dijiye woh slot, mera aana mushkil hai.|A Thank you batane ke liye.',
  ],
  move: [
    'C {ref}, usko thoda shift karna tha.|A Kab ka kar doon?|C {newdate} {newtime}.|A Ji ho gaya.',
    'C {ref}, postpone kar ke {newdate} {newtime} kar do na please.|A Kar diya.',
    'C Ab main {newdate} {newtime} aana chahta hoon. Pehle wali, {ref}, uski jagah.|A Ji, badal diya.',
    'C {ref}, us time pe meeting aa gayi. {newdate} {newtime} milega?|A Milega ji.|C Toh wahi kar do.',
    'C time change karna hai {ref} isko {newdate} {newtime} kar dijiye|A ok sir',
    'C {ref}, woh ab {newdate} rakh lo, {newtime}.|A Rakh liya.',
    'C Cancel nahi karna, bas aage karna hai. {ref}.|A Kis din?|C {newdate}, {newtime} theek rahega.|A Ji.',
    'C Beta bimaar hai toh {ref}, nahi aa sakte. {newdate} {newtime} de do.|A De diya.',
    'C Reschedule ke liye phone kiya tha, {ref}, ab {newdate} {newtime} pe.|A Done ji.',
  ],
  change: [
    'C {ref}, uske liye parking ka kya rahega?|A Basement mein hai ji.',
    'C {ref}, main apne papa ko bhi leke aaun toh chalega?|A Haan ji.',
    'C Ek cheez poochni thi, {ref}. Bill company ke naam pe ban jayega?|A Ban jayega.',
    'C {ref}, usme note kar lo ki lift chahiye, mummy seedhi nahi chadh sakti.|A Note kar liya.',
    'C {ref} uske liye koi ID laani padegi kya|A ji aadhaar le aaiye',
    'C Suniye, {ref}. Online payment kar sakte hain na?|A Ji bilkul.',
    'C {ref}, message nahi aaya abhi tak uska.|A Dobara bhej deti hoon.',
    'C {ref}. Kitna time lagega, mujhe driver ko batana hai.|A Ek ghanta ji.',
    'C Ji wo {ref}, phone number galat likhwa diya tha, naya wala likh lo.|A Boliye.|C WhatsApp kar deta hoon.',
  ],
  confirm: [
    'C {ref}, woh final hai na? Ticket uske hisaab se karani hai.|A Ji final hai.',
    'C Ek baar check kar lo, {ref}.|A Ji dikh raha hai.',
    'C {ref}, system mein aa gaya kya?|A Aa gaya.',
    'C Wife bol rahi hai booking nahi hui. {ref}, hui hai na?|A Hui hai sir.',
    'C {ref} pakki samjhu main|A ji pakki',
    'C Bas reconfirm karna tha, {ref}.|A Ho gaya ji.',
    'C {ref}, koi badlav toh nahi hai na usme?|A Nahi ji.',
    'C Maine app se kiya tha, pata nahi hua ki nahi. {ref}.|A Hua hai ji, tension mat lijiye.',
  ],
  book: [
    'C Ji mujhe {party} {date} {time} aana hai, jagah hogi?|A Haan ji, likh liya.',
    'C Ek nayi booking likh lijiye, {party} {date} {time}.|A Likh li.',
    'C Booking karwani thi.|A Kab ke liye?|C {party} {date} {time}.|A Ji done.',
    'C {date} khaali hai kya? {party} {time}.|A Khaali hai, book kar diya.',
    'C bhaiya {party} {date} {time} ek slot de do|A de diya',
    'C {party} {date} {time} aana chahte hain, kar do book.|A Ji.',
    'C Bina booking ke aa sakte hain?|A Better hai book kar lein.|C Toh {party} {date} {time} kar do.|A Kar diya.',
    'C Please {party} {date} {time} reserve kar dijiye na.|A Ho gaya reserve.',
  ],
  late: [
    'C Bas das minute mein pahunch rahe hain, gate ke paas hi hain.|A Aaiye aaiye.',
    'C Jam mein phas gaye hain yaar, hold kar lena humara.|A Ji.',
    'C Auto nahi mil raha tha, ab nikle hain.|A Theek hai aaram se.',
    'C Kaunsi building hai aapki? Main neeche khada hoon.|A Peeli wali.',
    'C late ho gaya sorry office se abhi nikla hoon|A koi nahi sir',
    'C Location galat dikha raha hai, aap kahan ho exactly?|A Bank ke bagal mein.|C Achha achha, aa raha hoon.',
    'C Baarish bahut tez hai, thoda intezaar kar lijiye, nikal chuke hain.|A Zaroor.',
    'C Pandrah minute idhar udhar ho jayega, chalega na?|A Chalega.',
  ],
  feedback: [
    'C {date} aaye the hum, mera charger wahin chhoot gaya lagta hai.|A Dekh ke batati hoon.',
    'C {date} jo hum aaye the uska bill dobara bhej sakte ho? Office mein dena hai.|A Ji bhejti hoon.',
    'C {date} jo aapke staff ne behave kiya na, bilkul achha nahi laga.|A Maafi chahti hoon.',
    'C Thank you bolne ke liye phone kiya. {date} bahut achha raha sab.|A Shukriya ji.',
    'C {date} main aayi thi payment do baar kat gaya|A check karti hoon',
    'C {date} aapke yahan gaya tha, chhata reh gaya mera.|A Rakha hai ji.',
    'C Jo bill {date} mila tha usme GST number galat hai.|A Theek karwa deti hoon.',
    'C {date} hum log aaye the na, service itni slow kyun thi?|A Sorry ji, bheed thi.',
  ],
  enquiry: [
    'C Chhutti kis din rehti hai aapki?|A Mangalwar ko.',
    'C Rate list mil sakti hai kya WhatsApp pe?|A Ji bhejti hoon.',
    'C Aise hi pooch raha hoon, metro se kitna door padta hai aapka?|A Paas mein hi hai.',
    'C Starting price kya hai aapka?|A Paanch sau.',
    'C koi vacancy hai kya receptionist ki|A abhi nahi hai',
    'C Loan chahiye kya business ke liye? Hum finance company se hain.|A Nahi ji.',
    'C Card chalta hai ki sirf cash?|A Dono ji.',
    'C Doosri branch kahan hai aapki?|A Andheri mein.',
    'C Booking nahi karni, bas timing poochni thi.|A Das se saat.',
    'C Mujhe aapke owner ka number chahiye tha, supply ke silsile mein.|A Email kar dijiye.',
  ],
  vague: [
    'C Meri ek booking hai aapke yahan, uske liye kitni der pehle aana hai?|A Thoda pehle aa jaiye.',
    'C Woh jo aana hai mujhe, usme kuch leke aana hai kya?|A Nahi ji.',
    'C Agli jo booking hai meri, us din gaadi kahan lagaun?|A Peeche.',
    'C booking hai meri uske baare mein thoda poochna tha kitna time lagta hai|A ek ghanta',
    'C Jo booking karwayi hui hai humne, uska paisa pehle dena hai?|A Baad mein ji.',
    'C Mere wale slot ka address message kar do.|A Kar deti hoon.',
    'C Aane wali booking ke liye ek sawaal tha. Bachche allowed hain?|A Haan ji.',
    'C Hamara number laga hua hai na aapke yahan? Koi form bharna hai kya?|A Nahi ji.',
  ],
  stranger: [
    'C Pehli baar phone kar raha hoon, aapke yahan kya kya hota hai?|A Main bhej deti hoon.',
    'C Hum is sheher mein naye hain. Aap naye logon ko lete ho?|A Ji bilkul.',
    'C Ye number mujhe abhi mila hai, naya SIM hai. Aapke yahan pehle kabhi nahi aaya. Kaise join karte hain?|A Bas aa jaiye.',
    'C google pe dekha aapka number kya services hai|A list bhej rahi hoon',
    'C Mere office mein kisi ne bataya aapka. Mera koi record nahi hai aapke paas, chalega?|A Haan ji.',
    'C Kabhi aaya nahi main, thodi jaankari chahiye thi.|A Ji poochiye.|C Phir call karta hoon.',
    'C Board dekha aapka raaste mein. Naye customer ke liye kya hai?|A Offer chal raha hai.',
    'C Ye {biz} hai? Pehli dafa baat ho rahi hai, brochure milega?|A Ji.',
  ],
  behalf: [
    'C Main apni {rel} ke liye phone kar raha hoon, naam {other}. {ref}, paise kitne lagenge?|A Bata deti hoon.',
    'C {other} ki taraf se baat kar raha hoon, woh busy hain. {ref}, woh cancel karna hai.|A Kar diya.',
    'C Meri {rel} ka hai, {other} naam se. {ref}, kitni der ka hota hai?|A Ek ghanta.',
    'C {other} ji phone pe nahi aa sakti abhi, maine socha main pooch lun. {ref}, parking milegi?|A Milegi.',
    'C booking {other} ke naam pe hai meri {rel} hain {ref} time pe ho jayega na|A ji',
    'A Kiske naam se hai?|C {other}, meri {rel}. {ref}.|A Ji boliye.|C Bas location bhej do.',
    'C Omkar bol raha hoon, {other} ke ghar se. {ref}, unko koi paper laana hai?|A Nahi ji.',
    'C {other} ne bola tha aapko phone kar dun, {ref}, confirm hai na?|A Haan ji.',
  ],
  reminder: [
    'A Namaste {first} ji, {biz} se. {date} {time} aapka number hai.|C Haan yaad hai.',
    'A Hello, kya meri baat {first} ji se ho rahi hai?|C Boliye.|A {biz} se bol rahi hoon, {date} {time} aana hai aapko.|C Haan haan aa raha hoon.',
    'A {first} ji, Maya {biz} se. {date} {time} wali booking, aap aa rahe hain na?|C Ji pakka.',
    'A hello {first} ji {biz} se baat kar rahi hoon {date} {time} aapki booking hai|C theek hai',
    'A {biz} se phone hai, {first} ji hain?|C Woh naha rahe hain, bata dijiye.|A {date} {time} unki booking hai bas.|C Bol dungi.',
    'A Ji {first} ji, yaad dilana tha, {date} {time}.|C Kaun?|A {biz} se.|C Achha haan, aa jayenge.',
    'A {first} ji namaskar, {biz}. {date} {time} aap hamare yahan aa rahe hain.|C Ji, thank you.',
    'A Ye {biz} ki taraf se {first} ke liye call hai. {date} {time} booking hai. Confirm karein?|C Confirm.',
  ],
  wrong: [
    'A {first} ji bol rahi hain?|C Kaun {first}? Wrong number hai bhai.',
    'A Namaste, {biz} se. {first} ji?|C Nahi ji, aapne galat lagaya hai.|A Maaf kijiyega.',
    'A {first} ji se baat karni thi.|C Ye number ab mera hai, do mahine se. Woh koi aur the.|A Achha, sorry.',
    'A hello {first}|C nahi yahan koi {first} nahi hai',
    'A {biz} se bol rahi hoon, {first} ji hain?|C Main nahi jaanta kisi {first} ko. Number check karo.|A Ji sorry.',
    'A {first} ji?|C Nahi madam, ye toh dukaan ka number hai.|A Oh, maaf kijiye.',
    'A Kya main {first} ji se baat kar sakti hoon?|C Aap galat jagah phone kar rahe ho.|A Sorry ji.',
    'A {first} ji, {biz} se.|C Naya SIM liya hai maine, pehle kisi aur ka hoga ye number.|A Theek hai ji, hata deti hoon.',
  ],
}

const NAGARI =
  'एक दो तीन चार पांच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस'.split(
    ' ',
  )
const NAGARI_DAYS = 'सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार'.split(' ')
const NAGARI_MONTHS = 'जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर'.split(' ')
const NAGARI_THINGS: Record<string, string> = {
  appointment: 'अपॉइंटमेंट',
  reservation: 'रिज़र्वेशन',
  table: 'टेबल',
  'birthday ki party': 'बर्थडे पार्टी',
  'family ke saath khana': 'फैमिली के साथ खाने',
  'office ka event': 'ऑफिस इवेंट',
  'daanton ki safai': 'दांतों की सफाई',
  'doctor ko dikhane': 'डॉक्टर को दिखाने',
  physiotherapy: 'फिजियोथेरेपी',
  'khoon ki jaanch': 'खून की जांच',
}
const NAGARI_DOCTORS: Record<string, string> = { Deshmukh: 'देशमुख', Qureshi: 'कुरैशी', Menon: 'मेनन' }
const nagariDigits = (value: number) => String(value).replace(/\d/g, (digit) => '०१२३४५६७८९'[Number(digit)] ?? '')

export const hindi: Speech = {
  date: (random, words) => {
    const { day } = words
    const ahead = daysAhead(words)
    const name = NAGARI_DAYS[day.weekday - 1] ?? ''
    const number = NAGARI[day.day - 1] ?? ''
    const month = NAGARI_MONTHS[day.month - 1] ?? ''
    const count = NAGARI[Math.abs(ahead) - 1] ?? ''
    const full = [
      `${number} ${month} को`,
      `${day.day} ${month} को`,
      `${month} की ${number} तारीख को`,
      ...(isWithinMonth(ahead) ? [`${number} तारीख को`, `${nagariDigits(day.day)} तारीख को`] : []),
    ]
    if (ahead === 0) return random.pick(['आज', 'आज ही'])
    if (ahead === 1) return random.pick(['कल', `कल यानी ${name} को`])
    if (ahead === 2) return random.pick(['परसों', `${name} को`, 'दो दिन बाद'])
    if (ahead === -1) return 'कल'
    if (ahead === -2) return random.pick(['परसों', 'दो दिन पहले'])
    if (ahead < 0) return ahead > -7 ? random.pick([`पिछले ${name} को`, `${name} को`, `${count} दिन पहले`]) : random.pick(full)
    if (ahead < 7) return random.pick([`${name} को`, `इस ${name} को`, `आने वाले ${name} को`, `${count} दिन बाद`, random.pick(full)])
    return random.pick([...(isInNextWeek(words) ? [`अगले हफ्ते ${name} को`, `अगले ${name} को`] : []), ...full])
  },
  time: (random, at) => {
    const hour = clock12(at.hour)
    const word = NAGARI[hour - 1] ?? ''
    const part = at.hour < 12 ? 'सुबह' : at.hour < 16 ? 'दोपहर' : at.hour < 20 ? 'शाम' : 'रात'
    if (at.minute === 30) {
      const half = hour === 1 ? 'डेढ़' : hour === 2 ? 'ढाई' : `साढ़े ${word}`
      return random.pick([`${part} ${half} बजे`, `${half} बजे`, `${part} को ${half} बजे`])
    }
    if (at.minute === 15) return random.pick([`${part} सवा ${word} बजे`, `सवा ${word} बजे`])
    return random.pick([`${part} ${word} बजे`, `${word} बजे`, `${part} के ${hour} बजे`, `${part} ${nagariDigits(hour)} बजे`])
  },
  party: (random, size) =>
    random.pick([`${NAGARI[size - 1]} लोग`, `हम ${NAGARI[size - 1]} लोग हैं`, `${size} लोगों के लिए`, `${nagariDigits(size)} जन`]),
  provider: (random, name) => {
    const last = name.split(' ').at(-1) ?? ''
    return random.pick([`डॉक्टर ${NAGARI_DOCTORS[last] ?? last} के पास`, `डॉ ${NAGARI_DOCTORS[last] ?? last} के साथ`, `${name} के साथ`])
  },
  ref: (random, { thing, date, time, party, provider }) => {
    const said = NAGARI_THINGS[thing] ?? thing
    return random.pick([
      join('वो जो', date, time, said, 'वाली बुकिंग है', party, provider),
      join('हमारी', said, 'वाली बुकिंग', date, time, party, provider),
      join(date, time, party, said, 'के लिए आना है', provider),
      join(provider, said, 'के लिए', date, time, 'समय लिया हुआ है', party),
    ])
  },
  intro: [
    'C नमस्कार, {me} बोल रहा हूं।',
    'C हां जी, मैं {me}, आवाज आ रही है?',
    'A नमस्ते, {biz}। आपका नाम?|C जी {me}।',
    'C मैडम मेरा नाम {me} है',
    'A {biz}, कौन बोल रहे हैं?|C {me} बोल रही हूं जी।',
    'C सुनिए, इधर से {me} बात कर रही हूं।',
    'C जी {me} नाम है, आपके यहां लिखा होगा।',
    'C हेलो हेलो, {me} हूं मैं।',
  ],
  first: [
    'C नमस्ते जी, {first} बोल रही हूं।',
    'C हां हेलो, {first} हूं।',
    'A जी कौन?|C {first}।',
    'C हेलो मैडम {first} बात कर रहा हूं',
    'C जी मैं {first}।',
    'A {biz}, बोलिए।|C {first} बोल रहा हूं।',
    'C नमस्कार, {first} यहां से।',
    'C पहचाना? {first}।',
  ],
  cancel: [
    'C {ref}, मैं नहीं आ पाऊंगी, कैंसल कर दीजिए।|A ठीक है जी।',
    'C एक बुकिंग रद्द करवानी थी।|A जी कौन सी?|C {ref}।|A हो गया।',
    'C माफ कीजिए, घर पर काम आ गया। {ref}, रहने दीजिए उसको।|A कोई बात नहीं।',
    'C {ref} कैंसल कर दो भैया|A जी कर दिया',
    'C {ref}। अब जरूरत नहीं है।|A तो हटा दूं?|C हां हटा दो।',
    'C तबीयत ठीक नहीं है, {ref}, अब नहीं हो पाएगा।|A जी, कैंसल कर रही हूं।',
    'C {ref}, किसी और को दे दीजिए, हम बाहर जा रहे हैं।|A जी धन्यवाद।',
    'C कैंसल करने के पैसे लगते हैं क्या?|A नहीं जी।|C तो {ref}, वो कैंसल कर दीजिए।|A जी।',
  ],
  move: [
    'C {ref}, उसे थोड़ा आगे करना था।|A कब कर दूं?|C {newdate} {newtime}।|A हो गया।',
    'C {ref}, उसकी जगह {newdate} {newtime} मिल जाएगा?|A जी मिल जाएगा।',
    'C {ref}, उस समय मीटिंग आ गई। {newdate} {newtime} कर दीजिए।|A कर दिया।',
    'C समय बदलना है {ref} इसको {newdate} {newtime} कर दो|A ठीक है',
    'C अब मैं {newdate} {newtime} आना चाहता हूं। पहले वाली, {ref}, उसके बदले।|A जी बदल दिया।',
    'C कैंसल नहीं करना है, बस बदलना है। {ref}।|A किस दिन?|C {newdate}, {newtime}।|A जी।',
    'C बेटा बीमार है, {ref}, नहीं आ सकते। {newdate} {newtime} दे दीजिए।|A दे दिया।',
    'C {ref}, उसे {newdate} रख लीजिए, {newtime}।|A रख लिया।',
  ],
  change: [
    'C {ref}, उसके लिए गाड़ी कहां लगाएं?|A पीछे जगह है।',
    'C {ref}, पिताजी को भी साथ ला सकते हैं?|A जी बिल्कुल।',
    'C एक बात पूछनी थी, {ref}। बिल कंपनी के नाम बन जाएगा?|A जी।',
    'C {ref}, उसमें लिख लीजिए कि व्हीलचेयर चाहिए।|A लिख लिया।',
    'C {ref} उसके लिए कोई आईडी लानी है क्या|A जी आधार ले आइए',
    'C {ref}। पैसे ऑनलाइन दे सकते हैं ना?|A जी हां।',
    'C {ref}, उसका मैसेज नहीं आया अभी तक।|A दोबारा भेजती हूं।',
    'C {ref}। कितनी देर लगेगी उसमें?|A एक घंटा।',
  ],
  confirm: [
    'C {ref}, वो फाइनल है ना?|A जी है।',
    'C एक बार देख लीजिए, {ref}।|A जी दिख रहा है।',
    'C {ref}, लिखा हुआ है ना आपके पास?|A जी।',
    'C {ref} पक्का समझूं|A जी पक्का',
    'C पत्नी कह रही है बुकिंग नहीं हुई। {ref}, हुई है ना?|A हुई है सर।',
    'C {ref}, कोई बदलाव तो नहीं है?|A नहीं जी।',
    'C ऐप से किया था, पता नहीं हुआ कि नहीं। {ref}।|A हो गया है जी।',
    'C बस पूछना था, {ref}, चालू है ना?|A जी बिल्कुल।',
  ],
  book: [
    'C {party} {date} {time} आना है, जगह होगी?|A जी, लिख लिया।',
    'C एक नई बुकिंग लिख लीजिए, {party} {date} {time}।|A लिख ली।',
    'C बुकिंग करवानी थी।|A कब के लिए?|C {party} {date} {time}।|A जी हो गई।',
    'C {date} खाली है क्या? {party} {time}।|A खाली है, बुक कर दिया।',
    'C भैया {party} {date} {time} एक स्लॉट दे दो|A दे दिया',
    'C {party} {date} {time} आना चाहते हैं, बुक कर लीजिए।|A जी।',
    'C बिना बुकिंग के आ सकते हैं?|A बुक कर लें तो अच्छा है।|C तो {party} {date} {time} कर दीजिए।|A कर दिया।',
    'C कृपया {party} {date} {time} रिज़र्व कर दीजिए।|A हो गया।',
  ],
  late: [
    'C बस पहुंच रहे हैं, गेट के पास ही हैं।|A आइए आइए।',
    'C जाम में फंस गए हैं, हमारा रोक कर रखना।|A जी।',
    'C ऑटो नहीं मिल रहा था, अब निकले हैं।|A आराम से आइए।',
    'C कौन सी बिल्डिंग है? मैं नीचे खड़ा हूं।|A पीली वाली।',
    'C लेट हो गया माफ करना ऑफिस से अभी निकला हूं|A कोई बात नहीं',
    'C रास्ता नहीं मिल रहा, आप कहां पर हैं?|A बैंक के बगल में।|C अच्छा, आ रहा हूं।',
    'C बारिश बहुत तेज है, थोड़ा इंतजार कर लीजिए, निकल चुके हैं।|A जरूर।',
    'C पंद्रह मिनट इधर उधर हो जाएगा, चलेगा ना?|A चलेगा।',
  ],
  feedback: [
    'C {date} हम आए थे, मेरा चार्जर वहीं छूट गया।|A देखकर बताती हूं।',
    'C {date} जो आए थे उसका बिल दोबारा भेज सकते हैं?|A जी भेजती हूं।',
    'C {date} आपके स्टाफ ने जो बर्ताव किया, अच्छा नहीं लगा।|A माफी चाहती हूं।',
    'C धन्यवाद कहने के लिए फोन किया। {date} सब बहुत अच्छा रहा।|A शुक्रिया जी।',
    'C {date} मैं आई थी पैसे दो बार कट गए|A देखती हूं',
    'C {date} आपके यहां गया था, छाता रह गया मेरा।|A रखा है जी।',
    'C जो बिल {date} मिला था उसमें नाम गलत है।|A ठीक करवाती हूं।',
    'C {date} हम लोग आए थे, इतनी देर क्यों लगी थी?|A माफ कीजिए, भीड़ थी।',
  ],
  enquiry: [
    'C छुट्टी किस दिन रहती है आपकी?|A मंगलवार को।',
    'C रेट लिस्ट मिल सकती है क्या?|A जी भेजती हूं।',
    'C ऐसे ही पूछ रहा हूं, मेट्रो से कितनी दूर हैं आप?|A पास में ही।',
    'C कम से कम कितने पैसे लगते हैं आपके यहां?|A पांच सौ।',
    'C कोई नौकरी है क्या आपके यहां|A अभी नहीं',
    'C कार्ड चलता है या सिर्फ नकद?|A दोनों।',
    'C बुकिंग नहीं करनी, बस समय पूछना था।|A दस से सात।',
    'C मालिक से बात करनी थी, सामान सप्लाई करते हैं हम।|A ईमेल कर दीजिए।',
  ],
  vague: [
    'C मेरी एक बुकिंग है आपके यहां, कितनी देर पहले आना है?|A थोड़ा पहले आ जाइए।',
    'C वो जो आना है मुझे, कुछ लेकर आना है क्या?|A नहीं जी।',
    'C अगली जो बुकिंग है मेरी, उस दिन गाड़ी कहां लगाऊं?|A पीछे।',
    'C बुकिंग है मेरी उसके बारे में पूछना था कितना समय लगता है|A एक घंटा',
    'C जो बुकिंग करवाई हुई है, उसका पैसा पहले देना है?|A बाद में जी।',
    'C मेरे वाले स्लॉट का पता मैसेज कर दीजिए।|A जी।',
    'C आने वाली बुकिंग के लिए एक सवाल था। बच्चे आ सकते हैं?|A जी हां।',
    'C हमारा नंबर लगा हुआ है ना? कोई फॉर्म भरना है क्या?|A नहीं जी।',
  ],
  stranger: [
    'C पहली बार फोन कर रहा हूं, आपके यहां क्या क्या होता है?|A मैं भेज देती हूं।',
    'C हम इस शहर में नए हैं। आप नए लोगों को लेते हैं?|A जी बिल्कुल।',
    'C यह नंबर मुझे अभी मिला है, नया सिम है। आपके यहां कभी आया नहीं, क्या करना होता है?|A बस आ जाइए।',
    'C गूगल पर देखा आपका नंबर क्या सर्विस है|A लिस्ट भेज रही हूं',
    'C किसी ने बताया आपका। मेरा कोई रिकॉर्ड नहीं है आपके पास, चलेगा?|A हां जी।',
    'C कभी आया नहीं मैं, थोड़ी जानकारी चाहिए थी।|A पूछिए।|C फिर कॉल करता हूं।',
    'C बोर्ड देखा आपका रास्ते में। नए ग्राहक के लिए क्या है?|A ऑफर चल रहा है।',
    'C यह {biz} है? पहली दफा बात हो रही है, जानकारी मिलेगी?|A जी।',
  ],
  behalf: [
    'C {other} जी की तरफ से बात कर रहा हूं। {ref}, पैसे कितने लगेंगे?|A बताती हूं।',
    'C {other} मेरी {rel} हैं, वो बिज़ी हैं। {ref}, वो कैंसल करना है।|A कर दिया।',
    'C बुकिंग {other} के नाम पर है, मैं उनके घर से बोल रहा हूं। {ref}, कितनी देर लगेगी?|A एक घंटा।',
    'C {other} जी अभी फोन पर नहीं आ सकतीं। {ref}, पार्किंग मिलेगी?|A मिलेगी।',
    'C {other} मेरी {rel} हैं उनके लिए फोन किया है {ref} समय पर हो जाएगा ना|A जी',
    'A किसके नाम से है?|C {other} के नाम से, मैं उनका भाई हूं। {ref}।|A जी बोलिए।|C बस लोकेशन भेज दीजिए।',
    'C {other} ने कहा था फोन करने को, {ref}, पक्का है ना?|A जी हां।',
    'C अपनी {rel} के लिए पूछना था, नाम {other}। {ref}, कोई कागज लाना है?|A नहीं जी।',
  ],
  reminder: [
    'A नमस्ते {first} जी, {biz} से। {date} {time} आपका नंबर है।|C हां याद है।',
    'A हेलो, {first} जी से बात हो रही है?|C बोलिए।|A {biz} से, {date} {time} आना है आपको।|C हां आ रहा हूं।',
    'A {first} जी, {biz} से माया। {date} {time} की बुकिंग है, आ रहे हैं ना?|C जी पक्का।',
    'A हेलो {first} जी {biz} से बात कर रही हूं {date} {time} आपकी बुकिंग है|C ठीक है',
    'A {biz} से फोन है, {first} जी हैं?|C वो नहा रहे हैं, बता दीजिए।|A {date} {time} उनकी बुकिंग है।|C बोल दूंगी।',
    'A {first} जी, याद दिलाना था, {date} {time}।|C कौन?|A {biz} से।|C अच्छा हां, आ जाएंगे।',
    'A {first} जी नमस्कार। {date} {time} आप हमारे यहां आ रहे हैं, {biz} में।|C जी धन्यवाद।',
    'A यह {biz} की तरफ से {first} के लिए कॉल है। {date} {time} बुकिंग है। हां बोलिए।|C हां।',
  ],
  wrong: [
    'A {first} जी बोल रही हैं?|C कौन {first}? रॉन्ग नंबर है भाई।',
    'A नमस्ते, {biz} से। {first} जी?|C नहीं जी, गलत लगाया है आपने।|A माफ कीजिए।',
    'A {first} जी से बात करनी थी।|C यह नंबर अब मेरा है, दो महीने से। वो कोई और थे।|A अच्छा, सॉरी।',
    'A हेलो {first}|C नहीं यहां कोई {first} नहीं है',
    'A {biz} से बोल रही हूं, {first} जी हैं?|C मैं किसी {first} को नहीं जानता।|A जी माफ कीजिए।',
    'A {first} जी?|C नहीं मैडम, यह तो दुकान का नंबर है।|A ओह, माफ कीजिए।',
    'A क्या {first} जी से बात हो सकती है?|C आप गलत जगह फोन कर रहे हैं।|A सॉरी जी।',
    'A {first} जी, {biz} से।|C नया सिम लिया है मैंने, पहले किसी और का होगा।|A ठीक है, हटा देती हूं।',
  ],
}

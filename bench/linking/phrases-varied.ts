import { daysAhead, inWords, isInNextWeek, ordinal, type Speech, WEEKDAYS } from './speech'

const join = (...parts: string[]) => parts.filter((part) => part !== '').join(' ')
const clock12 = (hour: number) => ((hour + 11) % 12) + 1
const inLetters = (date: number) => {
  const small =
    'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
      ' ',
    )
  if (date === 20) return 'twentieth'
  if (date === 30) return 'thirtieth'
  return small[date] ?? `${date > 30 ? 'thirty' : 'twenty'} ${small[date % 10]}`
}

/** Many ways of one thing: short and long, careful and careless, from both sides of the ocean. Readers are developed against it. */
export const english: Speech = {
  date: (random, words) => {
    const ahead = daysAhead(words)
    const name = WEEKDAYS[words.day.weekday - 1] ?? ''
    const month = words.day.toFormat('MMMM')
    const full = [
      `on the ${inLetters(words.day.day)} of ${month}`,
      `${month} ${words.day.day}`,
      `on ${words.day.day} ${month}`,
      `${name}, ${month} ${ordinal(words.day.day)}`,
      `on ${name} the ${inLetters(words.day.day)}`,
    ]
    if (ahead === 0) return random.pick(['today', 'this same day', 'later on today'])
    if (ahead === 1) return random.pick(['tomorrow', 'for tomorrow', `tomorrow ${name}`])
    if (ahead === 2) return random.pick(['the day after tomorrow', 'in two days', 'two days from now', `${name}`])
    if (ahead === -1) return random.pick(['yesterday', 'the other day, yesterday I think'])
    if (ahead === -2) return random.pick(['the day before yesterday', 'two days ago', `last ${name}`])
    if (ahead < 0)
      return ahead > -7
        ? random.pick([`last ${name}`, `on ${name} gone`, `this last ${name}`, `${inWords(-ahead)} days back`])
        : random.pick(full)
    if (ahead < 7)
      return random.pick([
        `${name}`,
        `this ${name} coming`,
        `on the ${ordinal(words.day.day)}`,
        `the coming ${name}`,
        `${inWords(ahead)} days from today`,
        ...full,
      ])
    if (ahead === 7) return random.pick([`a week today`, `a week from today`, `this day next week`, ...full])
    if (isInNextWeek(words)) return random.pick([`next week on ${name}`, `next week ${name}`, `${name} next week`, ...full])
    if (ahead === 14) return random.pick(['two weeks today', 'a fortnight today', 'in two weeks time', ...full])
    return random.pick(full)
  },
  time: (random, at) => {
    const hour = clock12(at.hour)
    const part = at.hour < 12 ? 'in the morning' : at.hour < 17 ? 'in the afternoon' : 'in the evening'
    const half = at.hour < 12 ? 'AM' : 'PM'
    if (at.minute === 0)
      return random.pick([
        `at ${hour}${half}`,
        `for ${inWords(hour)} o'clock`,
        `at ${inWords(hour)} ${half.toLowerCase().split('').join('.')}.`,
        `${inWords(hour)} ${part}`,
        `at ${inWords(hour)} on the dot`,
        `at about ${inWords(hour)}`,
      ])
    if (at.minute === 30)
      return random.pick([`at half past ${inWords(hour)} ${part}`, `at ${inWords(hour)} thirty`, `${hour}.30 ${half.toLowerCase()}`])
    return random.pick([`at ${hour}:15`, `at quarter past ${inWords(hour)} ${part}`, `at ${inWords(hour)} fifteen ${half.toLowerCase()}`])
  },
  party: (random, size) =>
    random.pick([
      `${inWords(size)} people`,
      `there'll be ${inWords(size)} of us`,
      `for a party of ${size}`,
      `${inWords(size)} adults`,
      `table for ${inWords(size)}`,
      `we're ${inWords(size)} in total`,
    ]),
  provider: (random, name) =>
    random.pick([
      `with ${name}`,
      `to see ${name}`,
      `${name} is doing it`,
      `under ${name.startsWith('Dr') ? `Dr ${name.split(' ').at(-1)}` : name}`,
    ]),
  ref: (random, { thing, date, time, party, provider }) =>
    random.pick([
      join('my', date.replace(/^(?:on|for|the) /, '').replace(/^(?:the) /, ''), thing, time, provider, party),
      join('the', thing, 'we booked', date, time, party, provider),
      join('our upcoming', thing, provider, date, time, party),
      join("the one I've got", date, time, provider, party, `, the ${thing}`),
      join('that', thing, party, date, time, provider),
    ]),
  intro: [
    "C Hi, {me} here, I hope you're well.",
    'C Hello there, my name would be {me}.',
    'A Thanks for calling {biz}, who am I speaking with?|C {me}.',
    "A {biz}, good day. May I have your name please?|C Sure, it's {me}.",
    'C Hi, you can call me {me}.',
    'C Yeah hi, uh, {me} this side.',
    "C Hello, I'm {me}, I'm one of your regulars.",
    'C Hey there, {me} speaking, how are you?',
    "C Hi it's only me, {me}.",
    'C Hello, {me}. How are you doing?',
    'C Good morning, this is {me} calling you back.',
    'C Oh hi, name of {me}.',
  ],
  first: [
    "C Hi, it's {first}, we spoke before.",
    'C {first} here, hello.',
    'C Hello hello, {first} speaking.',
    "C Hi, I'm {first}.",
    'A Hello, {biz}, who is this?|C {first}.',
    'C Hey, {first} this side.',
  ],
  cancel: [
    "C So sorry but I'm not going to be able to come to {ref}.|A That's okay, thanks for letting us know.",
    "C Could you get rid of {ref}? I don't need it any more.|A Sure.",
    "C Please drop {ref}, I'm out of town.|A All gone.",
    "C Bad news, we have to call off {ref}.|A Oh that's a shame. Done.",
    'C I need to back out of {ref}.|A No worries at all.',
    'C About {ref}. I would like to withdraw it please, my son has a fever.|A Okay, I hope he feels better.',
    "C We can't make it to {ref}, could you give our place to somebody else?|A Of course.",
    'C Please delete {ref} from your system.|A Deleted.',
    'C Can you free up {ref}? Something urgent has come up at home.|A Yes.',
  ],
  move: [
    'C Is there any way to have {ref} {newdate} {newtime} instead?|A Yes there is.',
    'C I was hoping to change {ref}. Could it be {newdate} {newtime}?|A Let me see. Yes.',
    'C Can you shift {ref} over to {newdate} {newtime}?|A Shifted.',
    "C {ref} doesn't suit me any longer. What about {newdate} {newtime}?|A That is possible.|C Lovely.",
    'C Could we swap {ref} for something {newdate} {newtime}?|A Yes of course.',
    'C I have to postpone {ref}.|A No problem. Until when?|C {newdate} {newtime}.|A Okay.',
    "C I'm trying to reschedule {ref}, {newdate} {newtime} would be perfect.|A Let me do that for you.",
  ],
  change: [
    "C I'm ringing about {ref}. Is there somewhere to leave a pram?|A Yes by the door.",
    'C With regards to {ref}, do I need to fill in any forms beforehand?|A No, you can do it here.',
    "C So {ref}, I wanted to let you know that I'm bringing my brother.|A Great.",
    'C Just wondering about {ref}, how long is that going to take?|A An hour at most.',
    "C I've got a query on {ref}. Will there be somebody who speaks French?|A I will find out.",
    "C Hey so for {ref}, what's the dress code?|A There is none.",
    'C For {ref} could I pay by card?|A Yes you can.',
  ],
  confirm: [
    'C Am I right that {ref} is going ahead?|A You are.',
    'C Would you mind double checking {ref}?|A It is there.',
    "C I'd like to make sure you have {ref}.|A We do.",
    'C I want to reconfirm {ref}.|A Confirmed.',
    "C Just making sure {ref} hasn't been changed.|A No it has not.",
    'C Is {ref} all in order?|A All in order.',
  ],
  book: [
    'C I need {party} {date} {time}, can you squeeze us in?|A Yes we can.',
    'C I want to set something up {date} {time} {party}.|A All set.',
    'C Could you fit me in {date} {time} {party}?|A Yes, see you then.',
    'C Hoping to get an appointment {date} {time} {party}.|A You are down for that.',
    'C What availability do you have {date} {time} {party}?|A We have that. I will reserve it.',
    'C Can I come by {date} {time} {party}?|A You may, I wrote it down.',
    "C I'd love to reserve {date} {time} {party}.|A It is done.",
    'C Schedule me {date} {time} {party} please.|A Scheduled.',
  ],
  late: [
    "C Hi, we're stuck behind an accident on the motorway.|A Drive safely.",
    "C I've just parked, which floor are you on?|A Second floor.",
    "C I'm outside, how do I get in?|A Ring the bell.",
    "C My bus broke down, I'll be there as soon as I can.|A Okay.",
    "C Sorry, I'm going to be a few minutes behind schedule.|A All right.",
    "C We're round the corner, be there in a jiffy.|A Sure.",
    'C Could you hold it for us for another quarter of an hour? We left home late.|A We will.',
    'C My cab has not come yet so it might be a little bit later than planned.|A Okay thank you.',
    'C I am about to arrive but there is no parking.|A Use the yard.',
  ],
  feedback: [
    'C I visited you {date} and I still have pain.|A Let me get someone to call you.',
    'C I think I forgot my scarf at your place {date}.|A Let me check.',
    'C We were over {date} and it was fantastic.|A So glad to hear it.',
    'C The bill {date} was too high.|A I apologise.',
    'C You charged my card twice {date}.|A I am sorry.',
    'C I was really disappointed {date}.|A Oh no, what happened?',
    'C When I came in {date} nobody gave me a receipt.|A I can mail it.',
    "C I'd like to complain about what happened {date}.|A I am listening.",
    'C Did anybody find an earring {date}? I think I dropped one.|A Not that I know of.',
    'C Thanks so much for {date}, we had a great time.|A Our pleasure.',
  ],
  enquiry: [
    'C Are you open on bank holidays?|A Only until noon.',
    'C Could you tell me your address?|A It is 14 High Street.',
    "C What's your fee?|A It starts from fifty.",
    'C Do you take credit cards?|A Yes, all of them.',
    'C I wanted to apply for the job you advertised.|A Please mail us.',
    'C Can I speak to whoever handles your cleaning contracts?|A They are out.',
    'C Have you got wheelchair access?|A Yes.',
    'C Do you have a website?|A Yes we do.',
    'C What kind of things do you offer?|A It is all online.',
    'C Is smoking allowed?|A Only outside.',
    'C How do I get to you from the station?|A Take the first left.',
    'C What is the email address of your accounts department?|A I will spell it for you.',
    'C Do you have a branch in the north of the city?|A No.',
    "C I'm from the electricity board, I need to read your meter.|A Come in whenever.",
    'C Is there a discount for students?|A Ten percent.',
    'C Do you do home visits?|A Not yet.',
    'C Can I buy your shampoo online?|A Yes.',
  ],
  vague: [
    "C I'm calling in connection with my appointment. Do I have to pay beforehand?|A No.",
    'C I have something booked with you. Can I bring my dog?|A Yes.',
    "C You've got me down for something. Can someone come with me?|A Yes.",
    'C Regarding our reservation, is there anything to sign?|A No.',
    'C When is my appointment again?|A I will look.',
    'C I wanted to ask something about my visit.|A Sure.|C Can I eat before?|A You can.',
  ],
  stranger: [
    "C I found you on Google. Do you take new people?|A Yes we do.|C Okay, thanks, I'll think about it.",
    'C My neighbour keeps raving about you. What sort of services do you have?|A Let me send you a link.',
    "C I'm new in town and looking around. Could you tell me a bit about yourselves?|A Happy to.",
  ],
  behalf: [
    "C Hello, I'm ringing on behalf of {other}. It's about {ref}, can we pay on the day?|A You can.",
    "C I'm {other}'s {rel}. I'm calling about {ref}, how long will it last?|A An hour.",
    'C My {rel} {other} has {ref}, and I need to know where to park.|A At the back.',
    "C Calling for {other}, I'm the {rel}. Could you cancel {ref}?|A Okay.",
    'C This is the {rel} of {other}. We have a question on {ref}: is lunch included?|A No.',
  ],
  reminder: [
    'A Good morning, {biz} calling. Could I speak to {first} please?|C Speaking.|A You have an appointment {date} {time}, can you still make it?|C Sure.',
    'A Hey {first}, this is Maya with {biz}, just a friendly reminder about {date} {time}.|C Great, thank you.',
    'A Is that {first}?|C It is.|A We wanted to check you are coming {date} {time}.|C Yep.',
    'A Hi, am I talking to {first}? We have you in the diary {date} {time}.|C Yes, that works, no problem.',
  ],
  wrong: [
    "A Hello, this is Maya from {biz}, may I speak with {first}?|C Sorry, I think you've got the wrong person.|A My apologies.",
    "A Hi, is that {first}?|C No, this isn't {first}.|A Oh, sorry to bother you.",
    "A Hello {first}?|C No, I got this number last month, I don't know who that is.|A I see, sorry.",
    "A Good morning, {first}?|C There's no {first} here.|A Apologies.",
    "A Hi {first}, Maya from {biz}.|C {first} doesn't use this number any more.|A Thanks for telling us.",
    'A Am I speaking with {first}?|C Nope, never heard of them.|A Sorry.',
    'A Hello, could I speak to {first}?|C Who? You must have dialled incorrectly.|A I am sorry.',
    'A Hi, this is {biz} calling for {first}.|C This number belongs to somebody else now.|A Thank you, I will update that.',
    'A Is this {first}?|C I am not {first}, please take me off your list.|A I will.',
  ],
}

export const hinglish: Speech = {
  ...english,
  date: (random, words) => {
    const ahead = daysAhead(words)
    const hindiNames = ['Somvaar', 'Mangalwar', 'Budhvar', 'Guruwar', 'Shukrvaar', 'Shanivaar', 'Raviwar']
    const name = random.chance(0.5) ? (WEEKDAYS[words.day.weekday - 1] ?? '') : (hindiNames[words.day.weekday - 1] ?? '')
    const date = random.pick([
      `${words.day.day} tarik ko`,
      `${words.day.day} ${words.day.toFormat('MMM')} ko`,
      `${words.day.toFormat('MMMM')} ${words.day.day} ko`,
      `${ordinal(words.day.day)} ko`,
    ])
    if (ahead === 0) return random.pick(['aaj', 'aaj ke liye', 'aaj hi ke din'])
    if (ahead === 1) return random.pick(['kal', 'kal ke liye', 'tomorrow'])
    if (ahead === 2) return random.pick(['parsoN', 'parson', 'do din baad', `${name} ko`])
    if (ahead === -1) return random.pick(['kal', 'yesterday'])
    if (ahead < 0) return ahead > -7 ? random.pick([`pichle ${name} ko`, `last ${name} ko`]) : date
    if (ahead < 7) return random.pick([`${name} ko`, `iss ${name} ko`, `${name} ke liye`, `aanewale ${name} ko`, date])
    if (isInNextWeek(words)) return random.pick([`next ${name} ko`, `agle hafte ke ${name} ko`, `next week ${name} ko`, date])
    return date
  },
  time: (random, at) => {
    const words = 'ek do teen char paanch che saat aath nau das gyarah barah'.split(' ')
    const hour = clock12(at.hour)
    const part = at.hour < 12 ? 'subah' : at.hour < 16 ? 'dopahar' : at.hour < 20 ? 'shaam' : 'raat'
    const number = random.chance(0.5) ? String(hour) : (words[hour - 1] ?? '')
    if (at.minute === 0)
      return random.pick([
        `${part} ke ${number} baje`,
        `${hour} baje ${part} ko`,
        `${part} mein ${number} baje`,
        `${hour} ${at.hour < 12 ? 'am' : 'pm'}`,
      ])
    if (at.minute === 30 && hour > 2)
      return random.pick([`${part} ke saadhe ${number} baje`, `sadhe ${number} baje ${part} ko`, `${hour} thirty`])
    if (at.minute === 15) return random.pick([`sava ${number} baje ${part} ko`, `${part} ${hour}:15`])
    return `${part} ${hour}:${String(at.minute).padStart(2, '0')} pe`
  },
  party: (random, size) =>
    random.pick([`${size} logon ka`, `hum log ${size} honge`, `${size} persons`, `${size} members`, `${size} logo ke liye`]),
  provider: (random, name) => random.pick([`${name.startsWith('Dr') ? `Doctor ${name.split(' ').at(-1)}` : name} se`, `${name} ke yahan`]),
  ref: (random, { thing, date, time, party, provider }) =>
    random.pick([
      join('humari', thing, 'ki jo booking hai', date, time, party, provider),
      join(date, time, 'ka mera', thing, provider, party),
      join('mera jo', thing, 'hai', date, time, provider, party),
      join(date, time, provider, thing, 'book kiya tha', party),
    ]),
  intro: [
    'C Hello, {me} bol rahi hun.',
    'C Ji main {me}.',
    'C Namaste, main {me} baat kar rahi hoon.',
    'C Hello ji, {me} this side.',
    'A Namaste, {biz}. Kaun bol raha hai?|C {me}.',
    'C Haan ji namaste, mera naam hai {me}.',
    'C Hello, yahan se {me} bol rahe hain.',
    'A Aapka shubh naam?|C Ji {me}.',
    'C Namaskar ji, main {me} hoon.',
  ],
  first: ['C Hello, {first} bol rahi hoon.', 'C Main {first} hoon ji.', 'C Ji {first} this side.', 'A Ji kaun?|C {first}.'],
  cancel: [
    'C {ref}, main nahi aa paunga, cancel kar do.|A Ji kar diya.',
    'C {ref} wo cancel karwani thi.|A Ho gayi.',
    'C {ref}, hum log nahi aa rahe.|A Theek hai.',
    'C Mujhe {ref} nahi chahiye ab.|A Ok ji.',
    'C {ref}, plan change ho gaya, hata do please.|A Hata diya.',
    'C {ref}, tabiyat kharab hai to nahi aa sakti.|A Koi baat nahi ji.',
  ],
  move: [
    'C {ref}, usko {newdate} {newtime} pe shift kar do na.|A Ho gaya ji.',
    'C {ref} ka time change karna hai, {newdate} {newtime} chahiye.|A Ji kar diya.',
    'C {ref}, {newdate} {newtime} ho sakta hai kya uske badle?|A Haan ji.',
    'C {ref} postpone karna tha, {newdate} {newtime} kar dijiye.|A Done ji.',
  ],
  change: [
    'C {ref}, uske bare mein kuch puchna tha, parking milegi?|A Haan ji.',
    'C {ref}, usme do log aur aa sakte hain kya?|A Ji.',
    'C {ref}, reports lani padengi kya?|A Haan ji lana.',
    'C {ref}, kitna time lagega?|A Ek ghanta.',
    'C {ref}, bachche allowed hain na?|A Bilkul.',
  ],
  confirm: [
    'C {ref}, confirm kar dijiye.|A Confirm hai ji.',
    'C {ref} hai na, bas check kar lo.|A Haan ji.',
    'C {ref}, wo ho gayi hai na book?|A Ji.',
  ],
  book: [
    'C {date} {time} {party} book kar dijiye.|A Ji ho gaya.',
    'C Mujhe {date} {time} {party} aana tha, ho payega?|A Haan ji, likh liya.',
    'C {date} {time} {party} koi slot khali hai?|A Ji hai, book kar diya.',
    'C {date} {time} {party} appointment chahiye tha.|A Le liya ji.',
  ],
  late: [
    'C Main bas das minute mein aa raha hoon.|A Aaiye.',
    'C Jaam mein phas gaye hain, thoda wait kar lena.|A Ji.',
    'C Thoda late ho jaunga, chalega?|A Haan ji.',
    'C Hum niche khade hain, kaunsa floor hai?|A Teesra.',
    'C Abhi ghar se nikle hain, time lagega.|A Theek hai.',
  ],
  feedback: [
    'C {date} mujhe sahi service nahi mili.|A Sorry ji.',
    'C {date} main aayi thi to apna bag bhool gayi.|A Dekh ke batati hoon.',
    'C {date} bill galat bana tha.|A Check karte hain.',
    'C {date} bahut accha laga humein, thank you.|A Shukriya ji.',
    'C {date} jo treatment hua uske baad dard ho raha hai.|A Doctor se baat karati hoon.',
  ],
  enquiry: [
    'C Aapki timing kya hai?|A Das se aath.',
    'C Aap kahan par ho?|A Main market mein.',
    'C Rate kya hai aapka?|A Paanch sau se shuru.',
    'C Card chalega kya?|A Haan ji.',
    'C Koi offer chal raha hai kya?|A Nahi ji.',
    'C Home service dete ho kya?|A Nahi.',
    'C Aapke yahan AC hai kya?|A Ji hai.',
    'C Main bank se bol raha hoon, loan chahiye kya?|A Nahi.',
    'C Station se kitna door hai?|A Do kilometre.',
    'C Ladies ke liye alag hai kya?|A Haan.',
  ],
  vague: [
    'C Mera appointment kab ka hai?|A Dekhti hoon.',
    'C Apni booking ke liye kuch puchna tha.|A Ji.|C Advance dena hai kya?|A Nahi.',
    'C Humari booking hai na, usme bachchon ka kya scene hai?|A Free hai.',
  ],
  stranger: [
    'C Internet pe aapka number mila. Kya kya services hain?|A Bhejti hoon.',
    'C Main yahan naya hoon. Aap thoda bataiye apne baare mein.|A Ji zaroor.',
  ],
  behalf: [
    'C {other} ji ke liye call kiya hai, {ref}, kya saath mein koi aa sakta hai?|A Haan ji.',
    'C {other} meri {rel} hai, {ref}, wo cancel karna hai.|A Theek hai.',
    'C Main {other} ka ghar wala bol raha hoon, {ref}, kitne paise lagenge?|A Paanch sau.',
  ],
  reminder: [
    'A Hello, main {biz} se Maya. Kya main {first} ji se baat kar rahi hoon?|C Haan boliye.|A {date} {time} aapko aana hai, yaad hai na?|C Haan ji yaad hai.',
    'A {first} ji namaste, {biz} se bol rahi hoon, {date} {time} ka confirm karna tha.|C Ji confirm hai.',
  ],
  wrong: [
    'A Namaste, {first} ji hain?|C Nahi, aapne galat jagah phone lagaya hai.|A Sorry ji.',
    'A Hello {first} ji?|C Kaun {first}? Yahan koi {first} nahi hai.|A Maaf kijiye.',
    'A {first} ji se baat ho sakti hai?|C Ye unka number nahi hai.|A Accha sorry.',
    'A Main {biz} se, {first} ji?|C Ye number ab mera hai, {first} ko main nahi jaanta.|A Theek hai sorry.',
  ],
}

const HINDI_HOURS = 'एक दो तीन चार पांच छः सात आठ नौ दस ग्यारह बारह'.split(' ')
const HINDI_DAYS = 'सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार'.split(' ')
const HINDI_MONTHS = 'जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर'.split(' ')

export const hindi: Speech = {
  ...hinglish,
  date: (random, words) => {
    const ahead = daysAhead(words)
    const name = HINDI_DAYS[words.day.weekday - 1] ?? ''
    const date = `${words.day.day} ${HINDI_MONTHS[words.day.month - 1]} को`
    if (ahead === 0) return 'आज'
    if (Math.abs(ahead) === 1) return 'कल'
    if (ahead === 2) return random.pick(['परसों', 'दो दिन बाद'])
    if (ahead < 0) return ahead > -7 ? `पिछले ${name} को` : date
    if (ahead < 7) return random.pick([`इस ${name} को`, `${name} के दिन`, date])
    return isInNextWeek(words) ? random.pick([`अगले हफ्ते ${name} को`, date]) : date
  },
  time: (_, at) => {
    const part = at.hour < 12 ? 'सुबह' : at.hour < 16 ? 'दोपहर' : at.hour < 20 ? 'शाम' : 'रात'
    const hour = HINDI_HOURS[clock12(at.hour) - 1] ?? ''
    return at.minute === 0
      ? `${part} के ${hour} बजे`
      : at.minute === 30
        ? `${part} को साढ़े ${hour} बजे`
        : `${part} ${clock12(at.hour)}:${at.minute} पर`
  },
  party: (random, size) => random.pick([`${size} लोग`, `हम ${size} लोग हैं`]),
  provider: (_, name) => `${name} से`,
  ref: (random, { thing, date, time, party, provider }) =>
    random.pick([join('मेरा', date, time, thing, 'है', party, provider), join('हमने', thing, date, time, party, provider, 'बुक किया था')]),
  intro: ['C हेलो, {me} बोल रहा हूँ।', 'C नमस्कार, मैं {me} हूँ।', 'C हाँ जी, {me} नाम है मेरा।', 'A जी कौन बोल रहे हैं?|C {me}।'],
  first: ['C हेलो, मैं {first}।', 'C जी मैं {first} बात कर रही हूँ।'],
  cancel: ['C {ref}, मैं नहीं आ पाऊँगा।|A ठीक है जी।', 'C {ref}, वो हटा दीजिए।|A जी।', 'C {ref}, हम नहीं आ रहे हैं।|A जी ठीक है।'],
  move: ['C {ref}, उसकी जगह {newdate} {newtime} मिल सकता है?|A जी।', 'C {ref}, {newdate} {newtime} पर शिफ्ट कर दो।|A हो गया।'],
  change: ['C {ref}, क्या मैं अपनी बेटी को ला सकता हूँ?|A जी।', 'C {ref}, कितना समय लगेगा?|A एक घंटा।'],
  confirm: ['C {ref}, पक्का है ना?|A जी।', 'C {ref}, एक बार देख लीजिए।|A जी है।'],
  book: ['C {date} {time} {party} आना है, जगह मिलेगी?|A जी मिलेगी, लिख लिया।', 'C {date} {time} {party} बुक कर दीजिए।|A जी।'],
  late: ['C मैं दस मिनट देर से आऊँगा।|A ठीक है।', 'C बस पहुँच रहे हैं।|A आइए।'],
  feedback: ['C {date} मैं आया था, मेरी घड़ी छूट गई।|A देखती हूँ।', 'C {date} का बिल ग़लत था।|A माफ़ कीजिए।'],
  enquiry: ['C आपका पता क्या है?|A मेन रोड।', 'C क्या आप कार्ड लेते हैं?|A जी।', 'C कितने पैसे लगते हैं?|A पाँच सौ।'],
  vague: ['C मेरी अपॉइंटमेंट कब है?|A देखती हूँ।', 'C अपनी बुकिंग के बारे में कुछ पूछना था।|A जी।'],
}

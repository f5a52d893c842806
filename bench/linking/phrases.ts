import { daysAhead, inWords, isInNextWeek, ordinal, type Speech, WEEKDAYS } from './speech'

const join = (...parts: string[]) => parts.filter((part) => part !== '').join(' ')
const clock12 = (hour: number) => ((hour + 11) % 12) + 1

export const english: Speech = {
  date: (random, words) => {
    const ahead = daysAhead(words)
    const name = WEEKDAYS[words.day.weekday - 1] ?? ''
    const full = [
      `on the ${ordinal(words.day.day)} of ${words.day.toFormat('MMMM')}`,
      `on ${words.day.toFormat('MMMM')} ${ordinal(words.day.day)}`,
      `on ${name} the ${ordinal(words.day.day)}`,
    ]
    if (ahead === 0) return random.pick(['today', 'today', 'later today'])
    if (ahead === 1) return random.pick(['tomorrow', 'tomorrow', `tomorrow, ${name}`])
    if (ahead === 2) return random.pick(['the day after tomorrow', `on ${name}`, `this ${name}`])
    if (ahead === -1) return random.pick(['yesterday', 'last night'])
    if (ahead < 0) return ahead > -7 ? random.pick([`last ${name}`, `on ${name}`, `${-ahead} days ago`]) : random.pick(full)
    if (ahead < 7)
      return random.pick([`on ${name}`, `this ${name}`, `this coming ${name}`, ...(isInNextWeek(words) ? [`next ${name}`] : []), ...full])
    if (isInNextWeek(words)) return random.pick([`next ${name}`, `on ${name} next week`, ...full])
    return random.pick([...full, `on the ${ordinal(words.day.day)}`])
  },
  time: (random, at) => {
    const hour = clock12(at.hour)
    const half = at.hour < 12 ? 'am' : 'pm'
    const part = at.hour < 12 ? 'in the morning' : at.hour < 17 ? 'in the afternoon' : 'in the evening'
    if (at.minute === 0)
      return random.pick([`at ${hour} ${half}`, `at ${inWords(hour)} ${part}`, `at ${hour} o'clock`, `at ${inWords(hour)}`])
    if (at.minute === 30) return random.pick([`at ${hour}:30`, `at half past ${inWords(hour)}`, `at ${inWords(hour)} thirty ${part}`])
    return random.pick([`at quarter past ${inWords(hour)}`, `at ${hour}:15 ${half}`])
  },
  party: (random, size) =>
    random.pick([`for ${inWords(size)} people`, `for ${size}`, `for a group of ${size}`, `for ${inWords(size)} of us`]),
  provider: (random, name) =>
    random.pick([`with ${name}`, `with ${name.startsWith('Dr') ? `Dr. ${name.split(' ').at(-1)}` : name.split(' ')[0]}`]),
  ref: (random, { thing, date, time, party, provider }) =>
    random.pick([
      join('my', thing, party, provider, date, time),
      join('the', thing, 'I have', date, time, party, provider),
      join('our', thing, date, time, provider, party),
    ]),
  intro: [
    'C Hi, this is {me}.',
    'C Hello, my name is {me}.',
    'C Good morning, {me} here.',
    "C Hi there, it's {me} calling.",
    'A {biz}, how can I help?|C Hi, {me} speaking.',
  ],
  first: ["C Hi, it's {first}.", 'C Hello, {first} here.', 'C Hey, this is {first}.'],
  cancel: [
    "C I'm afraid I have to cancel {ref}.|A I'm sorry to hear that. I've taken care of it.",
    "C Something came up and I won't be able to make {ref}.|A No problem, shall I cancel it?|C Yes please.",
    "C Could you please take {ref} off the diary? We can't come any more.|A Consider it cancelled.",
  ],
  move: [
    'C I need to move {ref} to {newdate} {newtime}.|A Let me check. Yes, that works.|C Great, thanks.',
    'C Would it be possible to reschedule {ref}?|A Sure, when would suit you?|C {newdate} {newtime} if you have it.|A Done.',
    "C I can't do {ref} after all. Can we do {newdate} {newtime} instead?|A That's fine, I've moved it.",
  ],
  change: [
    'C I have a question about {ref}. Could you note that my mother uses a wheelchair?|A Of course.',
    'C Regarding {ref}, one of us is allergic to nuts.|A Thanks, I will add that.',
    "C It's about {ref}. Can I bring my daughter along?|A Yes, that's fine.",
  ],
  confirm: [
    'C I just wanted to check that {ref} is still on.|A Yes, you are all set.',
    'C Can you confirm {ref} for me?|A Yes, it is in the system.',
  ],
  book: [
    "C I'd like to book {ref}.|A Certainly, that's done for you.",
    'C Do you have anything free {date} {time} {party}?|A Yes we do. Shall I put you down?|C Please.',
    'C Can I make a new reservation {date} {time} {party}?|A Yes, you are booked in.',
  ],
  late: [
    "C We're running about fifteen minutes late, the traffic is terrible.|A No worries, we will keep it for you.",
    "C I'm on my way but I can't find the entrance.|A It's on the left behind the pharmacy.",
    'C I got held up at work, can you still take me if I come ten minutes late?|A Yes.',
  ],
  feedback: [
    'C I was in {date} and I think I was overcharged.|A Let me look at the bill.',
    'C I left my umbrella with you {date}.|A I will have a look.',
    'C I just wanted to say how lovely everything was {date}.|A Thank you so much!',
  ],
  enquiry: [
    'C What time do you close on Sundays?|A At eight.',
    'C How much do you charge for a first visit?|A That depends.',
    'C Are you hiring at the moment?|A Please send us your CV.',
    'C Do you sell gift cards?|A Yes, from the front desk.',
    "C I'm calling from a marketing agency, could I speak to the owner?|A He is not in.",
    'C Is there parking close to your place?|A Yes, across the street.',
    'C Can you send me the invoice address of your company?|A I will text it.',
  ],
  vague: [
    "C I'm calling about my booking.|A Sure, what about it?|C Could you tell me if I need to bring anything?|A Just yourself.",
    'C I have a question about my upcoming appointment.|A Go ahead.|C Is there anything I should prepare?|A No.',
  ],
  stranger: [
    'C I was given this number by a friend. Do you have time for a new client?|A We do, could I take your details?|C I will call again.',
    'C I saw you online and wondered what you offer.|A Happy to send you our brochure.',
  ],
  behalf: [
    "C Hi, I'm calling for my {rel}, {other}.|C It's about {ref}. Could you tell us if anything has to be paid up front?|A No, nothing.",
    "C Hello, {other}'s {rel} here. {other} asked me to cancel {ref}.|A All right, done.",
  ],
  reminder: [
    'A Hello, this is Maya from {biz}. Am I speaking with {first}?|C Yes, speaking.|A I am calling to remind you of your visit {date} {time}.|C Yes, I will be there.',
    'A Hi {first}, Maya from {biz} here. Just confirming that we see you {date} {time}.|C Perfect, thanks.',
  ],
  wrong: ['A Hello, this is Maya from {biz}, is that {first}?|C No, you have the wrong number.|A Sorry about that.'],
}

export const hinglish: Speech = {
  ...english,
  date: (random, words) => {
    const ahead = daysAhead(words)
    const names = ['Somvar', 'Mangalvar', 'Budhvar', 'Guruvar', 'Shukravar', 'Shanivar', 'Ravivar']
    const name = random.chance(0.5) ? (WEEKDAYS[words.day.weekday - 1] ?? '') : (names[words.day.weekday - 1] ?? '')
    const date = random.pick([`${words.day.day} tareekh ko`, `${words.day.day} ${words.day.toFormat('MMMM')} ko`])
    if (ahead === 0) return 'aaj'
    if (ahead === 1) return 'kal'
    if (ahead === 2) return random.pick(['parso', `${name} ko`])
    if (ahead === -1) return 'kal'
    if (ahead < 0) return ahead > -7 ? `pichle ${name} ko` : date
    if (ahead < 7) return random.pick([`${name} ko`, `is ${name} ko`, date])
    if (isInNextWeek(words)) return random.pick([`agle ${name} ko`, date])
    return date
  },
  time: (random, at) => {
    const hour = clock12(at.hour)
    const words = 'ek do teen char paanch chhe saat aath nau das gyarah barah'.split(' ')
    const part = at.hour < 12 ? 'subah' : at.hour < 16 ? 'dopahar' : at.hour < 20 ? 'shaam' : 'raat'
    const number = random.chance(0.5) ? String(hour) : (words[hour - 1] ?? '')
    if (at.minute === 0) return random.pick([`${part} ko ${number} baje`, `${number} baje`, `${part} ${number} baje`])
    if (at.minute === 30 && hour > 2) return random.pick([`${part} saade ${number} baje`, `${hour}:30 baje`])
    return `${part} ${hour}:${String(at.minute).padStart(2, '0')} baje`
  },
  party: (random, size) => random.pick([`${size} logon ke liye`, `hum ${size} log hain`, `${size} log`]),
  provider: (random, name) =>
    random.pick([`${name.startsWith('Dr') ? `Dr. ${name.split(' ').at(-1)}` : name} ke saath`, `${name.split(' ').at(-1)} ji ke saath`]),
  ref: (random, { thing, date, time, party, provider }) =>
    random.pick([
      join(date, time, 'meri', thing, 'ki booking', party, provider),
      join('mera', thing, 'wala appointment', date, time, provider, party),
      join(date, time, party, 'jo', thing, 'ka booking hai', provider),
    ]),
  intro: ['C Namaste, main {me} bol raha hoon.', 'C Hello ji, mera naam {me} hai.', 'C Haan hello, {me} bol rahi hoon.'],
  first: ['C Hello, main {first} bol raha hoon.', 'C Namaste ji, {first} baat kar raha hoon.'],
  cancel: [
    'C {ref}, usko cancel karna hai.|A Theek hai, cancel kar diya.',
    'C Hum nahi aa payenge, {ref}, please hata dijiye.|A Ji, ho gaya.',
  ],
  move: [
    'C {ref}, usko {newdate} {newtime} kar sakte hain kya?|A Haan ji, kar diya.',
    'C {ref} us din mushkil hai, {newdate} {newtime} shift kar dijiye.|A Ho gaya.',
  ],
  change: [
    'C {ref}, uske baare mein poochna tha. Khana jain milega na?|A Haan ji.',
    'C {ref}, kya apni mummy ko saath la sakte hain?|A Bilkul.',
  ],
  confirm: ['C {ref}, woh pakka hai na?|A Haan ji, confirm hai.'],
  book: [
    'C {date} {time} {party} booking karni hai.|A Ji, kar di.',
    'C {date} {time} ke liye {party} slot milega kya?|A Haan, book kar diya.',
  ],
  late: [
    'C Hum raaste mein hain, traffic bahut hai, thoda late ho jayenge.|A Koi baat nahi.',
    'C Mujhe pahunchne mein der ho jayegi, bees minute.|A Theek hai.',
  ],
  feedback: [
    'C {date} hum aaye the, mera phone wahin reh gaya.|A Main dekhti hoon.',
    'C {date} aaya tha main, bill mein zyada paise liye gaye.|A Main check karti hoon.',
  ],
  enquiry: [
    'C Aap log kitne baje tak khule rehte ho?|A Raat das baje tak.',
    'C Pehli baar dikhane ka kitna lagta hai?|A Paanch sau rupaye.',
    'C Aapke yahan koi naukri hai kya?|A Abhi nahi.',
    'C Aapka pata kya hai?|A MG Road.',
    'C Gift voucher milta hai kya?|A Haan ji.',
  ],
  vague: ['C Meri booking ke baare mein baat karni thi.|A Ji boliye.|C Kuch saath lana hai kya?|A Nahi ji.'],
  stranger: ['C Mujhe ek dost ne aapka number diya. Aap log kya kya karte ho?|A Main details bhej deti hoon.'],
  behalf: [
    'C Main {other} ki taraf se bol raha hoon, {ref}, uske paise pehle dene hain kya?|A Nahi.',
    'C Meri {rel} {other} ke liye phone kiya hai, {ref}, woh cancel kar dijiye.|A Theek hai.',
  ],
  reminder: [
    'A Namaste, {biz} se Maya bol rahi hoon. {first} ji?|C Haan ji.|A Aapka appointment {date} {time} hai, yaad dila rahi thi.|C Haan, aa jaunga.',
  ],
  wrong: ['A Namaste, {first} ji se baat ho rahi hai?|C Nahi, galat number hai.|A Maaf kijiye.'],
}

const HINDI_HOURS = 'एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह'.split(' ')
const HINDI_DAYS = 'सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार'.split(' ')

export const hindi: Speech = {
  ...hinglish,
  date: (random, words) => {
    const ahead = daysAhead(words)
    const name = HINDI_DAYS[words.day.weekday - 1] ?? ''
    if (ahead === 0) return 'आज'
    if (Math.abs(ahead) === 1) return 'कल'
    if (ahead === 2) return 'परसों'
    if (ahead < 0) return ahead > -7 ? `पिछले ${name} को` : `${words.day.day} तारीख को`
    if (ahead < 7) return `${name} को`
    return isInNextWeek(words) && random.chance(0.5) ? `अगले ${name} को` : `${words.day.day} तारीख को`
  },
  time: (_random, at) => {
    const part = at.hour < 12 ? 'सुबह' : at.hour < 16 ? 'दोपहर' : at.hour < 20 ? 'शाम' : 'रात'
    const hour = HINDI_HOURS[clock12(at.hour) - 1] ?? ''
    return at.minute === 0 ? `${part} ${hour} बजे` : at.minute === 30 ? `${part} साढ़े ${hour} बजे` : `${part} सवा ${hour} बजे`
  },
  party: (_, size) => `${size} लोगों के लिए`,
  provider: (_, name) => `${name} के साथ`,
  ref: (_, { thing, date, time, party, provider }) => join(date, time, party, 'मेरी', thing, 'की बुकिंग', provider),
  intro: ['C नमस्ते, मेरा नाम {me} है।', 'C हेलो, मैं {me} बोल रही हूँ।'],
  first: ['C नमस्ते, मैं {first} बोल रहा हूँ।'],
  cancel: ['C {ref} है, उसे कैंसिल कर दीजिए।|A जी, हो गया।'],
  move: ['C {ref} है, उसको {newdate} {newtime} कर दीजिए।|A जी ठीक है।'],
  change: ['C {ref} है, हमें बिना प्याज़ का खाना चाहिए।|A जी ज़रूर।'],
  confirm: ['C {ref} है, वो पक्की है ना?|A जी हाँ।'],
  book: ['C {date} {time} {party} बुकिंग करनी है।|A जी, कर दी।'],
  late: ['C हम रास्ते में हैं, थोड़ी देर हो जाएगी।|A कोई बात नहीं।'],
  feedback: ['C {date} हम आए थे, मेरा चश्मा वहीं रह गया।|A मैं देखती हूँ।'],
  enquiry: ['C आप कितने बजे तक खुले रहते हैं?|A रात दस बजे तक।', 'C फ़ीस कितनी है?|A पाँच सौ रुपये।'],
  vague: ['C मेरी बुकिंग के बारे में बात करनी थी।|A जी बोलिए।|C कुछ साथ लाना है क्या?|A नहीं।'],
}

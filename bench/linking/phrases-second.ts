import { daysAhead, inWords, isInNextWeek, ordinal, type Speech, WEEKDAYS } from './speech'

const join = (...parts: string[]) => parts.filter((part) => part !== '').join(' ')
const clock12 = (hour: number) => ((hour + 11) % 12) + 1

/** Other people, other words. Readers have been developed against it since it was first measured: it holds nothing back any more. */
export const english: Speech = {
  date: (random, words) => {
    const ahead = daysAhead(words)
    const name = WEEKDAYS[words.day.weekday - 1] ?? ''
    const full = [
      `${words.day.toFormat('MMMM')} the ${ordinal(words.day.day)}`,
      `${ordinal(words.day.day)} ${words.day.toFormat('MMM')}`,
      `${name} ${ordinal(words.day.day)} ${words.day.toFormat('MMMM')}`,
    ]
    if (ahead === 0) return random.pick(['today', 'this very day', 'for today'])
    if (ahead === 1) return random.pick(['tomorrow', 'for tomorrow'])
    if (ahead === -1) return random.pick(['yesterday', 'only yesterday'])
    if (ahead < 0) return ahead > -7 ? random.pick([`this past ${name}`, `last ${name}`]) : random.pick(full)
    if (ahead < 7) return random.pick([`for ${name}`, `${name}`, `coming ${name}`, `in ${inWords(ahead)} days`, ...full])
    if (isInNextWeek(words)) return random.pick([`${name} of next week`, `${name} week after this one`, `next ${name}`, ...full])
    if (ahead === 14) return random.pick(['in two weeks', 'a fortnight from now', ...full])
    return random.pick(full)
  },
  time: (random, at) => {
    const hour = clock12(at.hour)
    if (at.minute === 0)
      return random.pick([
        `${inWords(hour)} sharp`,
        `${at.toFormat('HH')}:00`,
        `around ${inWords(hour)} ${at.hour < 12 ? 'am' : 'pm'}`,
        `the ${inWords(hour)} o'clock`,
      ])
    if (at.minute === 30) return random.pick([`${inWords(hour)}-thirty`, `half ${inWords(hour)}`, `${at.toFormat('HH:mm')}`])
    return random.pick([`${inWords(hour)} fifteen`, `a quarter past ${inWords(hour)}`])
  },
  party: (random, size) =>
    random.pick([`there would be ${inWords(size)} of us`, `${size} covers`, `party of ${inWords(size)}`, `${inWords(size)} guests`]),
  provider: (random, name) =>
    random.pick([
      `seeing ${name}`,
      `${name.startsWith('Dr') ? `Doctor ${name.split(' ').at(-1)}` : name.split(' ')[0]} is looking after me`,
    ]),
  ref: (random, { thing, date, time, party, provider }) =>
    random.pick([
      join('a', thing, 'in your book', date, time, party, provider),
      join('this', thing, 'of mine', date, time, provider, party),
      join(date, time, 'we are down for a', thing, party, provider),
    ]),
  intro: [
    'C Good afternoon, you are speaking to {me}.',
    "C Hiya, {me}'s the name.",
    'A {biz}, Maya speaking.|C Yes hello, the name is {me}.',
    'C Morning! {me} on the line.',
  ],
  first: ['C Hiya, {first} again.', "C Evening, {first}'s here."],
  cancel: [
    'C Look, about {ref}. Plans fell through, so please scrap it.|A Not a problem.',
    'C We will have to give up {ref}, so sorry.|A That is removed for you.',
    "C Unfortunately I'm unwell and {ref} is not going to happen.|A Get well soon, I've cleared it.",
  ],
  move: [
    'C About {ref}: could it be pushed to {newdate}, {newtime}?|A I can do that.',
    'C {ref} clashes with work. Any chance of {newdate}, {newtime}, rather?|A Yes, changed.',
    'C We want {ref} put back until {newdate}, {newtime}.|A It is updated.',
  ],
  change: [
    'C Quick one on {ref}: is it okay if we turn up with a cake?|A Lovely, yes.',
    'C Concerning {ref}, may I get a seat by the window?|A I have written it down.',
  ],
  confirm: [
    "C Could you look up {ref}, I want to be sure it's there.|A I see it.",
    "C I never got a message about {ref}. It's in, right?|A It is.",
  ],
  book: [
    'C Put me in for {date}, {time}, {party}, would you?|A It is in the book.',
    "C We're after a spot {date}, {time}, {party}.|A You have got it.",
    'C Any room {date}, {time}, {party}?|A There is. Reserved.',
  ],
  late: [
    "C We're nearly there, just five minutes behind.|A See you in a bit.",
    'C The train is delayed, we shall be with you a little after the agreed time.|A Fine.',
  ],
  feedback: [
    'C The service {date} was not what I expected.|A I am sorry, may I ask why?',
    'C One of my gloves must still be at yours from {date}.|A I shall check.',
    'C My receipt from {date} has the wrong amount.|A Let me see.',
  ],
  enquiry: [
    'C Until when can one come by on a Saturday?|A Until six.',
    'C What would a first session set me back?|A About sixty.',
    'C Is a position open for a receptionist?|A Not currently.',
    'C Would you be interested in cheaper electricity for your premises?|A No thank you.',
    'C Do dogs have to stay outside?|A They are welcome.',
    'C Which bus stops near you?|A Number nine.',
  ],
  vague: [
    'C Something on the booking I made with you: is a deposit needed?|A No.',
    'C My appointment, do I have to come early for it?|A Five minutes is enough.',
  ],
  stranger: ['C A colleague recommended you. What do you do exactly?|A I will e-mail you a leaflet.'],
  behalf: [
    "C I look after things for my {rel} {other}. There's {ref}, and we would like to know how long it takes.|A About an hour.",
    "C It's for {other}, my {rel}: {ref}. Please call that off.|A Sure.",
  ],
  reminder: [
    'A Hello {first}, {biz} on the line. We look forward to having you {date}, {time}.|C Thanks, see you then.',
    'A Good day, is this {first}? You are expected {date}, {time}.|C Indeed.',
  ],
  wrong: ['A Hi, is {first} there? This is {biz}.|C There is nobody with that name, this is a private line.|A Apologies.'],
}

export const hinglish: Speech = {
  ...english,
  date: (random, words) => {
    const ahead = daysAhead(words)
    const names = ['Somwaar', 'Mangal', 'Budhwaar', 'Veervaar', 'Shukrawar', 'Shaniwar', 'Itvaar']
    const name = names[words.day.weekday - 1] ?? ''
    const date = random.pick([`${words.day.day} tarikh ke liye`, `${words.day.toFormat('MMMM')} ki ${words.day.day} ko`])
    if (ahead === 0) return random.pick(['aaj', 'aaj hi'])
    if (ahead === 1) return random.pick(['kal', 'kal ke din'])
    if (ahead === 2) return 'parson'
    if (ahead === -1) return 'kal'
    if (ahead < 0) return ahead > -7 ? `pichhle ${name}` : date
    if (ahead < 7) return random.pick([`aane wale ${name}`, `${name} ke din`, date])
    if (isInNextWeek(words)) return random.pick([`agle hafte ${name} ko`, date])
    return date
  },
  time: (_, at) => {
    const words = 'ek do teen chaar panch chhah saat aath nau dus gyaarah baarah'.split(' ')
    const number = words[clock12(at.hour) - 1] ?? ''
    const part = at.hour < 12 ? 'savere' : at.hour < 16 ? 'dopahar ko' : at.hour < 20 ? 'sham ko' : 'raat ko'
    return at.minute === 0
      ? `${part} ${number} bje`
      : at.minute === 30 && clock12(at.hour) > 2
        ? `${part} saadhe ${number} baje`
        : `${part} ${clock12(at.hour)} bajkar ${at.minute} minute`
  },
  party: (random, size) => random.pick([`${size} jan hain hum`, `${size} bande`, `total ${size} log`]),
  provider: (_, name) => `${name.split(' ').at(-1)} ke paas`,
  ref: (random, { thing, date, time, party, provider }) =>
    random.pick([
      join('apna', thing, date, time, party, provider, 'likhwaya tha'),
      join(date, time, thing, 'fix hai humara', party, provider),
    ]),
  intro: ['C Ji namaskar, {me} bol raha.', 'C Hello, {me} naam hai mera.', 'C Suniye, hum {me} baat kar rahe hain.'],
  first: ['C Haan ji, {first} bol raha.'],
  cancel: ['C {ref}, ab nahi ho payega, rehne dijiye.|A Theek hai ji.', 'C {ref}, woh radd karwana tha.|A Kar diya.'],
  move: [
    'C {ref}, use aage badha ke {newdate} {newtime} rakh lijiye.|A Rakh liya.',
    'C {ref}, iski jagah {newdate} {newtime} mil sakta hai?|A Mil jayega.',
  ],
  change: ['C {ref}, usme ek kursi bachche wali laga dena.|A Ji.', 'C {ref}, ek request hai, thoda kam mirchi.|A Note kar liya.'],
  confirm: ['C {ref}, list mein naam hai na?|A Haan ji hai.'],
  book: ['C {date} {time} {party} jagah rakh dijiye.|A Ji rakh di.', 'C {date} {time} {party} ka ho jayega kya?|A Ho jayega.'],
  late: ['C Gaadi kharab ho gayi, thodi der baad pahunchenge.|A Aaram se aaiye.'],
  feedback: [
    'C {date} jo khana tha woh theek nahi tha.|A Maafi chahte hain.',
    'C {date} mera chashma aapke yahan chhoot gaya.|A Dekhte hain.',
  ],
  enquiry: [
    'C Sunday ko dukaan khuli hoti hai?|A Haan ji.',
    'C Ek baar ka kya lete ho aap?|A Hazaar rupaye.',
    'C Kaam milega aapke yahan?|A Nahi ji.',
    'C Yahan se auto mil jaata hai?|A Haan.',
  ],
  vague: ['C Humne jo appointment li thi uske liye kuch tayyari karni hai?|A Nahi ji.'],
  stranger: ['C Padosi ne bataya aapke baare mein, kya karte ho aap?|A Bhejte hain jaankari.'],
  behalf: ['C {other} meri {rel} hain, unke liye: {ref}. Kitna time lagega?|A Ek ghanta.'],
  reminder: ['A Hello {first} ji, {biz} se. {date} {time} aapka intezaar rahega.|C Ji zaroor.'],
  wrong: ['A {first} ji bol rahe hain?|C Yahan is naam ka koi nahi rehta.|A Sorry.'],
}

export const hindi: Speech = {
  ...hinglish,
  date: (_, words) => {
    const ahead = daysAhead(words)
    const name = ['सोमवार', 'मंगल', 'बुधवार', 'बृहस्पतिवार', 'शुक्रवार', 'शनिवार', 'इतवार'][words.day.weekday - 1] ?? ''
    if (ahead === 0) return 'आज ही'
    if (Math.abs(ahead) === 1) return 'कल'
    if (ahead === 2) return 'परसों'
    if (ahead < 0) return `${words.day.day} तारीख को`
    return ahead < 7 ? `आने वाले ${name}` : `${words.day.day} तारीख़ के लिए`
  },
  time: (_, at) => `${at.hour < 12 ? 'सवेरे' : at.hour < 16 ? 'दोपहर में' : 'शाम को'} ${clock12(at.hour)} बजे`,
  party: (_, size) => `कुल ${size} लोग`,
  provider: (_, name) => `${name} के पास`,
  ref: (_, { thing, date, time, party, provider }) => join('हमारा', thing, date, time, party, provider, 'तय है'),
  intro: ['C जी, मैं {me} बात कर रहा हूँ।'],
  first: ['C जी, {first} बोल रहा हूँ।'],
  cancel: ['C {ref}, अब रद्द करवाना है।|A ठीक है।'],
  move: ['C {ref}, उसे बदलकर {newdate} {newtime} कर दें।|A कर दिया।'],
  change: ['C {ref}, साथ में एक बच्चा भी आएगा।|A जी।'],
  confirm: ['C {ref}, कन्फर्म है ना?|A जी।'],
  book: ['C {date} {time} {party} जगह चाहिए।|A जी रख दी।'],
  late: ['C ट्रैफिक में फँसे हैं, थोड़ा लेट होंगे।|A ठीक है।'],
  feedback: ['C {date} हम आए थे, खाना ठंडा था।|A माफ़ कीजिए।'],
  enquiry: ['C रविवार को खुला रहता है क्या?|A जी।'],
  vague: ['C हमारे अपॉइंटमेंट के लिए कुछ लाना होगा?|A नहीं जी।'],
}

import { Random } from '../linking/random'

/** `hinglish` is Hindi in Latin letters. */
export type Language = 'english' | 'hindi' | 'hinglish'

/** How many different words callers of each language use; how often falls with the rank, as in any language (Zipf). */
export const VOCABULARY = { english: 40_000, hindi: 12_000, hinglish: 8_000 } as const
export const SENTENCES = { english: 120_000, hindi: 40_000, hinglish: 24_000 } as const

const COMMON: Record<Language, string[]> = {
  english:
    `the to you i a is for and it that we my on can at in your of have please yes thank okay be would me so this like with do are what just
    will there was one table appointment booking time call know get if time tomorrow today need good morning sure right number people evening
    name dinner available price food order confirm cancel change parking doctor hair cut colour birthday party vegetarian menu seat outside window
    reservation message address branch open close early late minutes hour week weekend monday friday saturday sunday discount payment card cash
    invoice refund delivery spicy sweet allergy nuts dessert wedding anniversary children grandmother wheelchair entrance receipt voucher`.split(
      /\s+/,
    ),
  hindi: `है में की के को का और से जी हाँ आप मैं नहीं यह वो पर कर तो हम कल आज समय बुकिंग टेबल लोग नाम नंबर सुबह शाम रात खाना कीमत ठीक धन्यवाद
    नमस्ते चाहिए सकते डॉक्टर अपॉइंटमेंट बदलना रद्द पक्का जन्मदिन पार्टी शाकाहारी मीठा तीखा पता खुला बंद जल्दी देर मिनट घंटा हफ़्ता सोमवार शुक्रवार शनिवार
    रविवार पैसे बिल कार्ड नकद बच्चे खिड़की बाहर पार्किंग`.split(/\s+/),
  hinglish:
    `hai mein ki ke ko ka aur se ji haan aap main nahi yeh woh par kar to hum kal aaj samay booking table log naam number subah shaam raat
    khana daam theek dhanyavaad namaste chahiye sakte doctor appointment badalna cancel pakka janamdin party shakahari meetha teekha pata khula band
    jaldi der minute ghanta hafta paise bill card bachche khidki bahar parking`.split(/\s+/),
}
const SYLLABLES: Record<Language, string[]> = {
  english:
    'bar con dis el fer gan hol im jas kel lor men nor os pel qui ras sten tor und ver wil yar zen cla dro fri gle pra sho tri'.split(' '),
  hindi: 'क ख ग च ज ट ड त द न प फ ब भ म य र ल व श स ह का की कू गा जी ता ती दा ना नी पा पी बा मा मी रा री ला वा शा सा सी हा'.split(' '),
  hinglish: 'aa bha cha dhi ga ha ja kha la ma na pa ra sa ta va ya shi dru mri pri kri tha ghu jhi'.split(' '),
}
const ENDINGS = ['', '', '', 's', 'ing', 'ed', 'er', 'ly', 'tion']

/** The word of a rank, the most common first: real ones first, then made ones that are never the same. */
export function wordOf(language: Language, rank: number): string {
  const common = COMMON[language]
  const known = common[rank]
  if (known !== undefined) return known
  const syllables = SYLLABLES[language]
  let left = rank - common.length
  let word = ''
  for (let place = 0; place < 2 || left > 0; place += 1) {
    word += syllables[(left + place * 7) % syllables.length]
    left = Math.floor(left / syllables.length)
  }
  return language === 'english' ? word + ENDINGS[rank % ENDINGS.length] : word
}

/** A rank as often as Zipf's law has it. */
export function drawRank(random: Random, language: Language): number {
  return Math.floor(VOCABULARY[language] ** random.next()) - 1
}

/** Turns that callers and agents take: a few words each, most of them common. */
export function* sentences(seed: number): Generator<{ language: Language; no: number; text: string }> {
  const random = new Random(seed)
  for (const language of ['english', 'hindi', 'hinglish'] as const) {
    for (let no = 1; no <= SENTENCES[language]; no += 1) {
      const words = Array.from({ length: random.between(3, 13) }, () => wordOf(language, drawRank(random, language)))
      const text = words.join(' ')
      const end = language === 'hindi' ? '।' : random.chance(0.3) ? '?' : '.'
      yield { language, no, text: text.charAt(0).toUpperCase() + text.slice(1) + end }
    }
  }
}

/** Words that are said in one call of so many, so that it is known how many calls a search has to find. */
export const MARKERS: { word: string; language: Language; oneIn: number; only?: 'long_ago' }[] = [
  { word: 'dragonfruit', language: 'english', oneIn: 250_000 },
  { word: 'teppanyaki', language: 'english', oneIn: 3_500 },
  { word: 'balcony', language: 'english', oneIn: 250 },
  { word: 'fireworks', language: 'english', oneIn: 110 },
  { word: 'masquerade', language: 'english', oneIn: 40, only: 'long_ago' },
  { word: 'कालीमिर्च', language: 'hindi', oneIn: 3_500 },
  { word: 'रसमलाई', language: 'hindi', oneIn: 200 },
]

export const FIRST_NAMES =
  `Priya Rahul Amit Anjali Sunita Rajesh Pooja Vikram Neha Sanjay Kavita Arjun Deepa Manish Ritu Suresh Meera Anil Divya Rohan Sneha Vijay Lakshmi
  Karan Nisha Ashok Swati Naveen Rekha Gaurav Shalini Harish Ananya Prakash Geeta Varun Usha Nikhil Radha Tarun Sarah John Emily Michael Fatima Imran
  Ayesha Salman Joseph Maria Thomas Anita Bhavna Chetan Dinesh Esha Farhan Gauri Hemant Ishita Jatin Komal Lalit Madhuri Nitin Ojas Pallavi Qasim
  Rashmi Sameer Tanvi Uday Vandana Waseem Yamini Zoya Aditya Bharati Charu Devendra`.split(/\s+/)
export const LAST_NAMES =
  `Sharma Patel Singh Kumar Gupta Reddy Iyer Nair Menon Verma Joshi Mehta Shah Desai Kulkarni Rao Pillai Chopra Kapoor Malhotra Banerjee Mukherjee
  Chatterjee Das Ghosh Bose Sen Dutta Mishra Tiwari Pandey Dubey Shukla Trivedi Yadav Chauhan Rathore Thakur Saxena Agarwal Jain Bansal Goel Mittal
  Arora Bhatia Khanna Sethi Gill Sandhu Dhillon Grewal Fernandes DSouza Pereira Rodrigues Khan Ansari Qureshi Siddiqui Sheikh Smith Johnson Williams
  Brown Naidu Krishnan Subramaniam Venkatesan Raghavan Hegde Shetty Bhat Kamath Gowda Patil Jadhav Deshmukh Chavan More Gaikwad Kadam Shinde Barua
  Bordoloi Kaur Bedi Anand Sood Walia Ahluwalia Oberoi Lamba`.split(/\s+/)

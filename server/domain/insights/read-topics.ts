import type { BusinessType } from '../tenants/tenant-view'
import type { Said } from './said'

/** `name` goes into the list of topics, `phrase` into a sentence: "asked about …". */
export type Topic = { name: string; phrase: string }
export type FoundTopic = Topic & { isService: boolean; isComplaintOfHealth: boolean }
type Entry = Topic & {
  pattern: RegExp
  /** Absent: everybody is asked about it. */
  of?: BusinessType[]
  /** What a booking may be for: "to book a haircut". */
  isService?: boolean
  /** What somebody suffers from is mentioned, not asked about. */
  isComplaintOfHealth?: boolean
}

const entry = (
  name: string,
  phrase: string,
  source: string,
  more: Pick<Entry, 'of' | 'isService' | 'isComplaintOfHealth'> = {},
): Entry => ({
  name,
  phrase,
  pattern: new RegExp(`(?<![\\w])(?:${source})(?!\\w)`),
  ...more,
})
const food = { of: ['restaurant'] as BusinessType[] }
const health = { of: ['medical'] as BusinessType[] }
const beauty = { of: ['salon', 'medical'] as BusinessType[] }
const beautyService = { ...beauty, isService: true }
const advice = { of: ['consultant'] as BusinessType[] }
const adviceService = { ...advice, isService: true }
const goods = { of: ['general', 'salon', 'restaurant'] as BusinessType[] }

/** What people call about, in their words: small Latin letters, as `listen` hears them. Said by business type where it is peculiar to one. */
const VOCABULARY: Entry[] = [
  entry('dietary', 'vegetarian options', String.raw`vegetarian\w*|veg (?:food|options?|menu|dishes)|pure veg|shaa?ka+ha+ri\w*`),
  entry('dietary', 'vegan options', 'vegan'),
  entry('dietary', 'Jain food', 'jain'),
  entry('dietary', 'halal food', 'halal'),
  entry('dietary', 'gluten-free options', 'gluten(?: free)?'),
  entry('dietary', 'an allergy', String.raw`allerg\w+|alarji|elarji`),
  entry('catering', 'catering', 'cater(?:ing|ers?)?|food for (?:an?|the|our|my) (?:event|party|wedding|office)', food),
  entry('catering', 'catering', 'catering'),
  entry('menu', 'the menu', 'menu|menyu|dishes|specials|buffet|thali|khane me kya', food),
  entry(
    'events',
    'a party',
    'part(?:y|ies)|birthday|bday|anniversary|janam ?din|saa?lgirah|wedding|shaa?di|reception|engagement|celebration|kitty party|corporate event|get together',
    {
      of: ['restaurant', 'general'],
    },
  ),
  entry(
    'seating',
    'the seating',
    'window (?:seat|table)|outdoor|outside (?:table|seating)|terrace|rooftop|private (?:room|dining)|high ?chairs?|wheel ?chair|balcony|quiet (?:table|corner)',
    food,
  ),
  entry('takeaway', 'takeaway', 'take ?away|pick ?up order|parcel|to go', food),
  entry('delivery', 'delivery', '(?:home )?deliver(?:y|ies|ed)?|deliver|dilivari|courier', goods),
  entry(
    'food quality',
    'the food',
    String.raw`(?:food|khana+|meal|dish|biryani|soup|naan|paneer)(?: \S+){0,7} (?:cold|stale|raw|undercooked|overcooked|salty|kharaa?b|thanda+|tasteless|smelt|smelled)|hair in|insect in|food poisoning`,
    food,
  ),
  ...Object.entries({
    fever: 'fever|bukh?aa?r|temperature',
    'a cough': String.raw`cough\w*|khaa?n?si`,
    'a cold': 'sardi|zuka+m|runny nose|blocked nose|(?:have|got|a|bad) cold',
    'a headache': 'head ?ache|migraine|s[ai]r (?:me |mein )?(?:dard|pain)',
    'a sore throat': String.raw`sore throat|gala (?:kharaa?b|dard)|gale me\w*(?: \S+)? dard`,
    toothache: 'tooth ?ache|daa?nt (?:me |mein )?dard',
    pain: '(?<!s[ai]r |s[ai]r me |daa?nt |daa?nt me )(?:dard|pain|pains|painful|hurts?|hurting)',
    vomiting: String.raw`vomit\w*|ultiyan|ulti`,
    'a rash': 'rash|rashes|itching|itchy|khujli',
    swelling: 'swelling|swollen|sujan',
    bleeding: String.raw`bleeding|khoon (?:aa|nikal|beh)\w*`,
    dizziness: String.raw`dizz\w+|chakkar`,
    'trouble breathing': String.raw`breathless\w*|(?:trouble|difficulty|difficult|problem) (?:in )?breathing|saa?ns (?:lene|nahi|ki|phool)\w*`,
    symptoms: 'symptoms?|infection|nausea|diarrh?o?ea|acidity',
  }).map(([phrase, source]) => entry('symptoms', phrase, source, { ...health, isComplaintOfHealth: true })),
  entry(
    'test results',
    'test results',
    '(?:test|lab|blood|scan|mri|x ?ray|biopsy|pathology) (?:reports?|results?)|reports?|riport|results?',
    health,
  ),
  entry('prescription', 'a prescription', 'prescription|medicines?|medication|tablets?|refill|dosage|dose|dawa+i?(?:yan)?|goli', health),
  entry('insurance', 'insurance', 'insurance|cashless|mediclaim|tpa|bima+', health),
  entry('vaccination', 'a vaccination', String.raw`vaccin\w+|ti+ka+|teeka+|immuni[sz]ation|flu shot|booster`, {
    ...health,
    isService: true,
  }),
  entry('dental care', 'dental care', 'tooth|teeth|dental|dentist|root canal|daa?nt|braces|filling|cavity', {
    ...health,
    isService: true,
  }),
  entry('check-up', 'a check-up', 'check ?up|chekap|full body|annual physical|jaa?nch', { ...health, isService: true }),
  entry('physiotherapy', 'physiotherapy', String.raw`physio\w*`, { ...health, isService: true }),
  entry(
    'doctor availability',
    "a doctor's hours",
    String.raw`(?:is|are|when is|kya|kab) (?:dr|doctor)(?: \S+){0,3} (?:available|free|in|there|aa?te|baithte|milenge|hain)|doctor (?:kab|hai kya|available)`,
    health,
  ),
  entry('haircut', 'a haircut', String.raw`hair ?cut|trim|baal kat\w+|blow ?dry|hair ?styl\w+`, beautyService),
  entry('hair colour', 'hair colour', '(?:hair )?colou?r(?:ing)?|highlights|balayage|keratin|smoothening|straightening', beautyService),
  entry('facial', 'a facial', 'facials?|clean ?up|peel|hydra ?facial', beautyService),
  entry('nails', 'nails', 'manicure|pedicure|nails?|gel polish|nail art', beautyService),
  entry('waxing', 'waxing', 'wax(?:ing)?|threading', beautyService),
  entry('massage', 'a massage', 'massage|maa?lish|spa', beautyService),
  entry('bridal make-up', 'bridal make-up', 'bridal|make ?up|dulhan|mehn?di', beautyService),
  entry('skin treatment', 'a skin treatment', 'botox|filler|laser|acne|skin treatment|pigmentation', beautyService),
  entry('tax', 'tax', 'tax|gst|itr|tds|income tax|returns?|advance tax|taxes', adviceService),
  entry('audit', 'an audit', 'audits?|auditing|book ?keeping|accounts?', adviceService),
  entry(
    'company registration',
    'company registration',
    String.raw`(?:company|firm|llp|startup) (?:registration|incorporation|formation)|incorporat\w+|register (?:a|my|our) (?:company|firm|business)`,
    adviceService,
  ),
  entry('investment', 'investments', 'invest(?:ments?|ing)?|mutual funds?|portfolio|retirement|savings|sip', adviceService),
  entry('contract', 'a contract', 'contracts?|agreement|legal|notice|lawyer|will|property papers', { ...advice }),
  entry('proposal', 'a proposal', 'proposal|scope of work|engagement letter', advice),
  entry('visa', 'a visa', 'visa|immigration|work permit', adviceService),
  entry('loan', 'a loan', 'loans?|mortgage|emi', advice),
  entry('documents', 'documents', String.raw`documents?|paper ?work|certificates?|kaa?gaz\w*|form 16|pan card|aadhaa?r|statement`, {
    of: ['consultant', 'medical', 'general'],
  }),
  entry(
    'repair',
    'a repair',
    String.raw`repair\w*|fix(?:ed|ing)?|broken|not working|stopped working|leak\w*|theek kar\w*|service visit|breakdown|kharaa?b ho`,
    { of: ['general'], isService: true },
  ),
  entry('installation', 'an installation', String.raw`install\w*|fitting|set ?up`, { of: ['general'], isService: true }),
  entry('warranty', 'the warranty', 'warranty|guarantee', { of: ['general'] }),
  entry('stock', 'stock', 'in stock|availability of|do you (?:sell|stock)', { of: ['general'] }),
  entry('order status', 'an order', '(?:my|the|our) order|order (?:number|status|kab|kahan)|tracking', goods),
  entry(
    'prices',
    'prices',
    String.raw`how much|prices?|pricing|costs?|charges?|rates?|rate card|fees?|kitn[aei]+ (?:ka|ke|ki|paisa|paise|rupay\w*|lag\w*|charge\w*|fees?|hai|hoga|padega)|daa?m|kee?mat|quotation|quote|estimate`,
  ),
  entry(
    'opening hours',
    'opening hours',
    String.raw`opening (?:hours|times?)|(?:working|office|business|visiting) hours|timings?|taiming\w*|(?:are|r) you (?:guys )?open|(?:what time|when|till when|how late|kab|kitne baje)(?: \S+){0,4} (?:open|close|closed|opens|closes|khul\w*|khol\w*|band)|khul[aei]+ (?:hai|hain|rah\w+)|open (?:on|today|tomorrow|now|till)|closed (?:on|today)`,
  ),
  entry(
    'location',
    'the address',
    String.raw`address|where (?:are you|is (?:your|the) (?:clinic|restaurant|salon|office|shop|store))|location|lokeshan|directions|kaha+n? (?:hai|par|pe|pad)\w*|kidhar|landmark|how (?:do|can) (?:i|we) (?:reach|get (?:there|to))|pata (?:kya|bata|bhej)\w*`,
  ),
  entry('parking', 'parking', 'parking|paa?rking|where (?:can|do|should) (?:i|we) park|valet'),
  entry('refund', 'a refund', String.raw`refund\w*|money back|paise (?:wapas|vapas)|return my money|rifand`),
  entry('bill', 'the bill', 'invoices?|bill|billing|receipts?|overcharged|charged (?:twice|extra|double|wrongly)|double charge'),
  entry(
    'payment',
    'payment',
    'pay|paying|paid|payments?|upi|gpay|google pay|paytm|phonepe|credit card|debit card|by card|cash|deposit|advance (?:payment|amount|dena)|online transfer|installments?',
  ),
  entry(
    'offers',
    'offers',
    String.raw`discounts?|offers?|coupon|promo\w*|deals?|gift (?:card|voucher)s?|vouchers?|membership|loyalty|packages?`,
  ),
  entry(
    'delay',
    'a delay',
    String.raw`delay\w*|running (?:\S+ )?late|(?:be|am|was|were|is|arrived|came) (?:\S+ ){0,2}late|an hour late|kept (?:me |us )?waiting|waited|waiting for (?:over|more|an|hours|\d+)|still waiting|(?:bahut |itni )?der (?:ho|se|lag|tak)\w*`,
  ),
  entry('staff', 'the staff', String.raw`staff|rude|rudely|behaviou?r|badtami?ee?z\w*|receptionist|waiter|manager`),
  entry(
    'lost property',
    'something left behind',
    String.raw`(?:left|forgot|lost|bhool)(?: \S+){0,4} (?:bag|phone|umbrella|wallet|jacket|glasses|keys|purse|card|scarf|chhata|chashma|mobile)`,
  ),
  entry('job', 'a job', String.raw`vacanc\w+|hiring|resume|cv|job|jobs|naukri|interview|internship`),
]
const MOST = 6

/** What callers speak of, in the order they do; only words of the business's own trade count, a `general` business has every trade's. */
export function readTopics(sentences: readonly Said[], business: BusinessType): FoundTopic[] {
  const known = VOCABULARY.filter(({ of }) => of === undefined || business === 'general' || of.includes(business))
  const found = new Map<string, FoundTopic>()
  for (const { role, text } of sentences) {
    if (role !== 'caller') continue
    const hits = known
      .flatMap(({ pattern, name, phrase, isService = false, isComplaintOfHealth = false }) => {
        const match = pattern.exec(text)
        return match ? [{ at: match.index, topic: { name, phrase, isService, isComplaintOfHealth } }] : []
      })
      .sort((one, other) => one.at - other.at)
    for (const { topic } of hits) if (!found.has(topic.phrase) && found.size < MOST) found.set(topic.phrase, topic)
  }
  return [...found.values()]
}

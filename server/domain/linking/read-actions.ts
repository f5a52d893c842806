import type { Spoken } from './spoken-text'

/** What a call is about, as the words have it. */
export type SpokenAction =
  | 'cancel'
  | 'reschedule'
  | 'confirm'
  | 'modify'
  | 'new_booking'
  | 'existing_booking'
  | 'on_the_way'
  | 'past_visit'
  | 'missed_visit'
  | 'no_booking_matter'
  | 'wrong_number'

export type ActionMention = { action: SpokenAction; words: string; role: Spoken['role'] }

const THING =
  'booking|appointment|appointments|reservation|table|session|slot|consultation|consult|meeting|party|event|visit|checkup|check up|treatment|apointment|appoinment|sitting'
const MINE =
  'my|our|the|this|that|his|her|their|your|meri|mera|mere|hamari|hamara|hamare|humari|humara|apni|apna|aapki|aapka|uski|uska|unki|unka|jo'
const HINDI_BOOKING = '(?:booking|appointment|table|slot|reservation|seat|time)'

/** Heard from the caller only: an agent offers everything. */
const CALLERS: [SpokenAction, RegExp][] = [
  [
    'cancel',
    /\bcancel\w*|\bcall(?:ing)? (?:it )?off\b|\bscrap\b|\b(?:cant|cannot|can not|wont|will not|would not|wouldnt|unable to|not able to|not going to|won t) (?:be able to )?(?:make it|come|attend|keep)\b|\brad+h?(?:a)? (?:kar|ka)|\bkai?nsal|\bkensal|\bno longer (?:need|want|require|coming)|\bdrop (?:my|the|our) /g,
  ],
  [
    'reschedule',
    /\bre ?schedul\w*|\bre ?book\b|\bpostpon\w*|\bprepon\w*|\b(?:move|moving|shift|shifting|push|pushing|bring|swap|switch|bump|change|changing|switching)\b(?: \S+){0,6}? (?:to|forward|back|from|for|date|day|time|timing|timings|slot|earlier|later|another|different|par|pe|ko|kar)\b|\b(?:another|different|other|some other|doosr[aei]|dusr[aei]) (?:day|time|slot|date|din)|\b(?:aage|peeche|pehle) (?:badh|kar|kara|shift)|\bbadal\w*|\b(?:time|date|din|timing|samay) (?:change|badal|shift)|\bshift (?:kar|karna|karwa|ho)|\bki jagah|\bke bajaye?|\b(?:earlier|later) (?:slot|time|than)\b|\b(?:usko|us ko|use|isko|ise)(?: (?!cancel|confirm|book|radd?)\S+){1,5}? (?:kar d|kar sak|kar len|rakh)/g,
  ],
  [
    'confirm',
    /\bconfirm\w*|\bkanf[ai]rm\w*|\bstill on\b|\ball set\b|\bdouble ?check\w*|\bpakk[aei]\b|\bwe are (?:definitely )?coming\b|\bmake sure (?:\S+ ){0,4}(?:booking|appointment|reservation|table|booked|on)\b/g,
  ],
  [
    'modify',
    /\badd(?:ing)?\b|\binstead of\b|\bextra (?:chair|person|people|guest)|\b(?:vegetarian|vegan|jain|gluten|allerg\w*|nut free|high ?chair|wheelchair|birthday cake|decorat\w*)\b|\bspecial (?:request|arrangement)|\b(?:increase|reduce) \b|\b(?:log|logon|people|guests) (?:badh|kam|more|extra|less|fewer)/g,
  ],
  [
    'new_booking',
    new RegExp(
      String.raw`\b(?:like|want|wanted|need|looking|hoping|trying|love|wanna|wish|can i|could i|may i|can we|could we|possible|ill|lets|let me|please)(?: to)? (?:book|reserve|make (?:a|an|another) (?:new )?(?:${THING})|schedule|set up|fix|arrange|get (?:a|an)|take (?:a|an)|have (?:a|an))\b(?! (?:confirm|cancel))|\bbook (?:me|us|a|an|another|in|it|the)\b|\b(?:new|another|fresh|nayi|naya|naye) (?:${THING})|\b(?:do you have|have you got|is there|are there|any|koi) (?:a |an |any )?(?:${THING}|availability|opening|openings|space|room)s?\b|\b(?:need|want|like|looking for) (?:a|an|another) (?:\S+ ){0,2}(?:${THING})\b|\b${HINDI_BOOKING} (?:book )?(?:karn[aei]|karan[aei]|kar[vw]an[aei]|chahiye|chahie|chaiye|len[aei]|mil(?:eg[ai]|ega|jay|sakt))|\bbook (?:karn[aei]|kar do|kar d[io]|kar dijiye|kar[vw]a)`,
      'g',
    ),
  ],
  [
    'existing_booking',
    new RegExp(
      String.raw`\b(?:${MINE}) (?:\S+ ){0,3}?(?:${THING})s?\b|\b(?:about|regarding|concerning|attend|make it to) (?:my|our)\b|\b(?:table|seat|slot|booking) book(?:ed)? (?:hai|thi)\b|\bi(?: have| had|ve| ve) (?:got )?(?:a|an|my|the) (?:\S+ ){0,3}?(?:${THING})\b|\bwe(?: have| had|ve) (?:got )?(?:a|an) (?:\S+ ){0,3}?(?:${THING})\b|\b(?:i|we) (?:have |had |ve )?(?:already )?(?:booked|reserved)\b|\b(?:am|is|are) (?:\S+ )?booked\b|\b${HINDI_BOOKING} (?:hai|thi|tha|ki thi|kiya tha|karayi|karwayi|ke baare|ke bare|ka time)\b|\bbook (?:kiya|kari|karaya|kar[vw]a[iy]?[iay]*|ki thi)\b`,
      'g',
    ),
  ],
  [
    'on_the_way',
    /\b(?:running|going to be|gonna be|be|bit|little|minutes|mins|min) (?:\S+ )?late\b|\bon (?:my|our|the) way\b|\bstuck in\b|\btraffic\b|\b(?:raa?ste|late ho|der ho|der se|pahunch|pohoch|pohonch|nikal)\b|\breach(?:ing)? (?:in|there|by|you)\b|\bbe there in\b|\bwhere (?:should|do) (?:i|we) (?:park|come)\b/g,
  ],
  [
    'past_visit',
    /\b(?:feedback|complain\w*|complaint|shikayat|refund|receipt|overcharged|charged|(?:everything|it|that|food|service|staff) was (?:so |very |really |not )?\w+|wanted to say how)\b|\b(?:left|forgot|lost|bhool|chhoot|reh gay[ai])(?: \S+){0,5} (?:there|behind|at your|with you|gaya|gayi|gaye|aaya|table|chair|umbrella|phone|bag|wallet|jacket|glasses|scarf|card|keys)\b|\b(?:we|i) (?:came|dined|visited|ate|were there|was there|was in|were in|saw (?:dr|doctor)|had (?:dinner|lunch|my|a|our|an) (?:\S+ ){0,3}(?:yesterday|last))\b|\b(?:aa?e|aaye|aaya|aayi|gaye|gaya|gayi|khaya|dikhaya) (?:the|tha|thi)\b|\bsince (?:my|the) (?:\S+ )?(?:visit|treatment|appointment|session|procedure)\b|\bafter (?:my|the|our) (?:\S+ )?(?:visit|treatment|appointment|session|procedure)\b/g,
  ],
  [
    'missed_visit',
    /\b(?:missed|couldnt make|could not make|didnt make|didnt (?:come|turn up)|forgot (?:about )?my|miss ho|nahi aa paya|nahi aa payi|nahi aa paye)\b/g,
  ],
  [
    'no_booking_matter',
    /\b(?:what time|when|till what time|how late|until when|kitne baje(?: tak)?|kab(?: tak)?)(?: \S+){0,4} (?:open|close|closed|opens|closes|khul\w*|khol\w*|band)\b|\b(?:opening|business|working|office) (?:hours|times?)\b|\bare you open\b|\b(?:how much|whats? the (?:price|rate|cost|charge)|price list|prices|pricing|rate card|rates|kitn[aei] (?:ka|ki|charge|paise|lagt\w*|fees?|hai|rupay\w*)|kya rate|fees kya|fee kitn\w*|charges? kya)\b|\b(?:what|which)? ?(?:is|s) your (?:address|website|email)|\bwhere are you (?:located|based)\b|\b(?:kahan|kidhar) (?:hai|par hai|pe hai|located)\b|\b(?:job|jobs|vacanc\w*|hiring|resume|cv|interview|naukri|bharti|internship)\b|\b(?:gift (?:card|voucher|certificate)s?|voucher|membership|loyalty|franchise|sponsor\w*|supplier|suppl(?:y|ies)|marketing|seo|advertis\w*|insurance (?:policy|plan|company)|loan|credit card offer|wholesale|vendor|partnership|distributor|sales (?:team|manager|rep))\b|\b(?:do you (?:accept|take|deliver|sell|offer|do|have|serve|provide|stock|cater))\b|\bhome delivery\b|\btake ?away\b|\bdelivery order\b|\bmenu\b/g,
  ],
]

/** What an agent says of what it did or sees. */
const AGENTS: [SpokenAction, RegExp][] = [
  ['cancel', /\b(?:ive|i have|has been|have been|is|its|been) (?:now )?cancell?ed\b|\bcancel kar di/g],
  [
    'reschedule',
    /\b(?:ive|i have|has been|have been|is now|its) (?:now )?(?:moved|rescheduled|changed|shifted|pushed)\b|\b(?:shift|change|move) kar di/g,
  ],
  ['confirm', /\b(?:calling to confirm|just confirming|confirm your|reminder|remind you|calling about your|yaad dilan\w*)\b/g],
  ['existing_booking', new RegExp(String.raw`\b(?:your|aapki|aapka|aapke) (?:\S+ ){0,3}?(?:${THING})\b`, 'g')],
  [
    'new_booking',
    /\b(?:ive|i have|youre|you are|all) (?:now |just )?(?:booked|reserved) (?:you|a|your|the|in)?\b|\bbook kar di(?:ya|yi)?\b/g,
  ],
]

/** Everything a call's words say about what it is for, in order. */
export function readActions(turns: readonly Spoken[]): ActionMention[] {
  return turns.flatMap(({ role, text }) =>
    (role === 'agent' ? AGENTS : CALLERS).flatMap(([action, pattern]) =>
      [...text.matchAll(pattern)].map((match) => ({ action, words: match[0].trim(), role })),
    ),
  )
}

import { servicesIn } from './answer-from-facts'
import type { Briefing } from './briefing'
import { capitalise, findDay, findTime, isoDay, withDigits } from './calendar'
import { findItems, type MenuItem } from './menu'
import type { SlotKind, Values } from './task-tools'

/** What an utterance says, apart from what it asks. All of it is pattern matching: the same words give the same result. */
export type Intent =
  | 'book'
  | 'table'
  | 'order'
  | 'lead'
  | 'message'
  | 'cancel'
  | 'mine'
  | 'human'
  | 'bye'
  | 'thanks'
  | 'greeting'
  | 'repeat'
  | 'continue'
  | 'robot'
  | 'who'
  | 'complaint'
  | 'yes'
  | 'no'
  | 'hold'
  | 'agreed'

const INTENTS: [Intent, RegExp][] = [
  ['cancel', /\bcancel(l?ed|l?ing|lation)?\b/],
  [
    'mine',
    /\b(when|what time|do i have|check|confirm|remember|last (visit|call|time|appointment))\b.*\b(my|i have|me|i)\b.*\b(appointment|booking|reservation|visit|order|last|call(ed)?|come|came)\b|\bremember me\b|\bmy (last|previous|next) (visit|appointment|booking)\b/,
  ],
  ['table', /\btables?\b|\breserv(e|ation|ations|ing)\b/],
  [
    'book',
    /\bbook\b|\bbooking\b|\bschedul\w+|\bappointments?\b|\bslots?\b|\bsee (the|a|your) (doctor|dentist|stylist|consultant|advisor)\b|\bcome in\b|\bconsultation\b|\bset up a (meeting|call)\b|\bmeeting\b|\bavailab\w+|\b(like|want|need|wish) to (come|visit|meet|see)\b|\bcheck ?up\b/,
  ],
  ['order', /\border\b|\bdeliver(ed)? (to|it)\b|\btake ?away\b|\bhome delivery\b/],
  ['message', /\bmessage\b|\bcall (me|us) back\b|\bcall ?back\b|\bpass (it|this|that) on\b/],
  ['lead', /\binterested in\b|\benquir\w+|\binquir\w+|\b(get|need|want|like) a quote\b|\bquotation\b/],
  [
    'human',
    /\b(talk|speak|connect|transfer|put|get|give)\b.*\b(person|human|someone|somebody|manager|agent|representative|staff|operator|real|colleague|owner|team)\b|\breal (person|human)\b|\boperator\b|\bkisi se baat\b/,
  ],
  [
    'bye',
    /\bgood[ -]?bye?\b|\bbye\b|\bthat('s| is| will be) all\b|\bnothing else\b|\bhang up\b|\bend (the|this) call\b|\balvida\b|\bno,? (thanks|thank you)\b|\bthat('s| is) it\b|\bhave a (good|nice|great)\b/,
  ],
  ['thanks', /\bthank(s| you)\b|\bshukriya\b|\bdhanyav?a+d\b/],
  [
    'repeat',
    /\b(repeat|say (that|it) again|come again|once more|pardon|didn't (hear|catch|get)|what did you say|phir se)\b|^(sorry|what|huh)[?.!]*$/,
  ],
  ['continue', /^(please |ok |okay |yes |sorry,? )*(go on|continue|carry on|go ahead|you were saying|please finish|keep going|finish)\b/],
  [
    'robot',
    /\b(robot|machine|\bai\b|artificial|computer|recording|bot|real human|real person)\b.*\?|are you (a |an )?(real|human|person|robot|bot|ai|machine)/,
  ],
  ['who', /\b(who (is this|are you|am i (speaking|talking))|what('s| is) your name|your name\?|aap kaun)\b/],
  ['complaint', /\b(complain\w*|terrible|awful|unacceptable|angry|rude|worst|disappointed|unhappy|not happy|frustrat\w+|ridiculous)\b/],
  ['greeting', /^(hi|hello|hey|namaste|namaskar|good (morning|afternoon|evening)|hai)\b|^नमस्ते/],
  [
    'hold',
    /^(please |ok |okay |yes )?(wait|hold on|one (moment|second|minute|sec)|just a (moment|second|minute|sec)|give me a (moment|second|minute)|ek minute)\b/,
  ],
  [
    'agreed',
    /\b(that's|that is|thats|all) (right|correct|fine|good|great|perfect)\b|^(perfect|great|correct|sounds good|wonderful|excellent)\b/,
  ],
  [
    'yes',
    /^(yes|yeah|yep|yup|sure|please( do)?|ok|okay|of course|right|correct|haan?( ji)?|ji( haan?)?|theek hai|definitely|absolutely|go ahead)\b/,
  ],
  ['no', /^(no|nope|nah|nahi+n?|not (really|now|today))\b/],
]

const EMERGENCY =
  /\b(chest (pain|is hurting|hurts|tightness)|pain in (my|the|his|her) chest|(difficulty|trouble|problem|can't|cannot|can not|unable to|hard to|struggling to) breath\w*|not breathing|short(ness)? of breath|severe(ly)? bleeding|bleeding (heavily|a lot|badly|won't stop)|heavy bleeding|unconscious|passed out|heart attack|stroke|seizure|overdose|suicid\w*|choking|poison\w*|seene mein dard|saans nahi)\b/i
const SYMPTOMS =
  /\b(fever|head ?aches?|cough(ing)?|cold|sore throat|vomiting|nausea|dizz(y|iness)|rash(es)?|(stomach|back|knee|tooth|ear|neck|shoulder|leg|joint|abdominal|chest|body|muscle) ?(pains?|aches?)|diarrh?o?ea|swelling|infection|allerg(y|ies)|fatigue|weakness|bleeding|difficulty breathing|shortness of breath|itching|cramps?|burns?|bukhar|sar dard|pet dard|khansi)\b/gi
const DURATION =
  /\b(?:for|since|from|over|past|last)\s+((?:the\s+)?(?:past\s+|last\s+)?(?:about\s+|almost\s+)?(?:\d+|a|an|few|couple of|several|some|yesterday|this morning|last night|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?:\s*(?:hours?|days?|weeks?|months?|years?))?)/i
const NOT_NAMES = new Set(
  'calling looking having not very urgent sick here interested a an the going trying feeling fine good great sorry sure afraid free available for about to just in on at okay ok yes no hello hi well really so also happy unhappy angry busy late back home alone pregnant new old wondering hoping coming interested thinking unable able ready done tomorrow today monday tuesday wednesday thursday friday saturday sunday morning afternoon evening please thanks thank book appointment it that this what when where how my your our hai hain hoon hu suffering experiencing wanting planning from with and or but is was me you we they i calling speaking wait hold moment second'.split(
    ' ',
  ),
)

export function intentsOf(utterance: string): Set<Intent> {
  const text = utterance.trim().toLowerCase().replace(/[’]/g, "'")
  return new Set(INTENTS.filter(([, pattern]) => pattern.test(text)).map(([intent]) => intent))
}

const WISH =
  /\b(want|need|wish|looking for|(i'd|we'd|would|could i|can i|may i|can we) (like|have|get)|(could|can|may) (i|we) (have|get)|chahiye)\b/i
const NO_WISH = /\b(know|tell|hear|ask|prices?|costs?|charges?|fees?|how much|how long|had|was|were|got|did|didn't|don't)\b/i

/** The caller would have a service the business names, or names one with a day or a time: "a haircut tomorrow at four". */
export function wishesForService(utterance: string, { facts, today }: Briefing): boolean {
  const text = utterance.replace(/[’]/g, "'")
  if (NO_WISH.test(text) || servicesIn(text, facts) === null) return false
  return WISH.test(text) || findDay(text, today) !== null || findTime(text, false) !== null
}

/** The caller turns to something else than the question that was asked. */
export function isElsewhere(intents: Set<Intent>): boolean {
  return (['bye', 'human', 'cancel', 'robot', 'who', 'complaint'] as const).some((intent) => intents.has(intent))
}

/** Words for an emergency, unless they are denied: `no chest pain`. */
export function isEmergency(utterance: string): boolean {
  const match = EMERGENCY.exec(utterance)
  return match !== null && !/\b(no|not|without|don't have|any|never had)\s+(\w+\s+){0,2}$/i.test(utterance.slice(0, match.index))
}

export function symptomsIn(utterance: string): string[] {
  const found = [...utterance.matchAll(SYMPTOMS)].filter(
    (match) => !/\b(no|not|without|don't have)\s+(\w+\s+)?$/i.test(utterance.slice(0, match.index)),
  )
  const emergency = isEmergency(utterance) ? [EMERGENCY.exec(utterance)?.[0] ?? ''] : []
  return [...new Set([...emergency, ...found.map((match) => match[0])].map((symptom) => symptom.toLowerCase()))].filter(
    (symptom, _index, all) => !all.some((other) => other !== symptom && other.includes(symptom)),
  )
}

/** Digits keyed in, as they reach the model: `[keypad] 123`, `The caller pressed 1 2 3 #`. */
export function keypadDigits(utterance: string): string | null {
  const match = utterance.match(
    /\b(?:keypad|dtmf|pressed|keyed in|entered(?: on the keypad)?|digits?)\b[^0-9*#]{0,30}([0-9*#][0-9*#\s,]*)/i,
  )
  return match?.[1] ? match[1].replace(/[^0-9*]/g, '') : null
}

/**
 * What the utterance tells about a task's slots.
 * @param asked what the receptionist asked last: lets a bare answer count
 */
export function readValues(utterance: string, asked: SlotKind | null, briefing: Briefing, menu: MenuItem[]): Values {
  const values: Values = {}
  const name = findName(utterance, asked === 'name')
  if (name) values.name = name
  const day = findDay(utterance, briefing.today)
  if (day && day >= briefing.today) values.date = isoDay(day)
  const time = findTime(utterance, asked === 'time' || (asked === 'date' && day !== null))
  if (time) values.time = time
  const symptoms = symptomsIn(utterance)
  if (symptoms.length > 0) values.symptoms = symptoms
  const duration =
    DURATION.exec(withDigits(utterance))?.[1] ??
    (asked === 'duration' ? withDigits(utterance).match(/\b(\d+|a|an|few|couple of)\s+(hour|day|week|month|year)s?\b/)?.[0] : undefined)
  if (duration && (symptoms.length > 0 || asked === 'duration' || asked === 'symptoms')) values.duration = duration
  const numbers = withDigits(utterance).match(/\b\d{1,2}\b/g)
  if (asked === 'severity' && numbers) values.severity = Math.min(10, Math.max(1, Number(numbers[0])))
  const party = findPartySize(utterance, asked === 'party')
  if (party) values.party = party
  const items = findItems(utterance, menu, asked === 'items')
  if (items.length > 0) values.items = items
  const email = utterance.match(/[\w.+-]+@[\w-]+\.[\w.]+/)?.[0]
  if (email) values.email = email
  if (/\b(pick ?up|pick it up|collect it|take ?away|come and get)\b/i.test(utterance)) values.address = 'Pickup'
  const deliverTo = utterance.match(/\bdeliver(?:ed|y)?(?: it)? (?:to|at) (.{6,})$/i)?.[1]
  if (deliverTo) values.address = trimEnd(deliverTo)
  const payment = utterance.match(/\b(cash(?: on delivery)?|card|upi|google pay|paytm|phonepe)\b/i)?.[1]
  if (payment) values.payment = payment.toLowerCase()
  const reason = findReason(utterance, symptoms)
  if (reason) values.reason = reason
  const service = servicesIn(utterance, briefing.facts)
  if (service) values.service = service
  if (/\b(urgent(ly)?|as soon as possible|asap|emergency|right away|jaldi)\b/i.test(utterance)) values.urgency = 'urgent'
  if (isEmergency(utterance)) values.urgency = 'emergency'
  const interest = utterance.match(/\binterested in (?:your |the |a |an )?(.{3,80}?)(?:[.,?!]|$)/i)?.[1]
  if (interest) values.interest = interest
  if (/\bcall (me|us) back\b|\bcall ?back\b/i.test(utterance)) values.callback = true
  const requests = utterance.match(
    /\b(high chair|window (?:seat|table)|outdoor|birthday|anniversary|wheelchair|quiet table|[\w ]*allerg\w+[\w ]*)\b/i,
  )?.[1]
  if (requests) values.requests = requests.trim()
  return { ...values, ...bareAnswer(utterance, asked, values) }
}

/** A question that takes any words is answered by the words themselves. */
function bareAnswer(utterance: string, asked: SlotKind | null, known: Values): Values {
  if (!asked || known[asked] !== undefined) return {}
  const said = cleanAnswer(utterance)
  if (asked === 'address' && (known.items !== undefined || known.payment !== undefined)) return {}
  if (said === '' || /^(yes|no|ok|okay|sure)$/i.test(said)) return {}
  switch (asked) {
    case 'reason':
    case 'service':
    case 'interest':
    case 'callback_time':
    case 'address':
    case 'duration':
    case 'company':
    case 'payment':
    case 'phone':
    case 'requests':
    case 'notes':
      return { [asked]: said }
    case 'message':
      return { message: utterance.trim() }
    case 'symptoms':
      return { symptoms: said.split(/\s*(?:,|\band\b)\s*/).filter((part) => part !== '') }
    default:
      return {}
  }
}

function cleanAnswer(utterance: string): string {
  return trimEnd(
    utterance
      .trim()
      .replace(/^(?:(?:um+|uh+|er+|well|so|ok|okay|yes|yeah|sure|please|haan|ji|like|actually)[,.]?\s+)+/i, '')
      .replace(
        /^(?:it(?:'s| is)|that would be|i(?:'d| would) like (?:to have |to get )?(?:a |an )?|i want (?:a |an )?|i need (?:a |an )?|it is about|about|because of|because|for|just|to say|tell (?:them|him|her)(?: that)?|the address is|my address is|i have(?: a| an)?)\s+/i,
        '',
      )
      .replace(/^(?:a|an|my|the)\s+(?=\w)/i, ''),
  )
}

function trimEnd(text: string): string {
  return text
    .replace(/[\s.,!?]+$/, '')
    .replace(/,? (?:please|thank you|thanks)$/i, '')
    .trim()
}

function findName(utterance: string, isAsked: boolean): string | null {
  const text = utterance.replace(/[’]/g, "'")
  const sure = text.match(
    /\b(?:(?:my|his|her|their) name(?:'s| is)|mera na+m|name is|the name(?:'s| is)|name of the patient is|under the name(?: of)?|in the name of)\s+(?:is\s+)?((?:Dr\.?\s+|Mr\.?\s+|Mrs\.?\s+|Ms\.?\s+)?[\p{L}][\p{L}'-]*(?:\s+[\p{L}][\p{L}'-]*){0,3})/iu,
  )
  if (sure?.[1]) return asName(sure[1])
  const likely = text.match(
    /\b(?:[Tt]his is|I am|I'm|[Ii]t's|[Ii]t is|[Ff]or|[Ww]ith|[Yy]es,?|[Ss]peaking,?)\s+((?:(?:Dr|Mr|Mrs|Ms)\.?\s+)?\p{Lu}[\p{L}'-]+(?:\s+\p{Lu}[\p{L}'-]+){0,3})/u,
  )
  if (likely?.[1] && (isAsked || /\b(this is|i am|i'm)\b/i.test(likely[0]) || /\bappointment for\b|\btable for\b/i.test(text))) {
    const name = asName(likely[1])
    if (name) return name
  }
  if (!isAsked) return null
  const bare = text
    .trim()
    .replace(
      /^(?:(?:um+|uh+|er+|well|so|ok|okay|yes|yeah|sure|hi|hello|haan|ji|it's|it is|this is|i am|i'm|that's|sure it's)[,.]?\s+)+/i,
      '',
    )
  const words = trimEnd(bare).split(/[\s,]+/)
  return words.length <= 5 ? asName(words.join(' ')) : null
}

/** Up to the first word that cannot be part of a name; null when that is the first. */
function asName(text: string): string | null {
  const words: string[] = []
  for (const word of text.replace(/\.(?=\s|$)/g, '').split(/\s+/)) {
    if (!/^[\p{L}\p{M}'-]+$/u.test(word) || NOT_NAMES.has(word.toLowerCase())) break
    words.push(word)
  }
  const name = words.map((word) => (word === word.toLowerCase() ? capitalise(word) : word)).join(' ')
  return name === '' || /^(dr|mr|mrs|ms)$/i.test(name) ? null : name
}

function findPartySize(utterance: string, isAsked: boolean): number | null {
  const text = withDigits(utterance)
  const size =
    text.match(/\b(\d{1,3})\s*(?:people|persons?|guests?|of us|adults|pax|log)\b/)?.[1] ??
    text.match(/\b(?:table|reservation|booking|party)\s+(?:for|of)\s+(\d{1,3})\b(?!\s*(?:am|pm|:))/)?.[1] ??
    (isAsked ? text.match(/\b(\d{1,3})\b/)?.[1] : undefined)
  if (size) return Number(size)
  if (/\b(just me|myself)\b/.test(text)) return 1
  return /\bcouple\b/.test(text) && isAsked ? 2 : null
}

function findReason(utterance: string, symptoms: string[]): string | null {
  const named = utterance.match(
    /\b(?:appointment|booking|visit|consultation|check-?up|meeting|come in|slot)\s+(?:is\s+)?(?:for|about|regarding|because of|to discuss)\s+(?:a |an |my |the |some )?(.{3,80}?)(?=[.,?!]|\s+(?:tomorrow|today|tonight|on|at|next|this|in the|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d)\b|$)/i,
  )?.[1]
  const isPerson =
    /^(wife|son|daughter|mother|mom|father|dad|husband|friend|brother|sister|child|kid|baby|family|parents?|him|her|them|us|me|myself|someone)\b/i
  if (
    named &&
    !isPerson.test(named) &&
    !findName(`for ${named}`, true) &&
    !findDay(named, new Date(0)) &&
    !/^(tomorrow|today|next|this|\d|me\b|us\b)/i.test(named)
  )
    return trimEnd(named)
  const trailing = /\b(book|appointment|visit|slot|meeting)\b/i.test(utterance)
    ? utterance.match(/\bfor (?:a |an |my |some )(.{3,60}?)[.?!]*$/i)?.[1]
    : undefined
  if (trailing && !isPerson.test(trailing) && !/\b(appointment|booking|table)\b/i.test(trailing) && !findDay(trailing, new Date(0)))
    return trimEnd(trailing)
  if (symptoms.length > 0) return symptoms.join(' and ')
  return (
    utterance
      .match(
        /\b((?:regular|routine|general|annual|health|dental|eye|full body)\s+check-?\s?ups?|follow-?\s?up|vaccination|blood test|consultation about [\w ]{3,40})\b/i,
      )?.[1]
      ?.toLowerCase() ?? null
  )
}

import { readActions, type SpokenAction } from '../linking/read-actions'
import { readWrongNumber } from '../linking/read-wrong-number'
import type { Intent } from './intents'
import { readSentiment } from './read-sentiment'
import { type Said, spokenOf } from './said'

const rule = (source: string) => new RegExp(`(?<![\\w])(?:${source})(?!\\w)`)

/** A word of an action that is not one: its rules are asked about, or it is just what is not wanted. */
/** "Can I get …" is also said of things nobody books. */
const NO_BOOKING = rule(
  String.raw`(?:have|get|take|like|need|want|have got)(?: to (?:have|get))? (?:a|an|the|my|some) (?:\S+ ){0,2}?(?:refund|copy|invoice|receipt|bill|quote|quotation|estimate|report|discount|call|call ?back|high ?chair|cake|copy|certificate|prescription|refill|menu|link|email|message)`,
)
/** What is asked about is not yet wished for. */
const OFFERED = rule(
  String.raw`(?:do|does) you (?:guys |also |people )?(?:have|serve|offer|provide|do|make)|(?:is|are) (?:there|your)(?: \S+){0,4} (?:available|options?|menu)?|kya(?: \S+){0,5} (?:hai|hain|mil\w*|rakhte)|how (?:is|are|much)`,
)
const MOVING = rule(
  String.raw`(?:kal|aa?j|parso+n?|\w+[vw]aa?r|\d+ baje) (?:se|ki jagah|ke bajaye?)(?: \S+){1,4} kar \w+|(?:make|change) it(?: \S+){1,3} instead`,
)
/** Whether somebody is in is asked by who would like to know, not only by who books. */
const PRESENCE = rule(String.raw`(?:is|are|will|was)(?: (?:dr|doctor|the|your))?(?: \S+){0,2} (?:not )?available`)
/** Another number of people on the same day is no other day. */
const OTHER_SIZE = rule(
  String.raw`(?:make it|be|have|come)(?: \S+){0,3} (?:people|guests|persons?|pax|adults|log|of us)(?: \S+){0,2} (?:instead|rather)`,
)
/** "Kharab kar diye" is done, not wished for. */
const SPOILT = rule(String.raw`(?:kharaa?b|barbaa?d|bekaa?r) kar d\w+`)
const NO_CANCELLING = rule(
  String.raw`cancel\w* (?:policy|charges?|fees?|terms|rules?)|(?:not|dont|do not|didnt|never)(?: \S+){0,3} cancel\w*|without cancel\w*|cancel (?:mat|nahi|nahin|na)|if (?:i|we) (?:have to |need to |want to )?cancel|(?:why|who) (?:was|is|did|has)(?: \S+){0,4} cancel\w*`,
)
const BOOKING = rule(
  String.raw`(?:see|consult|meet|visit) (?:the |a |an |with )?(?:dr|doctor|dentist|consultant|specialist|stylist|physio\w*)(?: \S+)?(?= (?:today|tomorrow|on|this|next|at|as|please|for|about|kal)|$)|doctor (?:ko|se) (?:dikha\w*|mil\w*)|dikha(?:na|ne) (?:hai|tha|chaa?h\w*)|(?:appointment|appoint?ment|table|slot|booking|time) (?:chaa?hi\w*|mil\w*|de do|dijiye|le\w* hai|fix|book)|(?:do|have|any|is there|are there)(?: \S+){0,3} (?:slots?|availability|openings?|appointments?|tables?|rooms?)(?: \S+){0,2}(?: (?:available|free|open|left|for|on|today|tomorrow|kal))|(?:number|nambar) laga\w*|fix (?:a|an|up) (?:appointment|meeting|time)|sign (?:me|us) up|(?:want|like|need|chaa?hta|chaa?hti)(?: \S+){0,4} (?:appointment|reservation|consultation|haircut|facial|massage|manicure|pedicure)|squeeze me in|fit me in`,
)
const ORDER = rule(
  String.raw`(?:place|placing|make|give|put in) (?:an|my|the|a)(?: \S+)? order|(?:like|want|wanted|need|can i|could i|can we)(?: to)? (?:order|get delivered|have delivered|get a delivery)|order (?:karna|karn[aei]|karwan[aei]|dena|likh\w*|le lo|le li\w*|place)|deliver (?:me|us|it to|to)|home delivery (?:chaa?hi\w*|karna|kar d\w*)|parcel (?:kar\w*|chaa?hi\w*)|i(?:ll| will) (?:have|take) (?:the|two|one|a|\d+) `,
)
const COMPLAINT = rule(
  String.raw`complain\w*|complaint|shika+yat\w*|unacceptable|not acceptable|terrible|pathetic|worst|disgust\w+|overcharged|charged (?:me |us )?(?:twice|extra|double|wrongly)|wrong (?:order|item|dish|bill|medicine|size|colou?r)|(?:food|it|order|khana+|parcel|soup)(?: \S+){0,3} (?:cold|stale|raw|thanda+|spilled|missing|kharaa?b)|(?:very|so|really|extremely) (?:disappointed|rude|unhappy|upset|dirty|slow)|not (?:at all )?(?:happy|satisfied)|badtami+[jz]\w*|(?:still|abhi tak)(?: \S+){0,4} (?:not (?:come|arrived|received|delivered|got)|waiting|nahi (?:aa?ya|mila|aa?yi|mili))|speak to (?:the|your) manager|refund chaa?hi\w*|(?:want|get|need) (?:a|my) (?:full )?(?:refund|money back)|paise (?:wapas|vapas)|ghatiya+|bakwaa?s|consumer (?:court|forum)|(?:kisi ne|koi)(?: \S+){0,3} (?:jawaa?b|phone|call) nahi`,
)
const FEEDBACK = rule(
  String.raw`feedback|(?:just |only )?(?:want|wanted|calling|called|like)(?: \S+){0,2} (?:to )?(?:say|tell you|thank|let you know) (?:how|thanks?|thank|that (?:we|i) (?:loved|enjoyed|liked|had)|you (?:for|all)|we (?:loved|enjoyed|had)|i (?:loved|enjoyed|had))|compliment\w*|review|(?:we|i) (?:really |so )?(?:loved|enjoyed) (?:the|our|my|it|your)`,
)
const CALL_BACK = rule(
  String.raw`call ?back|(?:call|ring|phone) (?:me|us|him|her) (?:back|later|tomorrow|after|when|on|at|in)|return(?:ing)? (?:my|your|a|the)(?: missed)? call|missed (?:a |your )?call|get back to me|(?:mujhe|humko|hame\w*|hamein|wapas|vapas)(?: \S+){0,4} (?:call|phone|kol) (?:back )?(?:kar|ka)\w*|(?:speak|talk) (?:to|with) (?:the |your |a |an )?(?:manager|owner|doctor|dr|someone|somebody|human|person|sir|madam)|(?:can|could|may) i (?:speak|talk) (?:to|with)|(?:want|need|like|have) to (?:speak|talk) (?:to|with)|baa?t kar(?:na|ni|wa|a)\w*|busy (?:right )?now|call later|baa?d me\w* (?:call|phone|kol|baa?t)`,
)
const OPT_OUT = rule(
  String.raw`(?:dont|do not|stop|never) (?:\S+ )?(?:call|calling|phone|phoning|ring|ringing|contact|contacting|text|texting|message|messaging)(?: \S+){0,2} (?:again|any ?more)|(?:dont|do not|stop|never) (?:ever |please )?(?:call|calling|phone|phoning|ring|ringing|contact|contacting|text|texting|message|messaging) (?:me|us|this number)(?! (?:back|before|until|after|at|on|in|today|now|later|till))|(?:remove|delete|take) (?:me|my (?:name|number)|this number)(?: \S+){0,3} (?:list|database|records|system|off)|unsubscribe|do not disturb|dnd|(?:call|phone|kol) (?:mat|na) (?:kar\w*|kij\w*)`,
)
const SALES = rule(
  String.raw`(?:calling|call) from(?: \S+){1,5} (?:bank|insurance|finance|loans?|marketing|solutions|agency|technologies|software|realty|securities)|(?:we|i) (?:offer|provide|supply|sell|can offer|specialise in|specialize in|deal in)(?: \S+){0,6} (?:services?|solutions?|products?|loans?|leads|seo|marketing|insurance|software|rates|uniforms|equipment|supplies)|(?:credit card|personal loan|business loan) (?:offer|approved|pre ?approved)|pre ?approved|digital marketing|google listing|seo|bulk sms|who (?:handles|looks after|is in charge of) (?:your )?(?:purchas\w+|marketing|procurement|it)|speak to the (?:business )?owner about`,
)
const VOICEMAIL = rule(
  'leave (?:a|your|me a) (?:message|name)|after the (?:tone|beep)|voice ?mail|not available (?:right now|to take your call|at the moment please)|mailbox|is (?:switched off|not reachable|out of coverage)|switch off hai|pahunch se baa?har',
)
const LATE = rule(
  String.raw`(?:running|going to be|gonna be|ill be|well be|be|am) (?:\S+ ){0,3}late|stuck in|on (?:my|our) way|(?:late|der) (?:ho|se aa)\w*|raa?ste (?:me|mein|par)`,
)
const PRAISED = rule(
  '(?:food|khana+|service|staff|everything|sab|place|visit|treatment|haircut|doctor|team|experience|evening|dinner|lunch|meal|party)',
)
const REBOOKING = rule(String.raw`(?:and|then) (?:book|take|have|come|make it)(?: \S+){0,4} (?:instead|on|for)`)
const YES = rule(
  String.raw`yes|yeah|yep|sure|confirm(?:ed)?|of course|absolutely|definitely|ill be there|well be there|i will (?:come|be there)|see you|haa?n|haa?n ji|ji|theek|thik|pakka+|aa? (?:jaa?\w+|rah\w+)|aa?unga|aa?ungi|aa?oonga|aa?enge|aa?yenge`,
)
const QUESTION =
  /\?|^(?:(?:hi|hello|so|and|also|okay|ok|well) )*(?:do|does|did|is|are|can|could|would|will|what|when|where|which|who|how|why|kya|kab|kaise|kitn\w+|kaun\w*|kahan|kidhar)\b|\b(?:wanted|want|like|calling|wondering|wonder|curious)(?: to)? (?:know|ask|check|enquire|inquire|find out|about|if|whether)|\b(?:tell me|let me know|information|details|enquir\w+|inquir\w+|po?u?o?ch\w*|jaan?na (?:tha|hai|chaa?h\w*)|bata\w*)/

/** Nobody was reached: a machine answered. */
export function isVoicemail(sentences: readonly Said[]): boolean {
  const callers = sentences.filter(({ role }) => role === 'caller')
  return callers.length > 0 && callers.length <= 4 && callers.some(({ text }) => VOICEMAIL.test(text))
}

/** Whether the other side agreed to what it was called for. */
export function saidYes(sentences: readonly Said[]): boolean {
  return sentences.some(({ role, text }) => role === 'caller' && YES.test(text) && !/\b(?:not|nahi|nahin|cant|cannot|wont)\b/.test(text))
}

/** What the call was for, by the caller's words; in a call we made, by ours where they only agree. */
export function readIntent(
  sentences: readonly Said[],
  call: { direction: 'inbound' | 'outbound'; hasTopics: boolean; wantsCall: boolean },
): Intent {
  const callers = sentences.filter(({ role }) => role === 'caller')
  const says = (pattern: RegExp) => callers.some(({ text }) => pattern.test(text))
  const actions = new Set<SpokenAction>(callers.flatMap(actionsMeant))
  const wrongNumber = readWrongNumber(callers.map(spokenOf), { isOurs: call.direction === 'outbound', asked: [] })
  const does = (...wanted: SpokenAction[]) => wanted.some((action) => actions.has(action))
  if (isVoicemail(sentences)) return 'other'
  if (wrongNumber.length > 0 && !does('new_booking', 'existing_booking', 'cancel', 'reschedule')) return 'wrong number'
  if (says(OPT_OUT)) return 'opt out'
  if (call.direction === 'inbound' && says(SALES) && !does('existing_booking')) return 'sales call'
  const mood = readSentiment(sentences)
  if (says(COMPLAINT) && mood !== 'positive' && !(does('cancel', 'reschedule') && mood !== 'negative')) return 'complaint'
  if (does('cancel')) return does('reschedule', 'new_booking') || says(REBOOKING) ? 'modification' : 'cancellation'
  if (does('reschedule') || says(MOVING)) return 'modification'
  if (does('new_booking') || says(BOOKING)) return 'booking'
  if (says(ORDER)) return 'order'
  if (says(FEEDBACK)) return 'feedback'
  if (does('modify')) return 'modification'
  if (says(LATE)) return 'running late'
  if (does('confirm') || (call.direction === 'outbound' && ourReminder(sentences) && saidYes(sentences))) return 'confirmation'
  if (does('past_visit') && mood === 'positive') return 'feedback'
  if (callers.some(({ text }) => CALL_BACK.test(text) && !/\b(?:dont|do not|no need|need not|mat)\b/.test(text)) || call.wantsCall)
    return 'call back'
  if (mood === 'positive' && says(PRAISED) && !callers.some(({ raw }) => QUESTION.test(raw))) return 'feedback'
  if (mood === 'negative' && !callers.some(({ raw }) => QUESTION.test(raw))) return 'complaint'
  if (does('no_booking_matter', 'existing_booking') || call.hasTopics) return 'enquiry'
  if (callers.some(({ raw, text }) => QUESTION.test(raw) || QUESTION.test(text))) return 'enquiry'
  return mood === 'negative' ? 'complaint' : 'other'
}

/** What a caller's sentence wants done, less what only has the form of it. */
export function actionsMeant(sentence: Said): SpokenAction[] {
  return readActions([spokenOf(sentence)]).flatMap(({ action }) => (isMeant(action, sentence.text) ? [action] : []))
}

function isMeant(action: SpokenAction, text: string): boolean {
  if (action === 'cancel') return !NO_CANCELLING.test(text)
  if (action === 'new_booking') return !NO_BOOKING.test(text) && !PRESENCE.test(text)
  if (action === 'reschedule') return !OTHER_SIZE.test(text) && !SPOILT.test(text)
  return action !== 'modify' || !OFFERED.test(text)
}

function ourReminder(sentences: readonly Said[]): boolean {
  return sentences.some(
    (sentence) => sentence.role === 'agent' && readActions([spokenOf(sentence)]).some(({ action }) => action === 'confirm'),
  )
}

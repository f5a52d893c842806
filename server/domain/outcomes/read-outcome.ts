import { z } from 'zod'

/** What a call did to the booking it was about. */
export const bookingOutcome = z.enum(['confirmed', 'reschedule_asked', 'cancelled'])
export type BookingOutcome = z.infer<typeof bookingOutcome>

export type ReadOutcome = {
  /** Null: the call settled nothing, or said two things at once. */
  booking: BookingOutcome | null
  /** The person does not want to be called any more. */
  isOptOut: boolean
  /** What tells us so: the analysis field, or the person's own words. */
  optOutEvidence: string | null
}

type Said = { role: 'caller' | 'agent'; text: string }
type Analysed = { isVoicemail: boolean | null; custom: Record<string, unknown> }

/**
 * What came of a call, from the vendor's analysis where it says so, else from what was said. Pure. An opt-out counts
 * whatever else was said; words on a voicemail are nobody's.
 */
export function readOutcome({ analysis, transcript }: { analysis: Analysed | null; transcript: Said[] }): ReadOutcome {
  const custom = Object.entries(analysis?.custom ?? {}).map(([key, value]) => [normalise(key), value] as const)
  const spoken = analysis?.isVoicemail ? [] : transcript
  const optOutEvidence = readMarker(custom) ?? spoken.find(isSpokenOptOut)?.text ?? null
  return { booking: readAnalysis(custom) ?? readSpoken(spoken), isOptOut: optOutEvidence !== null, optOutEvidence }
}

// ---------- The vendor's analysis: field names and words are whatever the tenant set up ----------

const OPT_OUT_KEYS = /^(mark_)?(dnc(_compliant|_requested?)?|do_not_call|opt(ed)?_?out|unsubscribe|remove_from_(call_)?list)(_requested?)?$/
const OUTCOME_KEYS =
  /^((appointment|booking|reservation|meeting|visit|call|customer|user|patient|guest|client)_)*(outcome|status|result|response|decision|intent|action|confirmation)$/
const CONFIRMED_KEYS = /^((is|was|has)_)?((appointment|booking|reservation|meeting|visit|attendance|customer)_)*(is_)?confirmed$/
const RESCHEDULE_KEYS =
  /^((is|was|has)_)?((appointment|booking|reservation|meeting|customer)_)*(wants?_(to_)?|needs?_(to_)?|asked_(to_|for_)?)?reschedul(e|ing|ed)(_(requested|asked|needed|request))?$/
const CANCELLED_KEYS =
  /^((is|was|has)_)?((appointment|booking|reservation|meeting|customer)_)*(wants?_(to_)?)?cancel(l?ed|lation)?(_(requested|asked|request))?$/

const OUTCOME_WORDS: Record<BookingOutcome, RegExp> = {
  confirmed:
    /^(will_)?(confirm|confirmed|attending|will_attend|accepted|keeping|kept_appointment)(_(appointment|booking|reservation|meeting))?$/,
  reschedule_asked:
    /^(wants?_(to_)?|needs?_(to_)?|asked_(to_|for_)?|requested_)?(reschedule|rescheduled|rescheduling|reschedule_(asked|requested|request|needed))(_(appointment|booking|reservation|meeting))?$/,
  cancelled:
    /^(wants?_to_)?(cancel|canceled|cancelled|cancellation)(_(requested|asked|request))?(_(appointment|booking|reservation|meeting))?$/,
}

function readMarker(custom: (readonly [string, unknown])[]): string | null {
  const marker = custom.find(([key, value]) => OPT_OUT_KEYS.test(key) && isYes(value))
  if (marker) return marker[0]
  const outcome = custom.find(([key, value]) => OUTCOME_KEYS.test(key) && typeof value === 'string' && OPT_OUT_KEYS.test(normalise(value)))
  return outcome ? outcome[0] : null
}

function readAnalysis(custom: (readonly [string, unknown])[]): BookingOutcome | null {
  const told = new Set<BookingOutcome>()
  for (const [key, value] of custom) {
    if (OUTCOME_KEYS.test(key) && typeof value === 'string') {
      const word = normalise(value)
      for (const outcome of bookingOutcome.options) if (OUTCOME_WORDS[outcome].test(word)) told.add(outcome)
    }
    if (!isYes(value)) continue
    if (CONFIRMED_KEYS.test(key)) told.add('confirmed')
    if (RESCHEDULE_KEYS.test(key)) told.add('reschedule_asked')
    if (CANCELLED_KEYS.test(key)) told.add('cancelled')
  }
  return onlyOne(told)
}

function isYes(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value === 1
  return typeof value === 'string' && ['true', 'yes', 'y', '1'].includes(value.trim().toLowerCase())
}

/** `Reschedule Requested`, `reschedule-requested` and `rescheduleRequested` are one word. */
function normalise(text: string): string {
  return text
    .trim()
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
}

// ---------- What was said: English, Hindi, and Hindi in Latin letters ----------

/** What follows a "don't call me" that means another time or another number, not never. */
const BUT =
  /^[\s,]*(again\s+)?(before|after|at|on|in|until|till|unless|during|between|while|when|today|tonight|tomorrow|right now|now|this (morning|afternoon|evening|week)|so (early|late)|late|early|if|from|because|a\b|an\b|the\b|my\b|by\b)/

const OPT_OUT_ENGLISH = [
  /\b(do not|don't|dont|never|please stop)\s+(ever\s+)?(call|calling|phone|phoning|ring|ringing|contact|contacting)\s+(me|us|here|this number|on this number|to this number)\b/g,
  /\b(do not|don't|dont|never)\s+(ever\s+)?(call|phone|ring|contact)\s+(me\s+|us\s+)?(again|any ?more|ever)\b/g,
  /\bstop\s+(calling|phoning|ringing|contacting)\b/g,
]
const OPT_OUT_PLAIN = [
  /\b(remove|take|delete)\s+(me|my (phone )?number|this number|us)\s+(from|off)\b.{0,25}\b(list|database|records?|system)/,
  /\b(take|get) me off\b.{0,20}\b(list|database)/,
  /\bput (me|my number|this number) on\b.{0,25}\b(do[ -]not[ -]call|dnd|dnc)\b/,
  /\b(no more calls|i (want to|wish to|would like to) opt out|unsubscribe me|opt me out)\b/,
  /\b(dobara|phir|fir|firse|phirse|aage|aaj ke baad|aainda|kabhi)\b.{0,25}\b(call|phone|fone|kol)\b.{0,12}\b(mat|na|nahi|nahin|nahee)\b/,
  /\b(mujhe|humko|hume|hamein|humein|is number (par|pe)|mere number (par|pe))\b.{0,20}\b(call|phone|fone|kol)\b\s*(mat|na)\s*(kar|kijiye|kijiyega|karna|karo|kariye|kariyega)/,
  /\b(call|phone|fone|kol)\b\s*(karna)?\s*(band)\s*(kar|kijiye|karo|kariye|karo)/,
  /\b(call|phone)\s+mat\s+(karna|karo|kijiye|kijiyega|kariye|kariyega)\s*(dobara|phir se|fir se|aage se|kabhi)?\s*$/,
  /(दोबारा|फिर से|फिर|आगे से|आज के बाद|कभी).{0,25}(कॉल|फोन|फ़ोन|फ़ोन).{0,12}(मत|ना|न|नहीं)/,
  /(मुझे|हमें|हमको|इस नंबर पर|इस नम्बर पर|मेरे नंबर पर).{0,20}(कॉल|फोन|फ़ोन|फ़ोन)\s*(मत|ना)\s*(कर|कीजि)/,
  /(कॉल|फोन|फ़ोन|फ़ोन)\s*(करना)?\s*बंद\s*(कर|कीजि)/,
  /(कॉल|फोन|फ़ोन|फ़ोन)\s*मत\s*(करना|करो|कीजिए|कीजिये|करिए|करिएगा|कीजिएगा)\s*(दोबारा|फिर से|कभी)?\s*[।.!]*\s*$/,
  /(मेरा|यह|ये|हमारा)\s*(नंबर|नम्बर).{0,20}(हटा|निकाल)/,
]
/** Not now, or not like this: none of the Hindi forms above then means never. */
const HINDI_NOT_NOW = /\b(abhi|kal|subah|shaam|raat|baje)\b|(अभी|कल|सुबह|शाम|रात|बजे)/
const HINDI_NEVER = /\b(dobara|phir se|fir se|kabhi|aage se|band)\b|(दोबारा|फिर से|कभी|आगे से|बंद)/

function isSpokenOptOut({ role, text }: Said): boolean {
  if (role !== 'caller') return false
  const said = text.toLowerCase().replaceAll('’', "'").normalize('NFC')
  for (const pattern of OPT_OUT_ENGLISH) {
    for (const found of said.matchAll(pattern)) if (!BUT.test(said.slice(found.index + found[0].length))) return true
  }
  if (!OPT_OUT_PLAIN.some((pattern) => pattern.test(said))) return false
  return !HINDI_NOT_NOW.test(said) || HINDI_NEVER.test(said)
}

const ASKS_TO_MOVE =
  /\b(reschedul\w*|postpone|move (it|the (appointment|booking|meeting|reservation))|(another|different|some other|a later|an earlier) (day|time|date|slot)|change the (time|date|day)|(kisi )?(aur|dusre|doosre) (din|time|samay))\b|(किसी और (दिन|समय)|दूसरे दिन|समय बदल)/
const ASKS_TO_CANCEL = /\bcancel(l?ed|l?ing)?\b|\bkainsil\b|(कैंसल|कैंसिल|रद्द)/
const DENIES_CANCEL =
  /\b(do not|don't|dont|not|no need to|never)\s+(want\s+to\s+)?cancel|cancel (mat|nahi|na)\b|(कैंसल|कैंसिल|रद्द)\s*(मत|नहीं|ना)/
const WILL_COME =
  /\b(i('ll| will| am going to| shall)? be there|we('ll| will) be there|i('ll| will) come|i confirm|yes,? (please )?confirm|see you (then|there)|main aa(ungi|unga|oongi|oonga)|aa ja(unga|ungi))\b|(आऊँगा|आऊंगा|आऊँगी|आऊंगी|आ जाऊँगा|आ जाऊंगा)/
const WILL_NOT_COME = /\b(won't|will not|can't|cannot|can not|not able to|unable to) (be there|come|make it|attend)\b|नहीं (आ|आऊ)/

/** Carefully: one clear wish of the person. A cancellation counts once the agent took it down. */
function readSpoken(transcript: Said[]): BookingOutcome | null {
  const told = new Set<BookingOutcome>()
  const heard = transcript.map(({ role, text }) => ({ role, said: text.toLowerCase().replaceAll('’', "'").normalize('NFC') }))
  for (const [index, { role, said }] of heard.entries()) {
    if (role !== 'caller') continue
    if (ASKS_TO_MOVE.test(said)) told.add('reschedule_asked')
    else if (ASKS_TO_CANCEL.test(said) && !DENIES_CANCEL.test(said)) {
      const isTakenDown = heard.slice(index + 1).some((reply) => reply.role === 'agent' && /cancel|कैंसल|कैंसिल|रद्द/.test(reply.said))
      if (isTakenDown) told.add('cancelled')
    } else if (WILL_COME.test(said) && !WILL_NOT_COME.test(said)) told.add('confirmed')
  }
  return onlyOne(told)
}

function onlyOne(told: Set<BookingOutcome>): BookingOutcome | null {
  return told.size === 1 ? ([...told][0] ?? null) : null
}

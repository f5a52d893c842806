import { localMoment } from '../linking/local-moment'
import { readActions } from '../linking/read-actions'
import { type ActionItem, distinctItems, upperFirst } from './action-item'
import type { InsightQuestion } from './insight-question'
import { dayMeant, findWhen, inEnglish } from './read-when'
import { asSaid, type Said, spokenOf } from './said'

/** `asked`: the caller wants it of us; `promised`: whoever is to do it said so. */
export type FoundItem = ActionItem & { from: 'asked' | 'promised'; kind: 'call_back' | 'send' | 'opt_out' | 'other' }
type Draft = { what: string; who: ActionItem['who']; from: FoundItem['from']; kind: FoundItem['kind'] }

const MOST = 8
const MOVING = /^(?:move|change|reschedule|postpone|shift|cancel|confirm|book|reserve)\b/i
const test = (source: string) => new RegExp(`(?<![\\w])(?:${source})(?!\\w)`)

// ----- What is said in English

const POLITE = '(?:(?:please|kindly|just|also|maybe|perhaps|then|quickly|actually|at least) )*'
const ASKING = String.raw`(?:please|pls|kindly|(?:can|could|would|will) (?:you|someone|somebody|anyone|the \w+|your \w+|dr \w+)|(?:i|we) (?:want|need|would like|d like) (?:you|someone|somebody|the \w+|dr \w+) to|id like (?:you|someone|somebody|the \w+) to|(?:want|need|wanted) (?:you|someone|somebody|him|her|them|the \w+) to|(?:ask|tell|have|get|let) (?:him|her|them|someone|somebody|the \w+|your \w+|dr \w+)(?: to)?|make sure (?:to|you|that you|they)|dont forget to|remember to|you (?:should|must|need to|have to)|if you (?:can|could)|would you mind)`
const CALLING = String.raw`(?:call|ring|phone|contact|reach)(?:ing)?(?: (?:me|us|him|her|them|my \w+|back|on this number|on my \w+))*|give (?:me|us|him|her) (?:a )?(?:call|ring|call ?back|buzz)(?: back)?|get back to (?:me|us)|get in touch(?: with (?:me|us))?|return my call|revert`
const CALL_ASKED = test(
  `${ASKING} ${POLITE}(?:${CALLING})|(?:i|we)(?: am| m|m| are|ll be|ll)? (?:wait(?:ing)?|expect(?:ing)?) (?:for )?(?:your|a|his|her|the) (?:call|callback)(?: ?back)?|(?:want|need|like|expect|request\\w*|wanted|asked for|prefer)(?: \\S+)? (?:a )?(?:call ?back|return call)|(?:call|ring|phone) (?:me|us) (?:back|later|again|tomorrow|tonight|after|when|in|on|at|once)|someone (?:should|must|to) (?:call|contact) (?:me|us)|call back please|let me know (?:by|over) (?:phone|call)`,
)
const DENIED = test(
  '(?:dont|do not|no need|not necessary|need not|neednt|dont have to|do not have to|never|stop|without|nahi|nahin|mat|zaroorat nahi)',
)
const SENDING = 'send|e ?mail|mail|text|whats ?app|message|sms|share|forward|courier|post'
const SEND_ASKED = new RegExp(
  String.raw`(?<![\w])${ASKING} ${POLITE}(?<verb>${SENDING}) (?:it |them |that |this )?(?:(?:to )?(?:me|us|him|her|my \w+|our \w+) )?(?<rest>.*)$|^(?:ok |okay |yes |and |so |then )*(?<verb2>send|e ?mail|text|whats ?app|forward) (?:me|us) (?<rest2>.+)$`,
)
const DOING =
  'add|include|arrange|keep|reserve|book|prepare|bring|refund|fix|repair|replace|deliver|pack|cancel|move|change|reschedule|postpone|shift|confirm|update|hold|block|extend|remind|waive|look into|sort out|follow up|pass on|pass|inform|tell|ask|note down|note|correct|remove|upgrade|issue|process|give|decorate|collect|pick up|renew|check and'
const DO_ASKED = new RegExp(String.raw`(?<![\w])${ASKING} ${POLITE}(?<verb>${DOING}) (?<rest>.+)$`)
/** "Can I add vegetarian options?": what the caller would like to be able to do is for us to see to. */
const MAY_I = new RegExp(
  String.raw`(?<![\w])(?:can|could|may|might) (?:i|we) ${POLITE}(?<verb>add|include|change|move|cancel|reschedule|postpone|shift|confirm|book|reserve|upgrade|extend|update)(?: (?<rest>.+))?$|(?<![\w])(?:id|i would|we would|wed) like to ${POLITE}(?<verb2>add|include|change|update|upgrade|extend) (?<rest2>.+)$|(?<![\w])(?:i|we) (?:want|need|have) to ${POLITE}(?<verb3>add|include|update|change) (?<rest3>.+)$`,
)
const PAPER = String.raw`(?:copy of )?(?:\S+ ){0,2}?(?:menu|rate card|price list|brochure|catalogue|catalog|quotation|quote|estimate|proposal|invoice|bill|receipt|report|reports|certificate|prescription|statement|location|address|directions|link|details|photos?|pictures?|form|documents?|confirmation|agreement|contract|letter|list)`
const THING = String.raw`(?:\S+ ){0,2}?(?:high ?chairs?|wheel ?chair|window (?:table|seat)|birthday cake|cake|projector|decorations?|balloons|flowers|candles|interpreter|private room|parking space|extra (?:chairs?|table)|(?:vegetarian|vegan|jain|halal|gluten free|nut free) (?:options?|food|meals?|menu|dishes))`
const HAVE =
  '(?:(?:can|could|may) (?:i|we) (?:also |please )?(?:have|get)|(?:i|we) (?:will |would |ll |shall )?(?:also )?(?:need|want|require|would like)|(?:id|wed) (?:also )?like(?: to (?:have|get))?)'
const HAVE_PAPER = new RegExp(String.raw`(?<![\w])${HAVE} (?<rest>(?:a |an |the |my |our |some )?${PAPER})(?!\w)`)
const HAVE_THING = new RegExp(String.raw`(?<![\w])${HAVE} (?<rest>(?:a |an |the |some |one |two |\d+ )?${THING})(?!\w)`)
const REFUND = test(
  String.raw`(?:want|need|expect|demand|like|get|give me|get me)(?: \S+){0,3} (?:refund|money back)|refund (?:chaa?hi\w*|kar\w*|de\w*)|paise (?:wapas|vapas) (?:chaa?h\w*|kar\w*|de\w*)`,
)
const OPT_OUT = test(
  String.raw`(?:dont|do not|stop|never) (?:\S+ )?(?:call|calling|phone|phoning|contact|contacting|ring|ringing)(?: \S+){0,2} (?:again|any ?more)|(?:dont|do not|stop) (?:ever )?(?:call|calling|contact|contacting) (?:me|us|this number)(?! (?:back|later|before|until|after|at|on|in|today|now|back|till))|(?:remove|delete|take) (?:me|my (?:name|number)|this number)(?: \S+){0,3} (?:list|database|records|system|off)|(?:dobara |phir |fir |aage se )(?:\S+ )?(?:call|phone|kol) (?:mat|na) \w+|(?:mujhe |is number par )(?:call|phone|kol) (?:mat|na) (?:kar\w*|kij\w*)`,
)

const WILL = String.raw`(?:i|we)(?: will|ll| shall| m going to| am going to| are going to| re going to)|ill|im going to|were going to|well(?= (?:\S+ )?(?:${SENDING}|call|get back|arrange|let|have|ask|ring|inform|deliver|refund|check and|follow|contact))|(?:someone|somebody|our \w+|the \w+|my \w+|he|she|they|dr \w+|\w+ from our \w+)(?: will|ll| shall| is going to)|you(?: will|ll)? (?:get|receive|have)`
const PROMISE = new RegExp(
  String.raw`(?<![\w])(?:${WILL}) (?:(?:then|also|just|definitely|surely|certainly|personally|make sure to|be sure to|try to|try and|be|go ahead and|now) )*(?<does>.+)$`,
)
const PROMISED_CALL = test(
  String.raw`(?:call|ring|phone|contact|calling|get back to|get in touch with|reach out to|revert to) (?:you|him|her|them)(?: back)?|call back|get back(?: to you)?|(?:have|get|ask) (?:someone|somebody|him|her|them|the \w+|our \w+|dr \w+)(?: to)? (?:call|ring|phone|contact)(?: you)?|a call(?: back)? from`,
)
const PROMISED_SEND = new RegExp(
  String.raw`^(?<verb>${SENDING}|sending) (?:it |that |them )?(?:(?:to )?(?:you|him|her) )?(?<rest>.*)$|^(?:get|receive|have) (?<rest2>(?:an?|the|your) (?:e ?mail|sms|text|message|whats ?app|link|confirmation|invoice|bill|report|receipt|quote|quotation)\b.*)$`,
)
const PROMISED_DO =
  /^(?<verb>let you know|inform you|inform|arrange|ask|tell|pass|follow up|look into|refund|process|update|remind you|remind|prepare|keep|add|deliver|confirm|check and|speak to|speak with|talk to|discuss|reserve|hold|waive|replace|repair|fix|bring|pay|transfer|submit|upload|drop off|drop|collect|pick up|come back with|order|raise|escalate|organise|organize|sign|get you)(?<rest>(?: .+)?)$/
/** Done while both wait; nothing is left of it. */
const AT_ONCE = test(
  String.raw`(?:one|a|just a) (?:moment|second|minute|sec|min)|hold on|hold the line|bear with me|stay on the line|put you through|transfer(?:ring)? you|connect(?:ing)? you|while you wait|right now for you|ek minute|ek second|line par|hold kij\w*|rukiye`,
)
const POLITE_END =
  / (?:please|thanks|thank you|sir|madam|maam|ma am|okay|ok|if possible|if you can|if you could|if thats okay|if that is okay|for me|for us|right|then|as well|too|also|yaar|ji|na|kindly|and|so|but|with|to|for|by|on|at|in|or|of|is that (?:okay|possible|fine)|will that be (?:okay|possible)|would that be (?:okay|possible))$/
/** Where the next thought begins. */
const NEXT_THOUGHT =
  / (?:because|since|so that|so i|so we|but|as i|as we|otherwise|and (?:i|we|then|can|could|also|please|let|what|how|is|do|ill|well|you)|before i|if (?!possible)|when (?:i|you|we|he|she|they|it)|once|which|i (?:am|have|want|need|will|was)|is that|will that|would that|thank you|thanks) .*$| (?:because|but)$/

// ----- What is said in Hindi, in Latin letters

const GIVE_ME = '(?:dij[iy]+e*g?a?|dijie(?:ga)?|dena+|de do|de den|de dena|do|den|dein|dijie|de sakte|de sakti|dijiyega)'
const DO_IT = String.raw`kar(?: |wa |va )?(?:${GIVE_ME}|lena|lijiye(?:ga)?|sakte|sakti|na)|kar(?:na|iye|iyega|o|en|ein|wana|waiye|wa do)|kij[iy]\w*|kijiyega`
const HI_CALL_ASKED = test(
  String.raw`(?:mujhe|mujhko|humko|hume\w*|hame\w*|hamein|unko|wapas|vapas|dobara|fir se|phir se|ek baar|please|plees|pliz|kal|aa?j|shaa?m ko|subah|baa?d me\w*|\d+ baje|number par)(?: \S+){0,4} (?:call ?back|call|phone|fon|kol|kaul) (?:back )?(?:${DO_IT})|(?:call ?back|kol ?baik|kol ?bek) (?:${DO_IT}|chaa?hi\w*)|(?:call|phone|kol) (?:back )?(?:kar dij\w*|kar de\w*|kar do|karwa dij\w*|karva dij\w*)`,
)
const HI_SEND_ASKED = new RegExp(
  String.raw`^(?<rest>.*?) ?(?<![\w])(?:bhej|whats ?app kar|vaa?t\w*ap kar|send kar|share kar|mail kar|e ?mail kar|forward kar|message kar|masej kar) ?(?:${GIVE_ME}|na|iye|iyega|o|dena|sakte|sakti)\b.*$|^(?<rest2>.*?) ?(?<![\w])bhej(?:iye|iyega|na|o|wa do|wa dijiye|va dijiye)\b.*$`,
)
const HI_DO_ASKED = new RegExp(
  String.raw`(?<![\w])(?<verb>add|aid|arrange|cancel|change|confirm|book|reserve|shift|refund|replace|repair|theek|pack|block|hold|update) (?:${DO_IT})`,
)
const HI_WILL =
  '(?:d(?:u|oo|un|oon)+n?g[aei]+|den?g[aei]+|de+nge|dete (?:hain|hai)|deta (?:hoon|hun|hu)|deti (?:hoon|hun|hu)|l(?:u|oo)n?g[aei]+|lenge|jaa?yeg[aei]+)'
const HI_KARENGE = `(?:kar(?:u|oo|un|oon)+n?g[aei]+|karenge|karengi|karaa?enge|karwa(?:u|oo)n?g[aei]+|kar(?:wa|va)? ${HI_WILL})`
const HI_WILL_CALL = test(`(?:call ?back|call|phone|fon|kol|kaul) (?:back )?(?:${HI_KARENGE}|aa?(?:y|e)eg[aei]+|kar(?:wa|va) ${HI_WILL})`)
const HI_WILL_SEND = new RegExp(
  String.raw`^(?<rest>.*?) ?(?<![\w])(?:bhej(?:wa|va)? (?:${HI_WILL})|bhej(?:u|oo)n?g[aei]+|bhejenge|(?:send|share|mail|e ?mail|whats ?app|forward|message) (?:${HI_KARENGE}|kar ${HI_WILL}))`,
)
const HI_WILL_TELL = test(`(?:bata|inform kar|pata kar ke bata|puch ke bata|pooch kar bata) ?(?:${HI_WILL}|(?:u|oo)n?g[aei]+|enge)`)
const OBJECTS: [RegExp, string][] = [
  [/\bmen(?:u|yu)\b/, 'the menu'],
  [/\b(?:report|reports|riport|ripor?t)\b/, 'the report'],
  [/\b(?:bill|invoice|rasee?d|receipt|risipt)\b/, 'the bill'],
  [/\b(?:location|lokeshan)\b/, 'the location'],
  [/\b(?:address|pata|edres|adres)\b/, 'the address'],
  [/\b(?:price list|rate card|rate list|rates?|kee?mat|prais list)\b/, 'the price list'],
  [/\b(?:quotation|quote|estimate|koteshan)\b/, 'the quotation'],
  [/\b(?:prescription|parcha+)\b/, 'the prescription'],
  [/\b(?:photos?|tas[vw]ee?r\w*|pictures?)\b/, 'the photos'],
  [/\b(?:documents?|kaa?gaz\w*|papers?)\b/, 'the documents'],
  [/\b(?:link|linc)\b/, 'the link'],
  [/\b(?:details?|jaa?nkaa?ri|ditel\w*)\b/, 'the details'],
  [/\b(?:confirmation|message|sms|masej)\b/, 'a message'],
  [/\b(?:number|nambar)\b/, 'the number'],
  [/\b(?:khana+|order|parcel)\b/, 'the order'],
]

/** Everything that was asked for or promised and not done while they spoke, each with who, what and when. */
export function readActionItems(
  sentences: readonly Said[],
  question: Pick<InsightQuestion, 'startedAt' | 'business' | 'noted'>,
): FoundItem[] {
  const context = {
    today: localMoment(question.startedAt, question.business.timezone).day,
    dateOrder: question.business.region === 'US' ? ('month_first' as const) : ('day_first' as const),
  }
  const found = sentences.flatMap(thoughtsOf).flatMap((sentence): FoundItem[] => {
    const when = findWhen(sentence.text)
    const draft = readSentence(sentence)
    if (!draft || isDone(draft, sentence, sentences, question.noted)) return []
    // "From Tuesday to Thursday" is what is to be done, not when.
    if (draft.kind === 'opt_out' || MOVING.test(draft.what)) return [{ ...draft, when: null, dueOn: null }]
    return [{ ...draft, when: when && asSaid(inEnglish(when.words), sentence.raw), dueOn: when && dayMeant(when.words, context) }]
  })
  const order = new Map(found.map((item) => [item.what, item]))
  return distinctItems(found, MOST).map((item) => ({
    ...item,
    from: order.get(item.what)?.from ?? 'asked',
    kind: order.get(item.what)?.kind ?? 'other',
  }))
}

const SECOND_DEED =
  / and (?:also |then )?(?=(?:pay|send|call|bring|share|e ?mail|transfer|submit|get back|let (?:you|me) know|whats ?app|add|arrange|cancel|confirm)\b)/

/** "I'll send the form and pay on Monday" is two promises. */
function thoughtsOf(sentence: Said): Said[] {
  const [first = '', ...others] = sentence.text.split(SECOND_DEED)
  const opening = others.length > 0 ? new RegExp(`^.*?(?<![\\w])(?:${WILL}|${ASKING})(?= )`).exec(first)?.[0] : undefined
  return opening === undefined
    ? [sentence]
    : [first, ...others.map((other) => `${opening} ${other}`)].map((text) => ({ ...sentence, text }))
}

function readSentence(sentence: Said): Draft | null {
  const { role, text } = sentence
  if (role === 'caller' && OPT_OUT.test(text)) return { what: 'Do not call them again', who: 'business', from: 'asked', kind: 'opt_out' }
  return (role === 'caller' ? readRequest(sentence) : null) ?? readPromise(sentence)
}

function readRequest({ text, raw }: Said): Draft | null {
  const asked = (what: string | null, kind: FoundItem['kind'] = 'other'): Draft | null =>
    what === null ? null : { what, who: 'business', from: 'asked', kind }
  if (DENIED.test(text) && !/\b(?:dont forget|do not forget)\b/.test(text)) return null
  if (CALL_ASKED.test(text) || HI_CALL_ASKED.test(text)) return asked('Call back', 'call_back')
  const send = SEND_ASKED.exec(text)
  if (send)
    return asked(sendWhat(send.groups?.verb ?? send.groups?.verb2 ?? '', send.groups?.rest ?? send.groups?.rest2 ?? '', raw), 'send')
  const hindiSend = HI_SEND_ASKED.exec(text)
  if (hindiSend && !HI_WILL_SEND.test(text))
    return asked(sendInHindi(hindiSend.groups?.rest ?? hindiSend.groups?.rest2 ?? '', text), 'send')
  const paper = HAVE_PAPER.exec(text)?.groups?.rest
  if (paper) return asked(phrase('send', paper, raw), 'send')
  const thing = HAVE_THING.exec(text)?.groups?.rest
  if (thing) return asked(phrase('arrange', text.slice(text.indexOf(thing)), raw))
  if (REFUND.test(text)) return asked('Give a refund')
  const deed = DO_ASKED.exec(text) ?? MAY_I.exec(text)
  if (deed) {
    const { verb, verb2, verb3, rest, rest2, rest3 } = deed.groups ?? {}
    return asked(phrase(verb ?? verb2 ?? verb3 ?? '', rest ?? rest2 ?? rest3 ?? '', raw))
  }
  const hindi = HI_DO_ASKED.exec(text)?.groups?.verb
  return hindi ? asked(hindiDeed(hindi, text)) : null
}

function readPromise({ role, text, raw }: Said): Draft | null {
  if (AT_ONCE.test(text) || (DENIED.test(text) && !/\b(?:dont worry|do not worry)\b/.test(text))) return null
  const who = role === 'agent' ? ('business' as const) : ('caller' as const)
  const promised = (what: string | null, kind: FoundItem['kind'] = 'other'): Draft | null =>
    what === null ? null : { what, who, from: 'promised', kind }
  if (HI_WILL_CALL.test(text)) return promised('Call back', 'call_back')
  const hindiSend = HI_WILL_SEND.exec(text)
  if (hindiSend) return promised(sendInHindi(hindiSend.groups?.rest ?? '', text), 'send')
  if (HI_WILL_TELL.test(text)) return promised(role === 'agent' ? 'Let them know' : 'Let us know')
  const does = PROMISE.exec(text)?.groups?.does
  if (!does) return null
  if (PROMISED_CALL.test(does)) {
    const other = /\b(?:have|get|ask) (?<who>the \w+|our \w+|dr \w+|him|her)(?: to)? (?:call|ring|phone|contact)/.exec(does)?.groups?.who
    return promised(other && !/^(?:him|her)$/.test(other) ? `Have ${asSaid(other, raw)} call back` : 'Call back', 'call_back')
  }
  const send = PROMISED_SEND.exec(does)?.groups
  if (send) return promised(sendWhat(send.verb ?? 'send', send.rest ?? send.rest2 ?? '', raw), 'send')
  const deed = PROMISED_DO.exec(does)?.groups
  return deed ? promised(phrase(deed.verb ?? '', deed.rest ?? '', raw)) : null
}

/** `the menu on whatsapp` → `Send the menu on WhatsApp`. */
function sendWhat(verb: string, rest: string, raw: string): string | null {
  const way = /^(?:text|sms|message)/.test(verb) ? 'by message' : /mail$/.test(verb) ? 'by e-mail' : /whats/.test(verb) ? 'on WhatsApp' : ''
  const what = objectOf(rest, raw)
    .replace(/^(?:(?:to )?(?:me|us|you) )/, '')
    .replace(/\bwhats ?app\b/i, 'WhatsApp')
    .replace(/\bon (?:mail|e ?mail)$/i, 'by e-mail')
    .replace(/ with (?:you|them)$/, '')
  if (/^(?:help|someone)/.test(what)) return null
  const verbWord = /^(?:share|forward|courier|post)$/.test(verb) ? verb : 'send'
  const object = what === '' || /^(?:on|by|via|to|over)\b/.test(what) ? `it${what ? ` ${what}` : ''}` : what
  return upperFirst([verbWord, object, way && !object.includes(way) ? way : ''].filter(Boolean).join(' '))
}

function sendInHindi(before: string, text: string): string {
  const way = /whats ?app|vaa?t\w*ap/.test(text) ? ' on WhatsApp' : ''
  return `Send ${OBJECTS.find(([pattern]) => pattern.test(before))?.[1] ?? 'it'}${way}`
}

const HINDI_MOVES: Record<string, string> = { shift: 'move', change: 'change' }
const MOVED = /\b(appointment|table|booking|reservation|meeting|slot|order|party|session)\b/
const HINDI_DEEDS: Record<string, string> = { aid: 'add', theek: 'fix' }
function hindiDeed(verb: string, text: string): string | null {
  const before = text.slice(0, text.search(HI_DO_ASKED)).trim()
  if (MOVING.test(verb)) return `${upperFirst(HINDI_MOVES[verb] ?? verb)} their ${MOVED.exec(text)?.[1] ?? 'booking'}`
  const words = before
    .split(' ')
    .filter(
      (word) =>
        !/^(?:kya|aap|please|plees|mera|meri|mere|hamara|hamari|ko|ka|ki|ke|ek|bhi|to|toh|mujhe|hume|hame\w*|us|use|usko|isko|ji|haan|aur|ya|ye|yeh|wo|woh|kal|aaj|ke|liye|me|mein|se|par|pe|koi)$/.test(
          word,
        ),
    )
  const object = words.slice(-3).join(' ')
  return object === '' ? null : upperFirst(`${HINDI_DEEDS[verb] ?? verb} ${object}`)
}

function phrase(verb: string, rest: string, raw: string): string | null {
  const object = objectOf(rest, raw, verb)
  const deed = verb.replace(/\byou\b/, 'them').replace(/^check and$/, 'check and')
  const whole = `${deed}${object ? ` ${object}` : ''}`.trim()
  // "Tell me", "ask you", "give me a minute": talk within the call.
  if (
    /^(?:tell|ask|give|inform|check and|confirm|remind|bring|keep|note|pass)(?: (?:me|us|you|them|it|that))?$/.test(whole) &&
    !/^(?:remind|inform) them$/.test(whole)
  )
    return null
  if (
    /^(?:tell|ask|give) (?:me|us)\b|^let them know if|^hold\b(?! (?:the|a|my|our|it))|^keep (?:in mind|me|us)|^ask (?:you|them) (?:a|to|for|some|few|one|if|what|about)|^get them (?:a|the)? ?(?:person|manager)/.test(
      whole,
    )
  )
    return null
  if (object === '' && !/^(?:let them know|remind them|inform them|follow up|look into|cancel|confirm|reschedule)/.test(deed)) return null
  return upperFirst(whole)
}

/** What is left of a sentence when politeness, the time and the next thought are taken off; in the speaker's spelling. */
function objectOf(rest: string, raw: string, verb = ''): string {
  let words = ` ${rest.trim()}`.replace(NEXT_THOUGHT, '')
  const when = MOVING.test(verb) ? null : findWhen(words)
  if (when) words = `${words.slice(0, when.start)} ${words.slice(when.end)}`
  words = words.replace(/\s+/g, ' ').trimEnd()
  for (let before = ''; before !== words; ) {
    before = words
    words = words.replace(POLITE_END, '')
  }
  return asSaid(words.trim(), raw)
    .split(' ')
    .slice(0, 14)
    .map((word) => OTHER_SIDE[word.toLowerCase()] ?? word)
    .join(' ')
}

/** Told from the business's side. */
const OTHER_SIDE: Record<string, string> = { my: 'their', our: 'their', your: 'the', me: 'them', us: 'them', you: 'them' }

const DONE_WORDS: [RegExp, string][] = [
  [/^(?:book|reserve|hold|block)/, 'booked|reserved|held|blocked'],
  [/^cancel/, 'cancell?ed'],
  [/^(?:move|change|reschedule|postpone|shift)/, 'moved|changed|rescheduled|postponed|shifted|updated'],
  [/^confirm/, 'confirmed|all set'],
  [/^(?:add|include)/, 'added|included'],
  [/^(?:arrange|keep)/, 'arranged|kept|reserved'],
  [/^(?:send|share|forward)/, 'sent|shared|e ?mailed|texted|messaged|forwarded'],
  [/^(?:update|correct|remove)/, 'updated|corrected|removed'],
  [/^(?:give a refund|refund)/, 'refunded'],
]
const BOOKING_DEED = /^(?:book|reserve|cancel|move|change|reschedule|postpone|shift|confirm)\b/

/** The agent says afterwards that it has been done, or took the booking down by its tool. */
function isDone(item: Draft, sentence: Said, sentences: readonly Said[], noted: InsightQuestion['noted']): boolean {
  const deed = item.what.toLowerCase()
  const words = DONE_WORDS.find(([pattern]) => pattern.test(deed))?.[1]
  if (!words) return false
  if (BOOKING_DEED.test(deed) && noted.some(({ type }) => ['appointment', 'reservation'].includes(type))) return true
  const isSaid = new RegExp(
    String.raw`\b(?:ive|i have|weve|we have|has been|have been|been|is now|is|are|its|just|now|its been)(?: \S+){0,2} (?:${words})\b|\b(?:kar di(?:ya|yi|ye)?|ho ga(?:ya|yi)|bhej di(?:ya|yi)?)\b`,
  )
  return sentences.some((other) => {
    if (other.role !== 'agent' || other.turn <= sentence.turn) return false
    return (
      isSaid.test(other.text) ||
      (BOOKING_DEED.test(deed) && readActions([spokenOf(other)]).some(({ action }) => action === ACTION_OF[deed.split(' ')[0] ?? '']))
    )
  })
}
const ACTION_OF: Record<string, string> = {
  book: 'new_booking',
  reserve: 'new_booking',
  cancel: 'cancel',
  move: 'reschedule',
  change: 'reschedule',
  reschedule: 'reschedule',
  postpone: 'reschedule',
  shift: 'reschedule',
}

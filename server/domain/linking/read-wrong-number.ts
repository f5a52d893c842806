import type { ActionMention } from './read-actions'
import type { Spoken } from './spoken-text'

const NUMBER = 'number|numbers|no|nambar|phone|line|sim|connection|mobile'
const DENIES = String.raw`(?:no|not|isnt|aint|never|nobody|noone|without|doesnt|dont|wasnt|hasnt|havent|nahi|nahin|nai|nhi)`

/** Said by whoever has the phone, in either direction: the number is not that person's, or was not meant. */
const OF_THE_NUMBER = [
  String.raw`(?:wrong|incorrect|rong|galat|ghalat|gal?t) (?:\S+ ){0,2}?(?:${NUMBER}|person|house|party|jagah|call|extension|insaan|aadmi)`,
  String.raw`(?:${NUMBER}) (?:\S+ ){0,3}?(?:wrong|galat|incorrect|rong)(?! (?:amount|bill|time|date))`,
  String.raw`mis ?dial\w*|(?:dial|dialed|dialled|dialing|dialling|called|rang|rung|reached|number lag\w*) (?:\S+ ){0,3}?(?:wrong|wrongly|incorrectly|galat|mistake|mistakenly|by mistake)`,
  String.raw`(?:this|that|the|it) (?:is |s )?(?:isnt |not )?(?:a |my |now )?(?:new |private |personal |residential |home |family )+(?:${NUMBER}|residence|address)`,
  String.raw`(?:got|bought|given|gave me|took|purchased|had|have) (?:\S+ ){0,2}?this (?:\S+ )?(?:${NUMBER})`,
  String.raw`this (?:\S+ )?(?:${NUMBER}) (?:\S+ ){0,3}?(?:belong\w*|used to|was given|changed|has changed|is mine|is now|isnt|is not|is no longer|no longer|anymore|reassigned)`,
  String.raw`(?:doesnt|does not|no longer|dont|not|stopped) (?:us(?:e|es|ing)|ha(?:s|ve)|own|owns|answer\w*|keep\w*|carry\w*) (?:\S+ ){0,2}?(?:${NUMBER})`,
  String.raw`(?:changed|switched|given up|gave up|has a new|have a new|got a new) (?:\S+ ){0,2}?(?:${NUMBER})`,
  String.raw`(?:previous|former|old|last|new|earlier) (?:owner|holder|user|person who had)`,
  String.raw`(?:his|her|hers|their|unka|unki|uska|uski|inka|iska|unke) (?:${NUMBER}) (?:\S+ )?(?:nahi|nahin|nai|nhi|anymore|any more|any longer|now)|(?:not|isnt|no longer) (?:his|her|hers|their|theirs) (?:${NUMBER})`,
  String.raw`(?:ye|yeh|yah|is|ab|abhi) (?:\S+ ){0,2}?(?:number|nambar) (?:\S+ ){0,3}?(?:mera|meri|mere|humara|hamara|kisi aur|badal|naya|nahi|nahin|nai)|(?:kisi aur|dusre|doosre) (?:ka|ki|ke) (?:number|nambar)`,
  String.raw`trying to (?:reach|get|call) (?:the |a )?(?:bank|police|school|airport|railway|post office|gas|electricity)`,
]

/** Said to somebody who asked for a person. */
const OF_THE_PERSON = [
  String.raw`(?:nobody|no one|noone|no such|not anyone|not anybody|isnt anyone|isnt anybody|isnt any|anyone|anybody|koi|no person|none) (?:\S+ ){0,4}?(?:name|named|called|naam|nam|here|there|yahan|lives|live|works|rehta|rehte|house|office|family|person|nahi|nahin)`,
  String.raw`(?:name|naam|nam) (?:\S+ ){0,3}?(?:nobody|noone|nahi|nahin|isnt|koi)|(?:is|iss|us|aise) (?:naam|nam) (?:\S+ ){0,2}?(?:ka|ki|ke|wala|koi|se)`,
  String.raw`(?:doesnt|does not|no longer|didnt|not|hasnt|never|dont|isnt|moved|left|gone|passed) (?:\S+ ){0,1}?(?:live|lives|living|lived|stay|stays|staying|work|works|working|worked|reside|resides|belong|belongs|exist|around|here|out|away|there any)`,
  String.raw`(?:never|havent|not) (?:\S+ )?(?:heard|met|known)`,
  String.raw`(?:dont|do not|didnt|doesnt) (?:\S+ )?(?:know|recognise|recognize|have) (?:\S+ ){0,2}?(?:who|whos|any|anyone|anybody|him|her|them|that|this|such|what|why|person|name|a|of)`,
  String.raw`(?:${DENIES}) (?:me|him|her|them|us|the one|the right|the person|who you|the owner|that person|their|his)\b`,
  String.raw`mistak\w*|(?:someone|somebody) else|(?:another|different|other|wrong) (?:person|family|house)|kisi aur|(?:koi|kuch) (?:aur|galat)|galat ?fahm\w*|mix(?:ed)? ?up|confus\w*`,
  String.raw`(?:nahi|nahin|nai|nhi) (?:\S+ )?(?:jaant\w*|pehchaan\w*|pehchan\w*|janta|jante|janti|rehta|rehte|rehti|hoon main|hun main)|(?:jaant|pehchaan)\w* (?:hi )?(?:nahi|nahin|nai)`,
  String.raw`(?:take|remove|delete) (?:me|my|this|us) (?:\S+ ){0,2}?(?:off|from|number)|stop (?:calling|ringing|phoning)|who (?:are you|did you|do you) (?:\S+ ){0,2}?(?:look|call|try|want|after|ring|dial|speak)\w*|(?:different|another|old|other|wrong) (?:number|phone)|(?:it|that|this)(?: is|s)? not(?: \S+)?$|(?:it|that|this)(?: is|s)? not \||(?:wont|will not|cant) find (?:\S+ ){0,2}?here`,
]
const AFTER_NAME =
  /^(?:naam ka |ji )?(?:koi )?(?:nahi|nahin|nai|is not here|isnt here|doesnt|does not|does no|no longer|used to|left|moved|passed|is gone|has gone|sold|isnt|is not|who|kaun)\b/
const BEFORE_NAME = /(?:\b(?:not|isnt|no|aint|never|nobody named|koi|kaun|who is|whos|which|what)) $/
const STARTS_WITH_NO =
  /^(?:\S+ ){0,2}?(?:no|nope|nah|na|nahi|nahin|ji nahi|naa|sorry|who|whos|kaun|what|excuse me)\b(?! (?:problem|worries|issue|doubt|need|question|trouble|dikkat|bother))/
const APOLOGISES =
  /\b(?:sorry|apolog\w*|pardon|maaf\w*|kshama|disturb\w*|bother\w*|my mistake|update (?:our|the|that|this|your|my)|correct (?:our|the|that)|remove (?:the|this|that|your|it)|take (?:it|you|the|this) off|our (?:list|records|files)|galti)\b/
const AGREES =
  /\b(?:yes|yeah|yep|speaking|haan|han|ji haan|confirm\w*|ill be there|i will be there|see you|sure|of course|correct|zaroor|aa jaun\w*|works)\b/
/** Then the regret is for something else. */
const SPEAKS_OF_VISIT =
  /\b(?:cancel\w*|appointment|booking|reservation|table|meeting|visit|come|coming|make it|late|move|change|today|tomorrow|\d+)\b/
const SHORT_WORDS = 25

const either = (sources: readonly string[]) => new RegExp(String.raw`\b(?:${sources.join('|')})`)
const NUMBER_PATTERN = either(OF_THE_NUMBER)
const PERSON_PATTERN = either(OF_THE_PERSON)

/**
 * Whether the number turns out not to be that of whom it was thought to be.
 * @param asked whom our own call asked for, as words in lower case: only then is "nobody of that name" about the number
 */
export function readWrongNumber(
  turns: readonly Spoken[],
  { isOurs, asked }: { isOurs: boolean; asked: readonly string[] },
): ActionMention[] {
  for (const { role, text } of turns) {
    if (role === 'agent' || role === 'note') continue
    const words = NUMBER_PATTERN.exec(text)?.[0] ?? (isOurs ? (PERSON_PATTERN.exec(text)?.[0] ?? deniesName(text, asked)) : null)
    if (words) return [{ action: 'wrong_number', words: words.trim(), role }]
  }
  return isOurs ? readRefusal(turns) : []
}

function deniesName(text: string, asked: readonly string[]): string | null {
  for (const name of asked) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      const before = BEFORE_NAME.exec(text.slice(Math.max(0, at - 20), at))
      const after = AFTER_NAME.exec(text.slice(at + name.length).trimStart())
      if (before) return `${before[0].trim()} ${name}`
      if (after) return `${name} ${after[0].trim()}`
    }
  }
  return null
}

/** "No." and a word of regret from who called: the rest of it was said in a way nobody foresaw. */
function readRefusal(turns: readonly Spoken[]): ActionMention[] {
  const said = turns.filter(({ role, text }) => role === 'caller' && text !== '')
  const first = said[0]
  if (!first) return []
  const isShort = said.reduce((sum, { text }) => sum + text.split(' ').length, 0) <= SHORT_WORDS
  const isRegretted = turns.some(({ role, text, index }) => role === 'agent' && index > first.index && APOLOGISES.test(text))
  const isAgreed = said.some(({ text }) => (AGREES.test(text) || SPEAKS_OF_VISIT.test(text)) && !STARTS_WITH_NO.test(first.text))
  return isShort && isRegretted && !isAgreed ? [{ action: 'wrong_number', words: first.text.slice(0, 60), role: first.role }] : []
}

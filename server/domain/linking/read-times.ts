/** A time of day in words: minutes since midnight it may mean. Without "am" or "shaam" both halves of the day are possible. */
export type TimeMention = { start: number; end: number; words: string; minutes: number[] }

const HOUR = String.raw`(?<hour>\d{1,2})(?::(?<minute>\d{2}))?`
const MORNING = 'subah|savere|morning|am'
const AFTERNOON = 'dopahar|afternoon|pm'
const EVENING = 'shaam|evening|sandhya'
const NIGHT = 'raat|night|tonight'
const HALVES = `(?<am>${MORNING})|(?<pm>${AFTERNOON}|${EVENING}|${NIGHT})`
const IN = '(?:in the |at |on the |the |ko |ke |mein |me )?'
const QUARTERS = '(?<quarter>saadhe|savaa|paune)'
const OCLOCK = 'oclock|o clock|baje|sharp|on the dot|ish|hrs|hours|exactly'
const OTHERS = String.raw`(?! ?(?:people|persons?|guests?|pax|covers?|log|logon|bande|jan|of us|adults?|kids|children|minutes?|mins?|hours?|days?|weeks?|months?|years?|percent|rupees|rs|pounds|dollars|visits?|sessions?|st|nd|rd|th|more|times|other|tareekh|hafte|din|:|/|-|\d))`
const NEXT_TO = '(?:at|around|about|by|roughly|approximately|approx|for|from|say|maybe|kareeb|lagbhag|se pehle)'

const PATTERNS = [
  `(?<past>half past|half|quarter past|quarter to|quarter after|quarter of|quarter till|(?:5|10|20|25|15)(?: minutes?| mins?)? (?:past|to|after|till)) (?<hour>\\d{1,2})(?: oclock)?(?: ${IN}(?:${HALVES}))?(?! ?(?:hours?|minutes?|an hour|days?|people|price)\\b)`,
  `(?:${HALVES})(?: (?:ko|ke|ka|ki|me|mein|around|about|at|by|kareeb|lagbhag|some))* (?:${QUARTERS} )?${HOUR}(?: (?:${OCLOCK}))?${OTHERS}`,
  `(?:${QUARTERS} )?${HOUR} ?(?:(?:${OCLOCK}) )?${IN}(?:${HALVES})\\b`,
  `(?:${QUARTERS} )?${HOUR} ?(?:oclock|o clock|baje|sharp|on the dot|ish|hrs)\\b`,
  `${QUARTERS} ${HOUR}`,
  `(?<quarter>dedh|dhaai) baje`,
  `(?<word>noon|midday|midnight|mid day)`,
  `(?<hour>\\d{1,2}):(?<minute>\\d{2})`,
  `(?<=\\b(?:at|around|by|at around|at about) )(?<hour>1[0-2]|[1-9])${OTHERS}(?! (?:of us|bookings?|appointments?|tables?))`,
  `(?<=\\b${NEXT_TO} )(?<hour>1[0-2]|[1-9])${OTHERS}(?= (?:on|today|tomorrow|next|this|for|instead|works|please|thanks|thank|and|if|but|so|is|would|thing|slot|or|we|i|may|could|can|it|rather|with|ho|pe|par|ko|#\\S*|\\|)|$|\\s*\\|)`,
  // Right beside a day, which is blanked when times are read.
  `(?<=# ${NEXT_TO}? ?)(?<hour>1[0-2]|[1-9])${OTHERS}`,
].map((source) => new RegExp(String.raw`(?<![\w:/-])(?<!#\w)(?:${source})(?![\w:])`, 'g'))

/** Without one of these a turn names no time. */
const ANY_TIME = /\d|noon|midday|mid day|midnight|dedh|dhaai/

/** Times of day in a turn prepared by `listen`. */
export function readTimes(text: string): TimeMention[] {
  if (!ANY_TIME.test(text)) return []
  let rest = text
  const mentions: TimeMention[] = []
  for (const pattern of PATTERNS) {
    for (const match of rest.matchAll(pattern)) {
      const minutes = minutesOf(match.groups ?? {})
      if (minutes.length === 0) continue
      const end = match.index + match[0].length
      mentions.push({ start: match.index, end, words: match[0].trim(), minutes })
      rest = rest.slice(0, match.index) + '#'.repeat(match[0].length) + rest.slice(end)
    }
  }
  return mentions.sort((a, b) => a.start - b.start)
}

function minutesOf(groups: Record<string, string | undefined>): number[] {
  if (groups.word) return [groups.word === 'midnight' ? 0 : 720]
  if (groups.quarter && !groups.hour) return halves(groups.quarter === 'dedh' ? 90 : 150, groups)
  const hour = Number(groups.hour)
  const minute = Number(groups.minute ?? 0)
  if (hour > 23 || minute > 59) return []
  return halves(hour * 60 + minute + shift(groups), groups)
}

function shift({ past, quarter }: Record<string, string | undefined>): number {
  if (past) {
    const minutes = past.startsWith('half') ? 30 : past.startsWith('quarter') ? 15 : Number.parseInt(past, 10)
    return / (?:to|of|till)$/.test(past) ? -minutes : minutes
  }
  if (!quarter) return 0
  return quarter === 'paune' ? -15 : quarter === 'savaa' ? 15 : 30
}

function halves(minutes: number, { am, pm }: Record<string, string | undefined>): number[] {
  if (minutes >= 780) return [minutes]
  const first = minutes % 720
  if (am) return [first]
  // "raat 12 baje" is midnight, "dopahar 12 baje" noon.
  if (pm) return [/^(?:raat|rat|night|tonight)$/.test(pm) && first < 60 ? first : first + 720]
  return [first, first + 720]
}

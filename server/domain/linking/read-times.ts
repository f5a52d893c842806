/** A time of day in words: minutes since midnight it may mean. Without "am" or "shaam" both halves of the day are possible. */
export type TimeMention = { start: number; end: number; words: string; minutes: number[] }

const HOUR = String.raw`(?<hour>\d{1,2})(?::(?<minute>\d{2}))?`
const MORNING = String.raw`subah|subeh|sawere|savere|morning|am`
const AFTERNOON = 'dopahar|dopeher|dupahar|dophar|afternoon|pm'
const EVENING = String.raw`shaa?m|evening|sham|sandhya|pm`
const NIGHT = 'raat|rat|night|tonight|pm'
const HALVES = `(?<am>${MORNING})|(?<pm>${AFTERNOON}|${EVENING}|${NIGHT})`
const QUARTERS = '(?<quarter>saa?dh?e|saa?rhe|sa[vw]aa?|pau?ne|poune)'
const OTHERS = String.raw`(?! ?(?:people|persons?|guests|pax|log|logo|logon|bande|of us|adults|kids|min|minutes|hours?|days?|weeks?|years?|percent|rupees|rs|st|nd|rd|th|:|/|-|\d))`

const PATTERNS = [
  `(?<past>half past|quarter past|quarter to|half) (?<hour>\\d{1,2})(?: (?:in the )?(?:${HALVES}))?`,
  `(?:${HALVES})(?: (?:ko|ke|ka|me|mein|around|about|at|kareeb|karib))* (?:${QUARTERS} )?${HOUR}(?: (?:baje|bje|bajay|oclock))?${OTHERS}`,
  `(?:${QUARTERS} )?${HOUR} ?(?:oclock |baje |bje |bajay )?(?:in the |at )?(?:${HALVES})\\b`,
  `(?:${QUARTERS} )?${HOUR} ?(?:baje|bje|bajay|oclock)\\b`,
  `(?<quarter>dedh|dh?[ae]d|dhai|adhai) (?:baje|bje)`,
  `(?<word>noon|midday|midnight)`,
  `(?<hour>\\d{1,2}):(?<minute>\\d{2})`,
  `(?<=\\bat )(?<hour>1[0-2]|[1-9])${OTHERS}`,
  `(?<=\\b(?:around|by|about|for|from|to|till|until) )(?<hour>1[0-2]|[1-9])${OTHERS}(?= (?:on|today|tomorrow|next|this|for|instead|works|please|thanks|and|if|but|so|is|would|thing|slot|\\|)|$|\\s*\\|)`,
].map((source) => new RegExp(String.raw`(?<![\w:/#-])(?:${source})(?![\w:])`, 'g'))

/** Times of day in a turn prepared by `listen`. */
export function readTimes(text: string): TimeMention[] {
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
  if (groups.quarter && !groups.hour)
    return halves(groups.quarter.startsWith('de') || (groups.quarter.startsWith('dh') && !groups.quarter.includes('ai')) ? 90 : 150, groups)
  const hour = Number(groups.hour)
  const minute = Number(groups.minute ?? 0)
  if (hour > 23 || minute > 59) return []
  return halves(hour * 60 + minute + shift(groups), groups)
}

function shift({ past, quarter }: Record<string, string | undefined>): number {
  if (past) return past === 'quarter to' ? -15 : past === 'quarter past' ? 15 : 30
  if (!quarter) return 0
  if (quarter.startsWith('p')) return -15
  return /^sa[vw]/.test(quarter) ? 15 : 30
}

function halves(minutes: number, { am, pm }: Record<string, string | undefined>): number[] {
  if (minutes >= 780) return [minutes]
  const first = minutes % 720
  if (am) return [first]
  // "raat 12 baje" is midnight, "dopahar 12 baje" noon.
  if (pm) return [/^(?:raat|rat|night|tonight)$/.test(pm) && first < 60 ? first : first + 720]
  return [first, first + 720]
}

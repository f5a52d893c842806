export type PartyMention = { start: number; end: number; words: string; size: number }

const PEOPLE =
  'people|persons?|guests?|pax|covers?|of us|adults?|heads?|seats?|seater|members?|friends|diners|ladies|log|logo|logon|bande|bando|jan[oe]?|jane|mehmaa?n(?:on)?|vyakti|sadasya'
const SIZE = String.raw`(?<size>\d{1,3})`
const PATTERNS = [
  String.raw`${SIZE} (?:or so |odd |more )?(?:${PEOPLE})`,
  String.raw`(?:table|booking|reservation|party|group|dinner|lunch|brunch|breakfast|seating) (?:for|of) (?:about |around |just )?${SIZE}(?! ?(?:am|pm|baje|oclock|:|th|st|nd|rd|days?|weeks?|min|hours?))`,
  String.raw`(?:we are|were|there will be|therell be|well be|it will be|itll be|hum|ham|total|instead of|party is|of just) (?:about |around |just |now |going to be )?${SIZE}(?! ?(?:am|pm|baje|oclock|:|th|st|nd|rd|days?|weeks?|min|hours?|on))`,
  String.raw`(?:for|of) (?:about |around |just )?(?:the )?${SIZE}(?= (?:on|at|today|tonight|tomorrow|this|next|in the|please|kal|aaj|under)|$| \||(?: of us))`,
].map((source) => new RegExp(String.raw`(?<![\w:/-])(?:${source})(?!\w)`, 'g'))

/** Numbers of people in a turn prepared by `listen`. */
export function readPartySizes(text: string): PartyMention[] {
  let rest = text
  const mentions: PartyMention[] = []
  for (const pattern of PATTERNS) {
    for (const match of rest.matchAll(pattern)) {
      const size = Number(match.groups?.size)
      if (size < 1) continue
      const end = match.index + match[0].length
      mentions.push({ start: match.index, end, words: match[0].trim(), size })
      rest = rest.slice(0, match.index) + '#'.repeat(match[0].length) + rest.slice(end)
    }
  }
  return mentions.sort((a, b) => a.start - b.start)
}

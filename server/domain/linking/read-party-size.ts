export type PartyMention = { start: number; end: number; words: string; size: number }

const PEOPLE =
  'people|persons?|peoples|guests?|pax|covers?|of us|adults?|heads?|seats?|seater|members?|friends|diners|ladies|gentlemen|kids|individuals|attendees|places|log|logon|bande|jan[oe]?|jane|mehmaan|vyakti|sadasya'
const SIZE = String.raw`(?<size>\d{1,3})`
const PATTERNS = [
  String.raw`${SIZE} (?:or so |odd |more )?(?:${PEOPLE})`,
  String.raw`(?:table|booking|reservation|party|group|dinner|lunch|brunch|breakfast|seating) (?:for|of) (?:about |around |just )?${SIZE}(?! ?(?:am|pm|baje|oclock|:|th|st|nd|rd|days?|weeks?|min|hours?))`,
  String.raw`(?:we are|were|there will be|therell be|there would be|thered be|there are|well be|we will be|it will be|itll be|hum|ham|total|kul|instead of|party is|of just|a party of|seats for) (?:about |around |just |now |going to be )?${SIZE}(?! ?(?:am|pm|baje|oclock|:|th|st|nd|rd|days?|weeks?|min|hours?|on))`,
  String.raw`(?:for|of) (?:about |around |just )?(?:the )?${SIZE}(?= (?:on|at|today|tonight|tomorrow|this|next|in the|please|kal|aaj|under|#\S*)|$| \||(?: of us))`,
].map((source) => new RegExp(String.raw`(?<![\w:/-])(?:${source})(?!\w)`, 'g'))

/** Numbers of people in a turn prepared by `listen`. */
export function readPartySizes(text: string): PartyMention[] {
  if (!/\d/.test(text)) return []
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

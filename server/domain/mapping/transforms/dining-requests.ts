import { clausesOf, joinWithAnd } from './clauses'

const PARTY_SIZE =
  /^(?:(?:a )?(?:party|group|table|reservation|booking)\s*(?:size)?\s*(?:of|for|:)?\s*\d{1,3}(?:\s*(?:people|persons?|guests?|pax|adults?))?|(?:for\s+)?\d{1,3}\s*(?:people|persons?|guests?|pax|covers?|adults?))$/i
const OCCASIONS =
  'anniversary|birthday|engagement|graduation|promotion|wedding|retirement|farewell|reunion|honeymoon|baby shower|bridal shower|bachelorette|proposal|diwali|holi|eid|christmas|new year|onam|navratri'
const FESTIVAL = /^(?:diwali|holi|eid|christmas|new year|onam|navratri)$/i
const OCCASION_ALONE = new RegExp(
  `^(?:(?:it'?s|for|our|their|his|her|my|a|an|the)\\s+){0,3}((?:\\d{1,2}(?:st|nd|rd|th)\\s+)?(?:${OCCASIONS}))(?:\\s+(?:dinner|lunch|brunch|party|celebrations?|meal|night))?$`,
  'i',
)
const CELEBRATING =
  /^(?:(?:we are|we're|they are)\s+)?celebrat(?:ing|e|es|ion of)\s+(?:(?:a|an|our|their|his|her|my|the)\s+)?([\p{L}\p{M}\d' ’-]{2,40})$/iu

/**
 * What the kitchen and the table need, with the occasion last: `Party of 4, gluten-free options needed, celebrating anniversary`
 * → `Please note: gluten-free options needed for your anniversary celebration`. The party's size is said elsewhere.
 */
export function diningRequests(text: string): string | null {
  const requests: string[] = []
  const occasions: string[] = []
  for (const clause of clausesOf(text.replace(/^please note:?\s*/i, ''))) {
    if (PARTY_SIZE.test(clause)) continue
    const occasion = occasionOf(clause)
    if (occasion === null) requests.push(clause)
    else if (!occasions.includes(occasion)) occasions.push(occasion)
  }
  const celebration = occasions.length === 0 ? null : `your ${joinWithAnd(occasions)} celebration`
  if (requests.length === 0) return celebration === null ? null : `Please note: ${celebration}`
  return `Please note: ${joinWithAnd(requests)}${celebration === null ? '' : ` for ${celebration}`}`
}

function occasionOf(clause: string): string | null {
  const found = OCCASION_ALONE.exec(clause)?.[1] ?? CELEBRATING.exec(clause)?.[1]
  if (found === undefined) return null
  const occasion = found.trim().replace(/\s+celebrations?$/i, '')
  return FESTIVAL.test(occasion) ? occasion : `${occasion.charAt(0).toLowerCase()}${occasion.slice(1)}`
}

import { plainLine } from './plain-line'

/** What people keep to, in words they use for it. The first that fits a wish names it. */
const WISHES: [RegExp, string][] = [
  [/\bvegan\b|(?:वीगन)/i, 'vegan options'],
  [/\bvegetarian|\bveg (?:food|options?|menu)|\bshaka+ha+ri|(?:शाकाहारी)/i, 'vegetarian options'],
  [/\bjain (?:food|meal|thali)|(?:जैन)/i, 'Jain food'],
  [/\bhalal\b|(?:हलाल)/i, 'halal food'],
  [/\bgluten[- ]?free\b/i, 'gluten-free options'],
  [/\bnut[- ]free\b|\b(?:pea)?nuts? allerg|allerg\w* to (?:pea)?nuts?/i, 'nut allergy'],
  [/\b(?:less|not too|not) spicy\b|\bkam (?:mirch|teekha)/i, 'less spicy food'],
  [/\bparking\b|(?:पार्किंग)/i, 'parking'],
  [/\bwheel ?chair\b|(?:व्हीलचेयर)/i, 'wheelchair access'],
  [/\bwindow (?:seat|table)\b/i, 'a table by the window'],
  [/\b(?:outdoor|garden|terrace) (?:seating|table|area)\b/i, 'a table outdoors'],
  [/\b(?:female|lady|woman) (?:doctor|stylist|therapist)\b/i, 'a female provider'],
]
const ALLERGY = /\ballergic to ([a-z][a-z ]{2,30}?)(?=[.,;!?]|$| and | so )/i
const PREFER = /\b(?:i|we) (?:usually |always |really )?prefer ([^.,;!?।]{3,60})/i
const MOST = 8

/** What a caller keeps to: short phrases, those kept with the contact first, then those of the newest call. No duplicates. */
export function readPreferences(known: unknown, callerTexts: string[]): string[] {
  const found = new Map<string, string>()
  const note = (text: string) => {
    const line = plainLine(text, 80)
    const key = line.toLowerCase()
    if (line !== '' && !found.has(key) && found.size < MOST) found.set(key, line)
  }
  for (const text of knownPreferences(known)) note(text)
  for (const text of callerTexts) {
    for (const [pattern, wish] of WISHES) if (pattern.test(text)) note(wish)
    const allergy = ALLERGY.exec(text)?.[1]
    if (allergy) note(`allergic to ${allergy.trim()}`)
    const preferred = PREFER.exec(text)?.[1]
    if (preferred) note(`prefers ${preferred.trim()}`)
  }
  return [...found.values()]
}

/** `{ "seating": "window", "diet": ["vegan"] }`, as a contact keeps them. */
function knownPreferences(known: unknown): string[] {
  if (typeof known !== 'object' || known === null) return []
  return Object.entries(known).flatMap(([name, value]) => {
    const values = [value].flat().filter((item) => typeof item === 'string' || typeof item === 'number')
    if (value === true) return [spaced(name)]
    if (values.length === 0) return []
    return [Array.isArray(known) ? values.join(', ') : `${spaced(name)} ${values.join(', ')}`]
  })
}

function spaced(name: string): string {
  return name.replace(/[_-]+/g, ' ')
}

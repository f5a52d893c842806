import { clausesOf, isNegated, mentions } from './clauses'

const EARLY_MINUTES = [5, 10, 15, 20, 30, 45, 60] as const
const DEFAULT_EARLY_MINUTES = 15

/** Sentences a medical business may say, and what asks for each. None of them tells what the appointment is about. */
const SENTENCES: { said: string; asks: RegExp }[] = [
  {
    said: 'Please bring a photo ID',
    asks: /\b(?:photo id|photo identification|government id|id card|identity card|driver'?s licen[cs]e|aadhaar|aadhar|passport)\b/i,
  },
  { said: 'Please complete your paperwork before you arrive', asks: /\b(?:paperwork|forms?|questionnaire|registration)\b/i },
  { said: 'Please bring a form of payment', asks: /\b(?:co-?pay(?:ment)?|payment|deposit|cash)\b/i },
  { said: 'Please wear comfortable clothing', asks: /\b(?:comfortable|loose)[\w -]{0,20}\b(?:cloth(?:es|ing)|attire|shoes)\b/i },
]
/** Preparation itself may tell the diagnosis: people are sent back to what they were given. */
const FOLLOW_PREPARATION = 'Please follow the preparation instructions you were given'
const PREPARATION =
  /\b(?:fast(?:ing)?|empty stomach|nothing to eat|not eat|no food|no water|nil by mouth|stop taking|preparation instructions)\b/i
/** Everything a medical business may say of instructions, minutes aside. */
export const MEDICAL_SENTENCES: readonly string[] = [
  'Please bring your insurance card and arrive 15 minutes early',
  ...SENTENCES.map((sentence) => sentence.said),
  FOLLOW_PREPARATION,
]
const ARRIVE =
  /\b(?:arrive|come|reach|be here|check in|report)\b[^,;.]{0,30}\bearly\b|\bminutes (?:early|before|prior)\b|\bearly arrival\b/i
const INSURANCE = /\binsurance\b/i

/**
 * Sentences chosen from the allow-list above by what the instructions mention; never a word of the instructions themselves.
 * What it says gives itself again. @returns null when nothing on the list was asked for
 */
export function medicalInstructions(text: string): string | null {
  const clauses = clausesOf(text).flatMap((clause) => clause.split(/\s+and\s+/i))
  const affirmed = clauses.filter((clause) => !isNegated(clause))
  const said: string[] = []
  const isEarly = mentions(affirmed, ARRIVE)
  const early = `arrive ${earlyMinutes(affirmed)} minutes early`
  if (mentions(affirmed, INSURANCE)) said.push(`Please bring your insurance card and ${early}`)
  else if (isEarly) said.push(`Please ${early}`)
  for (const sentence of SENTENCES) if (mentions(affirmed, sentence.asks)) said.push(sentence.said)
  if (mentions(clauses, PREPARATION)) said.push(FOLLOW_PREPARATION)
  return said.length === 0 ? null : said.join('. ')
}

function earlyMinutes(clauses: readonly string[]): number {
  for (const clause of clauses) {
    const asked = /\b(\d{1,2})\s*-?\s*min(?:ute)?s?\b/i.exec(clause)
    const minutes = EARLY_MINUTES.find((allowed) => allowed === Number(asked?.[1]))
    if (minutes !== undefined && ARRIVE.test(clause)) return minutes
  }
  return DEFAULT_EARLY_MINUTES
}

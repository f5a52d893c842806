import { clausesOf, isNegated, joinWithAnd, mentions } from './clauses'

/** What a salon keeps about a client and may mention, most telling first; the details themselves are not read out. */
const KEPT: { said: string; asks: RegExp }[] = [
  { said: 'color formula', asks: /\bformula/i },
  { said: 'allergy information', asks: /\b(?:allerg|sensitiv|intoleran|reaction to)/i },
  { said: 'patch test record', asks: /\bpatch[ -]test/i },
]
const COLOR = /\b(?:colou?rs?|shades?|tones?|highlights?|balayage|toner|dye)\b/i
const STYLE = /\b(?:cut|fringe|bangs|layers?|length|trim|style|blow[ -]?dry|beard|fade)\b/i

/**
 * What is on file, without the details: `Color formula: L'Oreal 7.1, allergic to sulfates` →
 * `I have your color formula and allergy information on file`.
 */
export function salonPreferences(text: string): string | null {
  const clauses = clausesOf(text.replace(/(\d)\.(\d)/g, '$1·$2')).filter((clause) => !isNegated(clause))
  const kept = KEPT.filter((entry) => mentions(clauses, entry.asks)).map((entry) => entry.said)
  if (kept.length === 0 && mentions(clauses, COLOR)) kept.push('color preferences')
  if (kept.length === 0 && mentions(clauses, STYLE)) kept.push('style preferences')
  return `I have your ${kept.length === 0 ? 'preferences' : joinWithAnd(kept)} on file`
}

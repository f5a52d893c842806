/** The parts of an instruction, as people separate them: commas, semicolons, ends of sentences, bullets. */
export function clausesOf(text: string): string[] {
  return text
    .split(/\s*(?:[,;•|।]|[.!?](?=\s|$)|\s[-–—]\s)\s*/)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')
}

/** `a`, `a and b`, `a, b and c` */
export function joinWithAnd(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

/** Whether a clause says that something is not so. */
export function isNegated(clause: string): boolean {
  return /\b(?:no|not|none|without|never|don'?t|doesn'?t|isn'?t|non)\b/i.test(clause.replaceAll('’', "'"))
}

/** Whether one of the clauses mentions what `pattern` asks for. */
export function mentions(clauses: readonly string[], pattern: RegExp): boolean {
  return clauses.some((clause) => pattern.test(clause))
}

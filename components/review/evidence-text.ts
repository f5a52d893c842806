/** The words of the call in an evidence: those it quotes, or all of it. */
export function spokenPart(evidence: string): string {
  return evidence.match(/["“]([^"“”]+)["”]/)?.[1] ?? evidence
}

/** An evidence as people read it: words of the call in quotation marks, once; numbers and dates of ours without. */
export function evidenceText(evidence: string, isSpoken: boolean): string {
  const text = evidence.trim().replace(/["“]([^"“”]+)["”]/g, '“$1”')
  if (text.includes('“')) return text
  return isSpoken ? `“${text}”` : text
}

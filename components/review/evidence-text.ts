import { formatPhone } from '@/server/domain/phones/format-phone'

/** The words of the call in an evidence: those it quotes, or all of it. */
export function spokenPart(evidence: string): string {
  return evidence.match(/["“]([^"“”]+)["”]/)?.[1] ?? evidence
}

const E164 = /\+[1-9]\d{7,14}\b/g

/** An evidence as people read it: words of the call in quotation marks, once; numbers and dates of ours without; phones as elsewhere. */
export function evidenceText(evidence: string, isSpoken: boolean): string {
  const text = evidence
    .trim()
    .replace(/["“]([^"“”]+)["”]/g, '“$1”')
    .replace(E164, formatPhone)
  if (text.includes('“')) return text
  return isSpoken ? `“${text}”` : text
}

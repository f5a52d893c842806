import { cleanText } from '../text/clean-text'

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]+/gu
/** Invisible characters that hide or turn text around; the joiners of Indian scripts are kept. */
const INVISIBLE =
  /[\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF]|[\uFE00-\uFE0F]|[\u{E0000}-\u{E007F}]/gu
/** What marks roles, sections or code where a language model reads it. */
const MARKUP = /[<>{}[\]`#|*_~\\]+|-{3,}|={3,}/g
/** Speech to the machine, not about the caller. It is of no use to a later call. */
const TO_THE_MACHINE = [
  /\b(?:ignore|disregard|forget|override|bypass|bhool)\b.{0,60}\b(?:instructions?|prompts?|rules?|guidelines?|everything|nirdesh)\b/i,
  /\b(?:new|updated|real|system|developer|hidden) (?:instructions?|prompt|message|rules?)\b/i,
  /\b(?:you are now|from now on,? you|act as|pretend (?:to be|you)|reveal your|as an ai\b|jailbreak)/i,
  /^\s*(?:system|assistant|developer|user|tool|caller|agent|customer|name|business|today)\s*:/i,
  /\b(?:end_call|transfer_call|tool_call|function call)\b/i,
  /(?:निर्देश|नियम)\S*.{0,40}(?:भूल|अनदेखा|नज़रअंदाज़|नजरअंदाज)|(?:भूल|अनदेखा).{0,40}(?:निर्देश|नियम)/,
]

/**
 * One line of plain words out of text that came from a caller or a vendor: no control or invisible characters, no markup, no
 * sentence that speaks to a machine. What is left is still no more than data: whoever passes it on has to say so.
 * @param maxLength in UTF-16 units; a longer text is cut at a word
 */
export function plainLine(text: string, maxLength: number): string {
  const line = cleanText(text).replace(CONTROL, ' ').replace(INVISIBLE, '').replace(MARKUP, ' ').replace(/\s+/g, ' ').trim()
  const kept = splitSentences(line)
    .filter((sentence) => !TO_THE_MACHINE.some((pattern) => pattern.test(sentence)))
    .join(' ')
  return cutAtWord(kept, maxLength)
}

/** Sentences of English and Hindi, with their closing marks. */
export function splitSentences(text: string): string[] {
  return (text.match(/[^.!?।]+(?:[.!?।]+(?=\s|$)|[.!?।]+|$)(?:[^\s.!?।][^.!?।]*(?:[.!?।]+|$))*/g) ?? [])
    .map((part) => part.trim())
    .filter(Boolean)
}

function cutAtWord(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const cut = text.slice(0, maxLength - 1)
  const space = cut.lastIndexOf(' ')
  return `${(space > maxLength / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '').replace(/[\s,;:]+$/, '')}…`
}

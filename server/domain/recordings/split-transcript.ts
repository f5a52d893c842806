export type TranscriptPart = { role: 'caller' | 'agent' | 'unknown'; text: string; startedMs: number | null; endedMs: number | null }

/** Words by which transcripts name who speaks, lower-case. */
const AGENTS = new Set(
  'agent assistant ai bot receptionist staff business operator representative rep support clinic restaurant salon advisor host team'.split(
    ' ',
  ),
)
const CALLERS = new Set('caller customer client guest patient user contact visitor member lead'.split(' '))
const LABEL = /^\s*(?:\[[^\]]{1,20}\]\s*)?([\p{L}][\p{L}\p{N} ._'-]{0,40}?)\s*(?:\(\d[^)]{0,15}\))?\s*:\s+(.*)$/u
/** A transcript without speakers is cut into parts of about so many characters, at the end of a sentence. */
const PART_CHARACTERS = 400

/**
 * The parts of a transcript that is one text, as providers write it: `Agent: …` line by line, or plain words. Lines without a
 * name go on with the part before them. Times are not known.
 */
export function splitTranscript(text: string): TranscriptPart[] {
  const parts: TranscriptPart[] = []
  let isLabelled = false
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, label = '', rest = ''] = LABEL.exec(line) ?? []
    const role = roleOfLabel(label)
    if (role !== 'unknown') {
      isLabelled = true
      parts.push({ role, text: rest.trim(), startedMs: null, endedMs: null })
      continue
    }
    const said = line.trim()
    const last = parts.at(-1)
    if (said === '') continue
    if (isLabelled && last) last.text = `${last.text} ${said}`.trim()
    else parts.push({ role: 'unknown', text: said, startedMs: null, endedMs: null })
  }
  return parts.flatMap((part) => (part.role === 'unknown' ? cutPart(part) : [part])).filter(({ text: said }) => said !== '')
}

/** @param label who speaks, in a provider's words: `Customer`, `Agent 2`, a name */
export function roleOfLabel(label: string): TranscriptPart['role'] {
  const words = label.toLowerCase().split(/[^\p{L}]+/u)
  if (words.some((word) => AGENTS.has(word))) return 'agent'
  return words.some((word) => CALLERS.has(word)) ? 'caller' : 'unknown'
}

function cutPart(part: TranscriptPart): TranscriptPart[] {
  const sentences = part.text.match(/[^.!?।]+[.!?।]*\s*/gu) ?? [part.text]
  const pieces: string[] = []
  for (const sentence of sentences) {
    const last = pieces.at(-1)
    if (last !== undefined && last.length + sentence.length <= PART_CHARACTERS) pieces[pieces.length - 1] = last + sentence
    else pieces.push(sentence)
  }
  return pieces.map((piece) => ({ ...part, text: piece.trim() }))
}

/** Parts with times: those that are known stay, the others share the call by the length of what was said. */
export function spreadTimes(
  parts: readonly TranscriptPart[],
  durationMs: number,
): (TranscriptPart & { startedMs: number; endedMs: number })[] {
  const total = parts.reduce((sum, { text }) => sum + text.length, 0)
  let said = 0
  return parts.map((part) => {
    const from = total === 0 ? 0 : Math.round((said / total) * durationMs)
    said += part.text.length
    const to = total === 0 ? 0 : Math.round((said / total) * durationMs)
    const startedMs = part.startedMs ?? from
    return { ...part, startedMs, endedMs: Math.max(startedMs, part.endedMs ?? to) }
  })
}

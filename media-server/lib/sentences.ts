/** A first clause this long is spoken without waiting for the end of its sentence. */
const FIRST_CLAUSE_CHARACTERS = 60
/** Nothing longer is synthesised at once. */
const LONGEST_CHARACTERS = 280
const ABBREVIATIONS = /(?:^|\s)(?:mr|mrs|ms|dr|prof|st|no|vs|approx|e\.g|i\.e|a\.m|p\.m|\p{L})\.$/iu
const SENTENCE_END = /[.!?।…]["'”’)]*(?=\s)|\n/gu

/** In the stream of text: what came since the last whole sentence is void, for it is said anew. */
export const RESTART = '\u0000'

/** Cuts a stream of text into pieces that sound natural when spoken one by one, each as early as possible. */
export async function* splitSentences(deltas: AsyncIterable<string>): AsyncGenerator<string> {
  let buffer = ''
  let isFirst = true
  for await (const delta of deltas) {
    buffer = delta === RESTART ? '' : buffer + delta
    for (let cut = findCut(buffer, isFirst); cut > 0; cut = findCut(buffer, isFirst)) {
      const sentence = clean(buffer.slice(0, cut))
      buffer = buffer.slice(cut)
      if (sentence === '') continue
      isFirst = false
      yield sentence
    }
  }
  const rest = clean(buffer)
  if (rest !== '') yield rest
}

/** @returns how many characters make the first piece; 0 when more text is needed */
function findCut(text: string, isFirst: boolean): number {
  for (const match of text.matchAll(SENTENCE_END)) {
    const end = match.index + match[0].length
    if (match[0] === '.' && ABBREVIATIONS.test(text.slice(0, end))) continue
    return end
  }
  const clause = isFirst ? /[,;:–—](?=\s)/u.exec(text.slice(FIRST_CLAUSE_CHARACTERS)) : null
  if (clause) return FIRST_CLAUSE_CHARACTERS + clause.index + 1
  if (text.length <= LONGEST_CHARACTERS) return 0
  const space = text.lastIndexOf(' ', LONGEST_CHARACTERS)
  return space > 0 ? space : LONGEST_CHARACTERS
}

/** Marks that are written and not spoken. */
function clean(text: string): string {
  return text
    .replace(/[*_`#>]+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

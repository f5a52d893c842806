const IMPERATIVE =
  /^(?:please\s+)?(bring|prepare|have|send|share|review|complete|read|gather|submit|upload|print|join|fill|collect|update)\b/i

/** What the client is to have ready, as a request: a list becomes one, what is a request already stays. */
export function meetingPreparation(text: string): string | null {
  const bare = text.replace(/[\s.;,]+$/, '')
  if (bare === '') return null
  return IMPERATIVE.test(bare) || /^please\b/i.test(bare) ? bare : `Please prepare: ${bare}`
}

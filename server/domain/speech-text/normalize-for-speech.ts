/** The text as a voice should read it. */
export function normalizeForSpeech(text: string): string {
  return text
}

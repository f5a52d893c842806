export const LANGUAGES = [
  { value: 'en-IN', label: 'English (India)' },
  { value: 'hi-IN', label: 'Hindi' },
  { value: 'multi', label: 'English and Hindi, mixed' },
  { value: 'en-GB', label: 'English (United Kingdom)' },
  { value: 'en-US', label: 'English (United States)' },
  { value: 'bn-IN', label: 'Bengali' },
  { value: 'gu-IN', label: 'Gujarati' },
  { value: 'kn-IN', label: 'Kannada' },
  { value: 'ml-IN', label: 'Malayalam' },
  { value: 'mr-IN', label: 'Marathi' },
  { value: 'pa-IN', label: 'Punjabi' },
  { value: 'ta-IN', label: 'Tamil' },
  { value: 'te-IN', label: 'Telugu' },
  { value: 'ur-IN', label: 'Urdu' },
]

export function languageName(code: string): string {
  return LANGUAGES.find(({ value }) => value === code)?.label ?? code
}

/** Whether a voice made for `voiceLanguages` can say `language`: `en` covers `en-IN`; none listed covers all. */
export function speaksLanguage(voiceLanguages: string[], language: string): boolean {
  if (voiceLanguages.length === 0 || voiceLanguages.includes('multi')) return true
  const base = (code: string) => code.split('-')[0]
  if (language === 'multi') return voiceLanguages.some((code) => base(code) === 'hi')
  return voiceLanguages.some((code) => base(code) === base(language))
}

/** Speaks a sentence as an agent would, for somebody choosing a voice. */
export interface VoicePreview {
  /** @returns a WAV file. @throws VendorError */
  speak(request: { voiceId: string; text: string; language: string }, signal: AbortSignal): Promise<Uint8Array>
}

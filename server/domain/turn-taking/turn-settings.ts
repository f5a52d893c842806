/** How turns are taken. All values are milliseconds unless the name says otherwise. */
export type TurnSettings = {
  /** Speech shorter than this is noise: it never stops the agent. */
  noiseMs: number
  /** Of so much sound a guessing recogniser's telling words stop the agent, of a little more those it says twice, and of more any words. */
  tellingWordsMs: number
  repeatedWordsMs: number
  anyWordsMs: number
  /** A sound that died away after this may be a word to stop at: its level falls before its end. */
  shortestWordMs: number
  /** One that died away after this is long for a filler: telling words stop the agent. */
  longFillerMs: number
  /** So much longer than it is does a voice detector take a sound to be. */
  detectorExtraMs: number
  /** Speech this long stops the agent whatever is said. */
  sustainedMs: number
  /** How late it is noticed that a sound has faded, besides the length of a frame: a filler may look longer by this much. */
  fadeLagMs: number
  /** First look at what an interrupting caller has said so far; then one look after the other. */
  firstPeekMs: number
  peekEveryMs: number
  endOfTurnSilenceMs: number
  /** Added to the silence when the sentence is visibly unfinished. */
  unfinishedExtraMs: number
  /** Added to the silence while a number is being read out. */
  digitsExtraMs: number
  /** Added when the recogniser itself decides that the caller has finished: ours is then only the safety net. */
  providerEndpointingExtraMs: number
  /** How long a caller's turn waits for the recogniser's last words. */
  finalLimitMs: number
  /** Uninterrupted sound longer than this is recognised in pieces. */
  longSpeechMs: number
  /** After this much uninterrupted sound the agent answers what it has understood: a television never ends. */
  endlessSpeechMs: number
  /** A short answer given over the agent's last words counts when the agent finishes within this time. */
  overlapMs: number
  silencePromptAfterMs: number
  silencePromptsCount: number
  keypadPauseMs: number
  maxDurationMs: number
  /** A goodbye that is still not over by then is cut. */
  closingLimitMs: number
  /** Replies that failed in a row before the agent gives up. */
  failuresCount: number
  endpointing: 'ours' | 'provider'
}

export const DEFAULT_TURN_SETTINGS: TurnSettings = {
  noiseMs: 250,
  tellingWordsMs: 255,
  repeatedWordsMs: 420,
  anyWordsMs: 500,
  shortestWordMs: 200,
  longFillerMs: 480,
  detectorExtraMs: 80,
  sustainedMs: 600,
  fadeLagMs: 60,
  firstPeekMs: 270,
  peekEveryMs: 70,
  endOfTurnSilenceMs: 500,
  unfinishedExtraMs: 700,
  digitsExtraMs: 900,
  providerEndpointingExtraMs: 1000,
  finalLimitMs: 2500,
  longSpeechMs: 15_000,
  endlessSpeechMs: 30_000,
  overlapMs: 2500,
  silencePromptAfterMs: 8000,
  silencePromptsCount: 2,
  keypadPauseMs: 2000,
  maxDurationMs: 300_000,
  closingLimitMs: 12_000,
  failuresCount: 3,
  endpointing: 'ours',
}

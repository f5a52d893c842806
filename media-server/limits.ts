/** Time limits and sizes of the media path. Milliseconds unless the name says otherwise. */
export const LIMITS = {
  /** A stream that does not start by then is closed with 1008. */
  startMs: 10_000,
  malformedInARow: 10,
  messageBytes: 1024 * 1024,
  /** Pings go out this often; a peer that answered none of two is gone. */
  pingMs: 15_000,
  /** Audio sent ahead of what is being played. */
  aheadMs: 1000,
  greetingAheadMs: 2000,
  /** A quiet moment on the wire longer than this, in the middle of speech, is heard as silence. */
  stalledAudioMs: 400,
  /** How often it is asked what a call waits for beside its audio and its turns: answers that do not come, blocks to be written. */
  watchEveryMs: 50,
  /** The token exchange, before the upgrade. */
  claimMs: 5000,
  /** First token of a reply; then between tokens. */
  firstTokenMs: 3500,
  nextTokenMs: 3000,
  /** The caller hears that the agent is still there when a reply takes longer. */
  holdLineMs: 1600,
  /** First sound of a sentence; then between chunks. */
  firstSoundMs: 2500,
  nextSoundMs: 3000,
  toolRounds: 4,
  /** How long a finished call waits for its last words. */
  lastWordsMs: 1500,
  /** How long a transfer waits to be stored before the socket closes. */
  transferStoredMs: 2000,
  /** A notice is not interrupted before this long after it must have been heard: its last word counts. */
  noticeMarginMs: 150,
  /** A mark that comes back later than this after its audio must have been played is not waited for. */
  lateMarkMs: 1500,
  /** Largest typed message. */
  typedChars: 1000,
} as const

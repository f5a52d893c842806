import type { KeyInformation, KeyPoint } from './conversation-view'
import { plainLine, splitSentences } from './plain-line'

/** What is read of one call about a booking. */
export type TalkAboutBooking = {
  callId: string
  phase: 'before' | 'during' | 'after'
  sentiment: 'positive' | 'neutral' | 'negative' | null
  summary: string | null
  actionItems: string[]
  /** The caller's turns in their order. */
  callerTurns: string[]
}

/** Of each kind; earlier ones stand for later repetitions. */
const MOST = 10
const LINE_LENGTH = 200

const CONCERN =
  /\b(?:worr(?:y|ied)|concern(?:ed)?|problem|issue|complain(?:t|ing)?|upset|afraid|allerg(?:y|ic|ies)|late|delay(?:ed)?|wrong|pain|nervous|unhappy|disappointed|dikkat|pareshani|chinta|takleef|shikayat|der)\b|(?:समस्या|परेशान|चिंता|शिकायत|दिक्कत|तकलीफ|एलर्जी)/i
const REQUEST =
  /\b(?:can (?:i|we|you)|could (?:i|we|you)|may i|please|i(?:'d| would) like|we(?:'d| would) like|i (?:want|need)|we (?:want|need)|is it possible|chahiye|chahte|kar (?:do|dijiye)|kijiye|de dijiye|sakte)\b|(?:चाहिए|चाहते|कृपया|दीजिए|सकते|कीजिए)/i
const FEEDBACK =
  /\b(?:loved?|enjoyed|liked|great|wonderful|amazing|excellent|fantastic|delicious|terrible|awful|bad|disappoint(?:ed|ing)|rude|slow|friendly|helpful|clean|dirty|tasty|thank(?:s| you)|accha|achha|bahut|badhiya|kharab|mazedaar|pasand)\b|(?:अच्छा|अच्छी|बढ़िया|खराब|पसंद|शानदार|धन्यवाद)/i

/** A sentence of these words alone is how one hangs up, not what one thought. */
const COURTESY =
  /^(?:(?:ok|okay|alright|great|good|fine|perfect|and|so|very|much|a|lot|again|for|your|the|help|time|thanks?|you|bye|goodbye|have|nice|day|ji|accha|achha|theek|hai|dhanyavaad|shukriya|धन्यवाद|शुक्रिया|अच्छा|जी)(?:[\s,.!]+|$))+$/i

/**
 * What callers worried about, asked for and thought of a booking, in their own words: concerns and requests from before and
 * during the event, feedback from after it. Action items a provider found are requests.
 */
export function readKeyInformation(talks: TalkAboutBooking[]): KeyInformation {
  const concerns = new Points()
  const requests = new Points()
  const feedback = new Points()
  for (const { callId, phase, sentiment, summary, actionItems, callerTurns } of talks) {
    for (const sentence of callerTurns.flatMap(splitSentences)) {
      const isFeedback = phase === 'after' && FEEDBACK.test(sentence) && !COURTESY.test(sentence.trim())
      if (isFeedback) feedback.add(sentence, callId)
      if (CONCERN.test(sentence)) concerns.add(sentence, callId)
      else if (!isFeedback && REQUEST.test(sentence)) requests.add(sentence, callId)
    }
    for (const item of actionItems) requests.add(item, callId)
    if (phase === 'after' && summary && !feedback.hasOf(callId) && sentiment !== null && sentiment !== 'neutral')
      feedback.add(summary, callId)
  }
  return { concerns: concerns.list, requests: requests.list, feedback: feedback.list }
}

/** A few different points, each once. */
class Points {
  readonly list: KeyPoint[] = []
  private readonly seen = new Set<string>()

  add(text: string, callId: string): void {
    const line = plainLine(text, LINE_LENGTH)
    const key = line
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
      .trim()
    if (key === '' || this.seen.has(key) || this.list.length >= MOST) return
    this.seen.add(key)
    this.list.push({ text: line, callId })
  }

  hasOf(callId: string): boolean {
    return this.list.some((point) => point.callId === callId)
  }
}

/** When a call was held in relation to an event. @param endsAt exclusive */
export function phaseOf(callStartedAt: Date, event: { startsAt: Date; endsAt: Date }): TalkAboutBooking['phase'] {
  if (callStartedAt < event.startsAt) return 'before'
  return callStartedAt < event.endsAt ? 'during' : 'after'
}

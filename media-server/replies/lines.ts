import type { ClaimedCall } from '../../server/domain/calls/call-record'
import type { CloseReason, Line } from '../../server/domain/turn-taking/turn-state'
import { canTransfer } from './prompt'

const WORDS = {
  en: {
    hold: 'One moment, please.',
    goOn: 'Sorry, please go on.',
    transferring: 'I am putting you through to a colleague now. Please stay on the line.',
    offerTransfer: 'Shall I put you through to a colleague?',
    offerCallBack: 'Shall I ask a colleague to call you back?',
    willCallBack: 'A colleague will call you back. Goodbye.',
  },
  hi: {
    hold: 'एक क्षण, कृपया।',
    goOn: 'माफ़ कीजिए, बोलिए।',
    transferring: 'मैं आपको अपने सहकर्मी से जोड़ रही हूँ। कृपया लाइन पर बने रहें।',
    offerTransfer: 'क्या मैं आपको अपने सहकर्मी से जोड़ दूँ?',
    offerCallBack: 'क्या मैं अपने सहकर्मी से आपको फ़ोन करने को कहूँ?',
    willCallBack: 'हमारे सहकर्मी आपको फ़ोन करेंगे। धन्यवाद।',
  },
}

const AGREES = /\b(yes|yeah|yep|sure|please|ok|okay|haan|ji|transfer|person|human|someone|colleague|call me|call back)\b|हाँ|हां|जी/iu

export function agrees(text: string): boolean {
  return AGREES.test(text)
}

/** The sentences of a line that is the same on every call of an agent. `resume` is not: its words are the call's own. */
export function lineOf(call: ClaimedCall, line: Exclude<Line, 'resume'>, closes: CloseReason | null): string[] {
  const { agent } = call
  const words = wordsFor(agent.language)
  switch (line) {
    case 'greeting':
      return [agent.settings.notice.trim(), agent.greeting].filter((text) => text !== '')
    case 'silence_prompt':
      return [agent.settings.silencePromptText]
    case 'fallback':
      return [agent.fallbackMessage, canTransfer(call) ? words.offerTransfer : words.offerCallBack]
    case 'goodbye':
      if (closes === 'transferred') return [words.transferring]
      if (closes === 'provider_failed') return [canTransfer(call) ? words.transferring : words.willCallBack]
      return [agent.settings.goodbyeText]
  }
}

export function holdLine(language: string): string {
  return wordsFor(language).hold
}

export function goOnLine(language: string): string {
  return wordsFor(language).goOn
}

/** Everything worth having ready before a call begins, most urgent first. */
export function preparedLines(call: ClaimedCall): string[] {
  const { language } = call.agent
  return [
    ...lineOf(call, 'greeting', null),
    ...lineOf(call, 'fallback', null),
    holdLine(language),
    ...lineOf(call, 'silence_prompt', null),
    ...lineOf(call, 'goodbye', null),
  ]
}

function wordsFor(language: string): (typeof WORDS)['en'] {
  return language.startsWith('hi') ? WORDS.hi : WORDS.en
}

import type { CallInsights } from '../calls/call-insights'
import type { ActionItem } from './action-item'
import type { InsightQuestion } from './insight-question'
import { readActionItems } from './read-action-items'
import { readIntent } from './read-intent'
import { readSentiment } from './read-sentiment'
import { readTopics } from './read-topics'
import { sentencesOf } from './said'
import { writeSummary } from './write-summary'

const MOST_TURNS = 240
/** UTF-16 units. */
const LONGEST_TURN = 4_000

/** What our own understanding of a call holds. */
export type OwnInsights = Omit<CallInsights, 'actionItems'> & { items: ActionItem[] }

/**
 * What a call was about, read off its words by rules alone: English, Hinglish and Hindi. The same question has the same answer.
 * Nothing is guessed: what no rule finds is left out.
 */
export function readByRules(asked: InsightQuestion): OwnInsights {
  const question = { ...asked, turns: beginningAndEnd(asked.turns) }
  const sentences = sentencesOf(question.turns)
  const topics = readTopics(sentences, question.business.type)
  const found = readActionItems(sentences, question)
  const wantsCall = found.some(({ kind, from }) => kind === 'call_back' && from === 'asked')
  const intent = readIntent(sentences, { direction: question.direction, hasTopics: topics.length > 0, wantsCall })
  return {
    summary: writeSummary(question, sentences, { intent, topics, items: found }),
    sentiment: readSentiment(sentences),
    topics: [...new Set(topics.map(({ name }) => name))],
    intent,
    items: found.map(({ what, who, when, dueOn }) => ({ what, who, when, dueOn })),
  }
}

/** The rules' work grows with what was said: a very long call is read from its beginning and its end. */
function beginningAndEnd(turns: InsightQuestion['turns']): InsightQuestion['turns'] {
  const short = turns.map(({ role, text }) => ({ role, text: text.slice(0, LONGEST_TURN) }))
  return short.length <= MOST_TURNS ? short : [...short.slice(0, MOST_TURNS / 2), ...short.slice(-MOST_TURNS / 2)]
}

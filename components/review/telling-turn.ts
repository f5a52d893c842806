import type { Turn } from '@/server/domain/transcript/turn'
import { spokenPart } from './evidence-text'

const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

/**
 * The turn in which the words of an evidence were said: the one that shares most of them, at least half.
 * @returns null when none does, as for evidence that is a number or a date of ours
 */
export function findTellingTurn(evidence: string, turns: readonly Turn[]): Turn | null {
  const wanted = new Set(words(evidence))
  if (wanted.size === 0) return null
  let best: { turn: Turn; shared: number } | null = null
  for (const turn of turns) {
    const said = new Set(words(turn.text))
    const shared = [...wanted].filter((word) => said.has(word)).length
    if (shared > (best?.shared ?? 0)) best = { turn, shared }
  }
  return best && best.shared * 2 >= wanted.size ? best.turn : null
}

type Telling = { candidates: readonly { reasons: readonly { points: number; evidence: string }[] }[] }

/** Where to begin to listen: the turn of the weightiest evidence that was said, the first candidate's before others'. */
export function findFirstTellingTurn({ candidates }: Telling, turns: readonly Turn[]): Turn | null {
  for (const { reasons } of candidates) {
    for (const { evidence } of reasons.toSorted((one, other) => Math.abs(other.points) - Math.abs(one.points))) {
      const turn = findTellingTurn(spokenPart(evidence), turns)
      if (turn) return turn
    }
  }
  return null
}

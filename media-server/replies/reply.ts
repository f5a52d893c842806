import type { CallerTurn, CloseReason, Line } from '../../server/domain/turn-taking/turn-state'
import type { ChatMessage } from '../../server/ports/language-model'
import type { SpokenSentence } from '../playback-ledger'
import type { ReplyClock } from './reply-clock'

/** A reply the agent is working on or saying. */
export type Reply = {
  id: number
  kind: 'answer' | Line
  /** What it answers; null for the agent's own lines. */
  turn: CallerTurn | null
  closes: CloseReason | null
  controller: AbortController
  clock: ReplyClock
  /** Tool calls and results so far. */
  exchange: ChatMessage[]
  /** First frame, in call time; null until then. */
  heardAtMs: number | null
  /** All of it has been handed to the player. */
  isHandedOver: boolean
  /** The part that cannot be interrupted, while it has not been heard to its end. */
  notice: SpokenSentence | null
}

import type { CloseReason } from '../../server/domain/turn-taking/turn-state'
import { LIMITS } from '../limits'
import type { StreamEnd } from '../transports/transport'
import type { CallLine } from './call-line'
import type { Conversation } from './conversation'

/**
 * What is told about a call whose stream is over. Failed means that the stream broke by a fault; whether the call as a whole
 * failed also depends on whether there was a conversation.
 * @param closeReason why we closed, when we did
 */
export function describeEnd(
  end: StreamEnd,
  closeReason: CloseReason | null,
  conversation: Pick<Conversation, 'hadCaller' | 'hasTurns'>,
): { endReason: string; hadConversation: boolean; failed: boolean } {
  const endReason = end.reason === 'closed_by_us' ? (closeReason ?? 'agent_hung_up') : end.reason
  const isFault = end.reason === 'protocol_error' || end.reason === 'stream_never_started' || endReason === 'provider_failed'
  const isLostBeforeGreeting = end.reason === 'connection_lost' && !conversation.hasTurns
  return { endReason, hadConversation: conversation.hadCaller, failed: isFault || isLostBeforeGreeting }
}

/** Stops speaking, waits a moment for the caller's last words, and puts into the transcript what has not been. */
export async function settleLine(line: CallLine, endedMs: number): Promise<void> {
  line.speaker.stop(endedMs)
  line.turns.dispatch({ type: 'far_end_gone' })
  await lastWords(line)
  line.turns.dispatch({ type: 'settled' })
}

async function lastWords(line: CallLine): Promise<void> {
  const giveUpAtMs = line.now() + LIMITS.lastWordsMs
  while (line.turns.state.caller.awaitedMs.length > 0 && line.now() < giveUpAtMs) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

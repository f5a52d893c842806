/** Small notices between processes: ids and states only, at most once, no history. The database stays the truth. */
export interface EventBus {
  publish(event: LiveEvent): Promise<void>
  /** @returns how to stop listening */
  subscribe(listener: (event: LiveEvent) => void): Promise<() => Promise<void>>
}

export type LiveEvent =
  | { type: 'call_changed'; tenantId: string; callId: string; status: string }
  | { type: 'turn_added'; tenantId: string; callId: string; index: number }
  /** A call is about to reach a media-server: whoever holds the greeting cache may warm it. */
  | { type: 'call_opening'; tenantId: string; callId: string }
  | { type: 'agent_published'; tenantId: string; agentId: string }

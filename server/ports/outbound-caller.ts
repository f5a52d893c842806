/**
 * Places calls through a vendor that holds the conversation itself: we send who is to be called and the data of the
 * conversation, never a script. Every method is given the key it acts with: tenants may have their own.
 */
export interface OutboundCaller {
  /**
   * One request, never repeated by the adapter.
   * @throws OutboundRefused (server/domain/errors) when the vendor certainly did not take the call; any other error: it may have
   */
  place(request: PlaceCall, signal: AbortSignal): Promise<PlacedCall>
  /** Calls placed since a moment that carry `sessionId` in their metadata: what became of a lost reply. @throws VendorError */
  findBySession(query: { apiKey: string; sessionId: string; to: string; since: Date }, signal: AbortSignal): Promise<OutboundCallReport[]>
  /** @returns null when the vendor does not know the call. @throws VendorError */
  fetch(query: { apiKey: string; vendorCallId: string }, signal: AbortSignal): Promise<OutboundCallReport | null>
}

export type PlaceCall = {
  apiKey: string
  /** E.164 */
  from: string
  /** E.164 */
  to: string
  /** Absent: the agent bound to the number. */
  agentId?: string
  variables: Record<string, string>
  /** Comes back with every report: `tenant_id`, `contact_id`, `session_id`. */
  metadata: Record<string, string>
}

export type PlacedCall = { vendorCallId: string }

/** What a vendor says about a call, in our words; every part may be missing while it is under way. */
export type OutboundCallReport = {
  vendorCallId: string
  metadata: Record<string, unknown>
  status: 'registered' | 'ongoing' | 'ended' | 'not_connected' | 'error'
  from: string | null
  to: string | null
  startedAt: Date | null
  endedAt: Date | null
  durationMs: number | null
  /** The vendor's own word, stored as it is: the list of them is open. */
  disconnectionReason: string | null
  transcript: { role: 'caller' | 'agent'; text: string; startedMs: number; endedMs: number }[]
  recordingUrl: string | null
  /** Of two channels, where there is one. */
  multiChannelRecordingUrl: string | null
  analysis: {
    summary: string | null
    sentiment: 'POSITIVE' | 'NEUTRAL' | 'NEGATIVE' | null
    isSuccessful: boolean | null
    isVoicemail: boolean | null
    /** What the vendor's agent was set up to find out. */
    custom: Record<string, unknown>
  } | null
  /** US cents, fractions included. */
  costCents: number | null
}

/** One notice of a vendor's about a call. */
export type OutboundEvent = {
  /** The vendor's own word: the list of them is open. */
  event: string
  /** Null: it does not say which call. */
  report: OutboundCallReport | null
}

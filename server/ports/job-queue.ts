/** Starts durable work. Event ids derive from rows, so sending twice does the work once. */
export interface JobQueue {
  send(event: JobEvent): Promise<void>
}

export type JobEvent =
  | { name: 'call.ended'; id: string; data: { tenantId: string; callId: string } }
  | { name: 'import.started'; id: string; data: { tenantId: string; importId: string } }
  /** `dueAt`: ISO 8601; when the work is to begin. */
  | { name: 'outbound.due'; id: string; data: { tenantId: string; outboundId: string; generation: number; dueAt: string } }
  | { name: 'outcome.received'; id: string; data: { tenantId: string; webhookId: string } }
  | { name: 'outcome.incomplete'; id: string; data: { tenantId: string; callId: string } }
  | { name: 'recording.offered'; id: string; data: { tenantId: string; callId: string } }
  | { name: 'call.transcribed'; id: string; data: { tenantId: string; callId: string } }
  | { name: 'recording.given'; id: string; data: { tenantId: string; callId: string } }
  | { name: 'webhook.received'; id: string; data: { tenantId: string; webhookId: string } }
  /** A telephone system's notice was stored. */
  | { name: 'ringcentral.received'; id: string; data: { tenantId: string; webhookId: string } }
  /** A call of a telephone system is over: what is not told by itself is asked for. */
  | { name: 'ringcentral.session'; id: string; data: { tenantId: string; sessionId: string } }

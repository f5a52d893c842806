/** Starts durable work. Event ids derive from rows, so sending twice does the work once. */
export interface JobQueue {
  send(event: JobEvent): Promise<void>
}

export type JobEvent =
  | { name: 'call.ended'; id: string; data: { tenantId: string; callId: string } }
  | { name: 'webhook.received'; id: string; data: { tenantId: string; webhookId: string } }

/** What the telephone company knows about a call, asked for when its notices never came. */
export interface Telephony {
  /** @returns null when the vendor does not know the call. @throws VendorError */
  fetchCallDetails(vendorCallId: string, signal: AbortSignal): Promise<VendorCallDetails | null>
}

export type VendorCallDetails = {
  vendorCallId: string
  status: 'queued' | 'ringing' | 'in-progress' | 'completed' | 'failed' | 'busy' | 'no-answer' | 'canceled'
  startedAt: Date | null
  endedAt: Date | null
  durationSeconds: number | null
  recordingUrl: string | null
}

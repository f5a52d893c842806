import type { Database } from '../../db/transaction'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import type { JobQueue } from '../../ports/job-queue'
import type { OutboundCaller, OutboundEvent } from '../../ports/outbound-caller'
import type { RateLimits } from '../../ports/rate-limits'
import type { RecordingStore } from '../../ports/recording-store'
import type { RemoteFiles } from '../../ports/remote-files'
import type { SecretBox } from '../../ports/secret-box'
import type { CallsService } from '../calls/calls.service'
import type { InsightsService } from '../insights/insights.service'
import type { SuppressionsService } from '../suppressions/suppressions.service'

/** How the outbound vendor proves and writes its notices. */
export type OutcomeNotices = {
  isSigned(signed: { header: string | null; body: Uint8Array; apiKey: string; nowMs: number }): boolean
  /** Null: it is no notice. */
  readEvent(value: unknown): OutboundEvent | null
}

/** What the parts of the outcomes service work with. */
export type OutcomeDeps = {
  db: Database
  clock: Clock
  jobs: JobQueue
  rateLimits: RateLimits
  secrets: SecretBox
  audit: AuditTrail
  outcomeNotices: OutcomeNotices
  /** Null: no vendor to ask. */
  outboundCaller: OutboundCaller | null
  /** The key of tenants without their own; null: there is none. */
  outbound: { apiKey: string | null }
  recordings: RecordingStore
  remoteFiles: RemoteFiles
  calls: Pick<CallsService, 'applyFacts' | 'applySigns'>
  insights: Pick<InsightsService, 'noteProvider'>
  suppressions: Pick<SuppressionsService, 'add'>
  placing: {
    /** A call whose reply was lost turns out to have been taken on. @returns whether the session is one of ours */
    learnPlaced(tenantId: string, told: { sessionId: string; vendorCallId: string }): Promise<boolean>
    bookingChanged(tenantId: string, bookingId: string): Promise<void>
  }
  /** Notices of one tenant that arrive within it are applied together; 0: each by itself. */
  webhookWindowMs?: number
}

import type { Database } from '../../db/transaction'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import type { JobQueue } from '../../ports/job-queue'
import type { RateLimits } from '../../ports/rate-limits'
import type { RecordedCallEvent, RecordedCalls, RecordedCallsAccount } from '../../ports/recorded-calls'
import type { SecretBox } from '../../ports/secret-box'
import type { RecordingIntake } from '../recordings/recording-intake.service'

/** How RingCentral is reached, and what the installation's own account there is. */
export type RingCentralVendor = {
  api: RecordedCalls
  /** Null: it is no event. */
  readEvent(value: unknown): RecordedCallEvent | null
  /** The installation's account, for tenants without one of their own; null: there is none. */
  account: RecordedCallsAccount | null
  /** What the events of that account carry. */
  verificationToken: string | null
  isSimulated: boolean
}

/** What the parts of the service work with. */
export type RingCentralDeps = {
  db: Database
  clock: Clock
  jobs: JobQueue
  rateLimits: RateLimits
  secrets: SecretBox
  audit: AuditTrail
  ringCentral: RingCentralVendor
  /** Public origin of the webhooks. */
  appUrl: string
  recordingIntake: Pick<RecordingIntake, 'takeIn' | 'copyFrom'>
}

/** How long one question to the vendor may take, a second try with a fresh token included. */
export const ASK_LIMIT_MS = 40_000

/** How the ids of notices begin that we asked the archive for ourselves. */
export const ASKED_ARCHIVE = 'asked:archived:'

/** Whose account a notice came from, as the inbox says it. */
export type NoticeSource = 'ringcentral' | 'ringcentral.own'

export function webhookUrl({ appUrl }: Pick<RingCentralDeps, 'appUrl'>): string {
  return `${appUrl.replace(/\/+$/, '')}/webhooks/ringcentral`
}

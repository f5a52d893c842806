import type { ArchivedCall, CallAnalysis, SessionNotice } from '../domain/recorded-calls/session-notice'
import type { ShownHeaders } from './remote-files'

/** What an account of the vendor is reached with. Without a client, `jwt` is an access token as it is. */
export type RecordedCallsAccount = { clientId: string; clientSecret: string; jwt: string }

/** A telephone system that holds and records calls by itself, and tells of them. */
export interface RecordedCalls {
  /** A finished call by the vendor's id of it; null: the archive does not have it (yet: it lags by minutes). @throws VendorError */
  findCall(account: RecordedCallsAccount, sessionId: string, signal: AbortSignal): Promise<ArchivedCall | null>
  /** Recorded calls that began in a span of time, newest first. @throws VendorError */
  listCalls(account: RecordedCallsAccount, span: { since: Date; until: Date }, signal: AbortSignal): Promise<ArchivedCall[]>
  /** What was understood of a call's recordings; none: nothing yet, or the account does not pay for it. @throws VendorError */
  findAnalyses(account: RecordedCallsAccount, sessionId: string, signal: AbortSignal): Promise<CallAnalysis[]>
  /** Where a recording is when nobody says it. */
  recordingUrl(recordingId: string): string
  /** What to show at the vendor's own origins, and nowhere else. @throws VendorError */
  authorize(account: RecordedCallsAccount, signal: AbortSignal): Promise<ShownHeaders>
  /** The account's own id: shows that the credentials are good. @throws VendorError */
  readAccountId(account: RecordedCallsAccount, signal: AbortSignal): Promise<string>
  listSubscriptions(account: RecordedCallsAccount, signal: AbortSignal): Promise<NoticeSubscription[]>
  /** Asks for notices of calls and of what was understood of them. The vendor tries the address at once. @throws VendorError */
  subscribe(
    account: RecordedCallsAccount,
    to: { address: string; verificationToken: string },
    signal: AbortSignal,
  ): Promise<NoticeSubscription>
  renew(account: RecordedCallsAccount, subscriptionId: string, signal: AbortSignal): Promise<NoticeSubscription>
  /** One that is gone already is fine. @throws VendorError */
  unsubscribe(account: RecordedCallsAccount, subscriptionId: string, signal: AbortSignal): Promise<void>
}

export type NoticeSubscription = {
  id: string
  /** `blacklisted`: the vendor has given up on our address for good. */
  status: 'active' | 'suspended' | 'blacklisted'
  address: string | null
  expiresAt: Date | null
}

/** One delivery. `eventId` null: it has none of its own. */
export type RecordedCallEvent = { eventId: string | null; notice: SessionNotice }

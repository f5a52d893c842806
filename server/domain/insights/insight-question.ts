import type { BusinessType } from '../tenants/tenant-view'

/** What insights are made of: what was said, and what is known around it. */
export type InsightQuestion = {
  /** In order; an interrupted agent's turn as far as it was heard. */
  turns: { role: 'caller' | 'agent'; text: string }[]
  direction: 'inbound' | 'outbound'
  /** ISO 8601 with zone. */
  startedAt: string
  business: {
    name: string
    type: BusinessType
    /** IANA */
    timezone: string
    /** ISO 3166-1 alpha-2 */
    region: string
    /** The business, its agents: who says such a name is no customer. */
    ownNames: string[]
  }
  /** Of the contact the call was found to be with. */
  contactName: string | null
  /** The booking the call was found to be about. */
  booking: { startsAt: string; type: string | null; partySize: number | null; ownerName: string | null } | null
  /** What the agent took down by its tools: see server/domain/extraction. */
  noted: { type: string; data: Record<string, unknown> }[]
  wasTransferred: boolean
}

/** A call in which the caller said nothing tells nothing. */
export function isWorthReading(turns: InsightQuestion['turns']): boolean {
  return turns.some(({ role, text }) => role === 'caller' && /\p{L}|\p{N}/u.test(text))
}

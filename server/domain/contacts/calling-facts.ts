/** What the rules of calling have to know about a contact, read at the moment of the call. */
export type CallingFacts = {
  /** E.164 */
  phone: string
  /** IANA name; null: nobody said. */
  timezone: string | null
  /** Set by the staff or an integration. */
  doNotCall: boolean
  /** The number is on the tenant's suppression list. */
  isSuppressed: boolean
  /** What the person said last, by purpose; null: never asked. */
  consent: Record<'SERVICE' | 'PROMOTIONAL', boolean | null>
}

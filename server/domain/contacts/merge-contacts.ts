import type { StoredContact } from './plan-contacts'

/** What is counted about a contact besides its own fields. */
export type ContactCounters = { totalCalls: number; callAttempts: number; firstCallAt: Date | null; lastCallAt: Date | null }
export type MergeableContact = StoredContact & ContactCounters

/**
 * One contact out of two that are one person: `kept` stays with its id, number and everything it has, and gets what it lacks
 * from `other`. A wish not to be called holds for both numbers, whichever it was said about.
 * @param isOtherSuppressed the other's number is on the suppression list
 */
export function mergeContacts(kept: MergeableContact, other: MergeableContact, isOtherSuppressed: boolean): MergeableContact {
  const notes = kept.notes && other.notes && kept.notes !== other.notes ? `${kept.notes}\n\n${other.notes}`.slice(0, 5000) : null
  return {
    id: kept.id,
    phone: kept.phone,
    externalId: kept.externalId ?? other.externalId,
    name: kept.name ?? other.name,
    email: kept.email ?? other.email,
    companyName: kept.companyName ?? other.companyName,
    timezone: kept.timezone ?? other.timezone,
    language: kept.language ?? other.language,
    notes: notes ?? kept.notes ?? other.notes,
    metadata: { ...other.metadata, ...kept.metadata },
    doNotCall: kept.doNotCall || other.doNotCall || isOtherSuppressed,
    totalCalls: kept.totalCalls + other.totalCalls,
    callAttempts: kept.callAttempts + other.callAttempts,
    firstCallAt: outermost(Math.min, kept.firstCallAt, other.firstCallAt),
    lastCallAt: outermost(Math.max, kept.lastCallAt, other.lastCallAt),
  }
}

function outermost(pick: (...times: number[]) => number, ...times: (Date | null)[]): Date | null {
  const known = times.flatMap((time) => (time ? [time.getTime()] : []))
  return known.length > 0 ? new Date(pick(...known)) : null
}

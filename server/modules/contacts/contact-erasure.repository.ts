import type { TenantDb } from '../../db/transaction'

export type ErasableContact = {
  phone: string
  /** Calls that go on now. */
  activeCalls: number
  scheduledCallIds: string[]
  recordingKeys: string[]
}

/** What stands against erasing a contact, and what of it lives outside the database. Null: there is no such contact. */
export async function readErasable(db: TenantDb, tenantId: string, contactId: string): Promise<ErasableContact | null> {
  const contact = await db.contact.findUnique({ where: { tenantId_id: { tenantId, id: contactId } }, select: { phone: true } })
  if (!contact) return null
  const calls = await db.call.findMany({ where: { tenantId, contactId }, select: { id: true, status: true, recordingKey: true } })
  return {
    ...contact,
    activeCalls: calls.filter(({ status }) => status === 'RINGING' || status === 'CONNECTING' || status === 'IN_PROGRESS').length,
    scheduledCallIds: calls.filter(({ status }) => status === 'SCHEDULED').map(({ id }) => id),
    recordingKeys: calls.flatMap(({ recordingKey }) => recordingKey ?? []),
  }
}

/**
 * Takes a person out of everything kept about them. What stays names nobody: that there were calls, when, how long and at
 * what cost; and the number on the suppression list, so that it is not called again.
 * @returns how many calls and bookings it was about; null: there is no such contact
 */
export async function eraseContact(db: TenantDb, tenantId: string, contactId: string): Promise<{ calls: number; bookings: number } | null> {
  const contact = await db.contact.findUnique({
    where: { tenantId_id: { tenantId, id: contactId } },
    select: { phone: true, doNotCall: true },
  })
  if (!contact) return null
  if (contact.doNotCall) {
    const entry = { tenantId, phone: contact.phone, source: 'user', reason: 'Was marked as not to be called when erased' }
    await db.suppression.createMany({ data: [entry], skipDuplicates: true })
  }
  const calls = await eraseCalls(db, tenantId, contactId)
  const bookings = await releaseBookings(db, tenantId, contactId)
  await db.mappingLog.deleteMany({ where: { tenantId, contactId } })
  await eraseRejectedRows(db, tenantId, contact.phone)
  // Bookings, notes, consents, groups and wishes to call go with it.
  await db.contact.delete({ where: { tenantId_id: { tenantId, id: contactId } } })
  return { calls, bookings }
}

async function eraseCalls(db: TenantDb, tenantId: string, contactId: string): Promise<number> {
  const calls = await db.call.findMany({ where: { tenantId, contactId }, select: { id: true, externalId: true } })
  const callId = { in: calls.map(({ id }) => id) }
  await db.transcriptTurn.deleteMany({ where: { tenantId, callId } })
  await db.extraction.deleteMany({ where: { tenantId, callId } })
  await db.callEvent.deleteMany({ where: { tenantId, callId, type: { not: 'status' } } })
  await db.mappingLog.deleteMany({ where: { tenantId, callId } })
  await db.callLink.deleteMany({ where: { tenantId, callId } })
  await db.task.deleteMany({ where: { tenantId, callId } })
  await db.webhookInbox.deleteMany({ where: { tenantId, vendorCallId: { in: calls.flatMap(({ externalId }) => externalId ?? []) } } })
  const blank = { summary: null, dtmf: '', transferTo: null, recordingKey: null, recordingDurationMs: null }
  await db.call.updateMany({
    where: { tenantId, contactId },
    // Without the vendor's id no late notice finds the call and writes about the person again.
    data: { ...blank, contactId: null, bookingId: null, externalId: null, fromPhone: null, toPhone: null },
  })
  return calls.length
}

async function releaseBookings(db: TenantDb, tenantId: string, contactId: string): Promise<number> {
  const bookings = await db.booking.findMany({ where: { tenantId, contactId }, select: { id: true } })
  const bookingId = { in: bookings.map(({ id }) => id) }
  await db.call.updateMany({ where: { tenantId, bookingId }, data: { bookingId: null } })
  await db.outboundCall.updateMany({ where: { tenantId, bookingId }, data: { bookingId: null } })
  return bookings.length
}

/** Rows of files that were refused are kept as they were sent: numbers are written in many ways, their last digits are the same. */
async function eraseRejectedRows(db: TenantDb, tenantId: string, phone: string): Promise<void> {
  const digits = `%${phone.slice(-9)}%`
  await db.$executeRaw`
    DELETE FROM "ImportRejection"
    WHERE "tenantId" = ${tenantId}::uuid AND regexp_replace("raw"::text, '[^0-9]', '', 'g') LIKE ${digits}`
}

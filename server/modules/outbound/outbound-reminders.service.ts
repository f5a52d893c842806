import { isOpenBooking } from '../../domain/bookings/open-booking'
import type { Announce } from './announce-due'
import { listScheduledOf, lockOutbound, readBookingTime, updateOutbound } from './outbound.repository'
import { type OutboundDeps, refOf } from './outbound-deps'

/** Calls that are due some time before a booking. */
export function createOutboundReminders({ db, clock, calls }: Pick<OutboundDeps, 'db' | 'clock' | 'calls'>, announce: Announce) {
  /**
   * Lets reminders follow their booking: they move with it and die with it. Harmless when nothing changed.
   * To be called after every change of a booking's time or status.
   */
  async function bookingChanged(tenantId: string, bookingId: string): Promise<void> {
    const now = clock.now()
    const changes = await db.tenantDb({ tenantId }, async (tx) => {
      const done: { outboundId: string; moved: { generation: number; dueAt: Date } | null }[] = []
      for (const { id: outboundId } of await listScheduledOf(tx, tenantId, bookingId)) {
        const row = await lockOutbound(tx, { tenantId, outboundId })
        if (row?.status !== 'SCHEDULED' || row.minutesBeforeBooking === null) continue
        const booking = await readBookingTime(tx, tenantId, bookingId)
        if (!booking || !isOpenBooking(booking) || booking.startsAt <= now) {
          await updateOutbound(tx, refOf(row), { status: 'CANCELLED', failureReason: 'booking_closed', dueReason: null })
          done.push({ outboundId, moved: null })
          continue
        }
        const dueAt = new Date(Math.max(now.getTime(), booking.startsAt.getTime() - row.minutesBeforeBooking * 60_000))
        // One that is due and waits for its window is not put back to where it was.
        const isWaiting = row.dueReason !== null && dueAt <= now
        if (isWaiting || dueAt.getTime() === row.dueAt.getTime()) continue
        const generation = await updateOutbound(tx, refOf(row), { dueAt, dueReason: null })
        done.push({ outboundId, moved: { generation, dueAt } })
      }
      return done
    })
    for (const { outboundId, moved } of changes) {
      if (moved) await announce({ tenantId, outboundId }, moved)
      else
        await calls.applySigns({ tenantId, callId: outboundId }, [{ type: 'cancelled', at: now.toISOString(), reason: 'booking_closed' }])
    }
  }

  return { bookingChanged }
}

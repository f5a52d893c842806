import type { Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import type { BusinessType } from '../../domain/tenants/tenant-view'

export type CallRef = { tenantId: string; callId: string }

const HELD = { insights: true, summary: true, sentiment: true } as const satisfies Prisma.CallSelect
export type HeldRow = { insights: unknown; summary: string | null; sentiment: string | null }

export async function readHeld(db: TenantDb, { tenantId, callId }: CallRef): Promise<HeldRow | null> {
  return db.call.findUnique({ where: { tenantId_id: { tenantId, id: callId } }, select: HELD })
}

/** Everything insights are made of; null when there is no such call. */
export async function readMaterial(db: TenantDb, { tenantId, callId }: CallRef) {
  const call = await db.call.findUnique({
    where: { tenantId_id: { tenantId, id: callId } },
    select: {
      ...HELD,
      provider: true,
      direction: true,
      startedAt: true,
      bookingId: true,
      transferRequestedAt: true,
      turns: { select: { role: true, text: true, heardText: true, interrupted: true }, orderBy: { index: 'asc' } },
      extractions: { select: { type: true, data: true }, orderBy: { createdAt: 'asc' } },
      contact: { select: { name: true } },
      booking: { select: { startsAt: true, type: true, partySize: true, ownerName: true } },
      tenant: {
        select: { name: true, businessType: true, timezone: true, region: true, agents: { select: { name: true } } },
      },
    },
  })
  if (!call) return null
  return { ...call, tenant: { ...call.tenant, businessType: call.tenant.businessType as BusinessType } }
}
export type Material = NonNullable<Awaited<ReturnType<typeof readMaterial>>>

export async function saveHeld(
  db: TenantDb,
  { tenantId, callId }: CallRef,
  held: { insights: object; summary: string | null; sentiment: 'POSITIVE' | 'NEUTRAL' | 'NEGATIVE' | null },
): Promise<void> {
  const insights = held.insights as Prisma.InputJsonObject
  await db.call.update({ where: { tenantId_id: { tenantId, id: callId } }, data: { ...held, insights }, select: { id: true } })
}

export type NewTask = { title: string; doer: 'BUSINESS' | 'CALLER'; due: string | null; dueOn: Date | null; dedupeKey: string }

/** The tasks of a call: what a newer account no longer holds is taken away unless it was done; what is there already stays as it is. */
export async function replaceTasks(db: TenantDb, { tenantId, callId }: CallRef, tasks: NewTask[]): Promise<void> {
  await db.task.deleteMany({ where: { tenantId, callId, doneAt: null, dedupeKey: { notIn: tasks.map(({ dedupeKey }) => dedupeKey) } } })
  if (tasks.length === 0) return
  // Each a little later than the one before: lists keep the order they were said in.
  const now = Date.now()
  const rows = tasks.map((task, index) => ({ tenantId, callId, createdAt: new Date(now + index), ...task }))
  await db.task.createMany({ data: rows, skipDuplicates: true })
}

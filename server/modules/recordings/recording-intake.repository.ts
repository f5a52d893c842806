import type { Provider } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'

type CallRef = { tenantId: string; callId: string }
export type TakenCall = {
  id: string
  /** One of our own agents, or one we placed, held the conversation. */
  isOurs: boolean
  hasTurns: boolean
  recordingSource: string | null
  recordingKey: string | null
  durationSeconds: number | null
}
export type RecordedTurn = { role: 'CALLER' | 'AGENT'; text: string; startedMs: number; endedMs: number }

export async function readIntakeTenant(db: TenantDb, tenantId: string) {
  return db.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { timezone: true, region: true } })
}

/** Writes the call, or finds the one that is there; locks it either way. */
export async function takeCall(
  db: TenantDb,
  call: {
    id: string
    tenantId: string
    provider: Provider
    externalId: string
    direction: 'INBOUND' | 'OUTBOUND'
    fromPhone: string | null
    toPhone: string | null
    startedAt: Date
  },
): Promise<TakenCall> {
  await db.call.createMany({ data: [call], skipDuplicates: true })
  const { tenantId, provider, externalId } = call
  await db.$queryRaw`SELECT 1 FROM "Call" WHERE "tenantId" = ${tenantId}::uuid AND "provider" = ${provider}::"Provider" AND "externalId" = ${externalId} FOR UPDATE`
  const row = await db.call.findUniqueOrThrow({
    where: { tenantId_provider_externalId: { tenantId, provider, externalId } },
    select: {
      id: true,
      agentId: true,
      recordingSource: true,
      recordingKey: true,
      durationSeconds: true,
      _count: { select: { turns: true } },
      outbound: { select: { id: true } },
    },
  })
  const { agentId, outbound, _count, ...rest } = row
  return { ...rest, isOurs: agentId !== null || outbound !== null, hasTurns: _count.turns > 0 }
}

/** A transcript replaces the one before it. */
export async function replaceTurns(db: TenantDb, { tenantId, callId }: CallRef, turns: RecordedTurn[]): Promise<void> {
  await db.transcriptTurn.deleteMany({ where: { tenantId, callId } })
  const rows = turns.map(({ role, ...turn }, index) => ({
    tenantId,
    callId,
    index,
    role,
    heardText: role === 'AGENT' ? turn.text : null,
    ...turn,
  }))
  await db.transcriptTurn.createMany({ data: rows })
}

export async function saveRecordingSource(db: TenantDb, { tenantId, callId }: CallRef, recordingSource: string): Promise<void> {
  await db.call.update({ where: { tenantId_id: { tenantId, id: callId } }, data: { recordingSource }, select: { id: true } })
}

export async function readRecordingSource(db: TenantDb, { tenantId, callId }: CallRef) {
  return db.call.findUnique({
    where: { tenantId_id: { tenantId, id: callId } },
    select: { recordingSource: true, recordingKey: true, durationSeconds: true },
  })
}

export async function noteRecording(db: TenantDb, { tenantId, callId }: CallRef, event: { at: Date; failed: string }): Promise<void> {
  const { at, failed } = event
  await db.callEvent.createMany({
    data: [{ tenantId, callId, at, type: 'recording', data: { failed }, dedupeKey: `recording_refused:${failed}` }],
    skipDuplicates: true,
  })
}

import type { SharedDb } from '../../db/transaction'

export type MediaServerLoad = { id: string; capacity: number; activeCalls: number; isDraining: boolean }

export async function saveHeartbeat(db: SharedDb, { id, ...load }: MediaServerLoad, now: Date): Promise<void> {
  const data = { ...load, heartbeatAt: now }
  await db.mediaServer.upsert({ where: { id }, create: { id, ...data, startedAt: now }, update: data, select: { id: true } })
}

export async function removeMediaServer(db: SharedDb, id: string): Promise<void> {
  await db.mediaServer.deleteMany({ where: { id } })
}

/** Servers silent since then are gone for good. */
export async function removeSilentSince(db: SharedDb, silentSince: Date): Promise<number> {
  return (await db.mediaServer.deleteMany({ where: { heartbeatAt: { lt: silentSince } } })).count
}

export async function listMediaServers(db: SharedDb) {
  return db.mediaServer.findMany({ orderBy: { id: 'asc' } })
}

import type { Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'

const TASK = {
  id: true,
  title: true,
  doer: true,
  due: true,
  dueOn: true,
  doneAt: true,
  doneById: true,
  createdAt: true,
  call: {
    select: { id: true, startedAt: true, direction: true, fromPhone: true, toPhone: true, contact: { select: { id: true, name: true } } },
  },
} as const satisfies Prisma.TaskSelect
export type TaskRow = Prisma.TaskGetPayload<{ select: typeof TASK }>

export type TaskQuery = { contactId: string | null; callId: string | null }

/** Without a call or contact: everybody's, but not those of calls made to try an agent. */
function whereOf(tenantId: string, { contactId, callId }: TaskQuery): Prisma.TaskWhereInput {
  if (callId) return { tenantId, callId }
  return contactId ? { tenantId, call: { contactId } } : { tenantId, OR: [{ callId: null }, { call: { isTest: false } }] }
}

/** Open ones by the day they are due, then the newest. */
export async function listOpenTasks(db: TenantDb, tenantId: string, query: TaskQuery, limit: number): Promise<TaskRow[]> {
  return db.task.findMany({
    where: { ...whereOf(tenantId, query), doneAt: null },
    orderBy: [{ dueOn: { sort: 'asc', nulls: 'last' } }, { createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
    select: TASK,
  })
}

export async function listDoneTasks(db: TenantDb, tenantId: string, query: TaskQuery, limit: number): Promise<TaskRow[]> {
  if (limit < 1) return []
  return db.task.findMany({
    where: { ...whereOf(tenantId, query), doneAt: { not: null } },
    orderBy: [{ doneAt: 'desc' }, { id: 'desc' }],
    take: limit,
    select: TASK,
  })
}

export async function countOpenTasks(db: TenantDb, tenantId: string, query: TaskQuery): Promise<number> {
  return db.task.count({ where: { ...whereOf(tenantId, query), doneAt: null } })
}

export async function findTask(db: TenantDb, tenantId: string, taskId: string): Promise<TaskRow | null> {
  return db.task.findUnique({ where: { tenantId_id: { tenantId, id: taskId } }, select: TASK })
}

/** Only what changes anything: the first to do a task is who did it. */
export async function saveDone(
  db: TenantDb,
  { tenantId, taskId }: { tenantId: string; taskId: string },
  done: { at: Date; byId: string | null } | null,
): Promise<void> {
  await db.task.updateMany({
    where: { tenantId, id: taskId, doneAt: done ? null : { not: null } },
    data: { doneAt: done?.at ?? null, doneById: done?.byId ?? null },
  })
}

export async function contactExists(db: TenantDb, tenantId: string, contactId: string): Promise<boolean> {
  return (await db.contact.count({ where: { tenantId, id: contactId } })) > 0
}

export async function callExists(db: TenantDb, tenantId: string, callId: string): Promise<boolean> {
  return (await db.call.count({ where: { tenantId, id: callId } })) > 0
}

/** Names of people of the team, by id. */
export async function readNames(db: TenantDb, tenantId: string, userIds: string[]): Promise<Map<string, string>> {
  const members = await db.membership.findMany({
    where: { tenantId, userId: { in: userIds } },
    select: { userId: true, user: { select: { name: true, email: true } } },
  })
  return new Map(members.map(({ userId, user }) => [userId, user.name ?? user.email]))
}

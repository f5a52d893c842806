import type { Database, TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import { DomainError } from '../../domain/errors/domain-error'
import type { ListTasksInput, SetTaskDoneInput, TaskList, TaskView } from '../../domain/tasks/task-view'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import {
  callExists,
  contactExists,
  countOpenTasks,
  findTask,
  listDoneTasks,
  listOpenTasks,
  readNames,
  saveDone,
  type TaskRow,
} from './tasks.repository'

/** What conversations left for people to do. */
export function createTasksService({ db, clock, audit }: { db: Database; clock: Clock; audit: AuditTrail }) {
  /** @throws DomainError `not_found` (contact, call) */
  async function list(scope: Scope, { contactId = null, callId = null, withDone, limit }: ListTasksInput): Promise<TaskList> {
    const { tenantId } = scope
    return db.tenantDb(scope, async (tx) => {
      if (contactId && !(await contactExists(tx, tenantId, contactId))) throw new DomainError('not_found', 'There is no such contact.')
      if (callId && !(await callExists(tx, tenantId, callId))) throw new DomainError('not_found', 'There is no such call.')
      const query = { contactId, callId }
      const open = await listOpenTasks(tx, tenantId, query, limit)
      const done = withDone ? await listDoneTasks(tx, tenantId, query, limit - open.length) : []
      return { items: await toViews(tx, tenantId, [...open, ...done]), totalOpen: await countOpenTasks(tx, tenantId, query) }
    })
  }

  /** Ticks a task off, or takes that back. @throws DomainError `not_found` */
  async function setDone(scope: Scope, { taskId, isDone }: SetTaskDoneInput): Promise<TaskView> {
    const { tenantId, actor } = scope
    const byId = actor.type === 'user' ? actor.id : null
    const view = await db.tenantDb(scope, async (tx) => {
      if (!(await findTask(tx, tenantId, taskId))) throw new DomainError('not_found', 'There is no such task.')
      await saveDone(tx, { tenantId, taskId }, isDone ? { at: clock.now(), byId } : null)
      const row = await findTask(tx, tenantId, taskId)
      return row && (await toViews(tx, tenantId, [row]))[0]
    })
    if (!view) throw new DomainError('not_found', 'There is no such task.')
    await audit.record(scope, { action: 'tasks.write', targetType: 'task', targetId: taskId, outcome: 'allowed', details: { isDone } })
    return view
  }

  return { list, setDone }
}

async function toViews(tx: TenantDb, tenantId: string, rows: TaskRow[]): Promise<TaskView[]> {
  const names = await readNames(tx, tenantId, [...new Set(rows.flatMap(({ doneById }) => doneById ?? []))])
  return rows.map(({ call, doer, dueOn, doneAt, doneById, createdAt, id, title, due }) => ({
    id,
    title,
    due,
    doer: doer === 'CALLER' ? 'caller' : 'business',
    dueOn: dueOn?.toISOString().slice(0, 10) ?? null,
    isDone: doneAt !== null,
    doneAt: doneAt?.toISOString() ?? null,
    doneBy: doneById === null ? null : (names.get(doneById) ?? null),
    createdAt: createdAt.toISOString(),
    call: call && {
      id: call.id,
      startedAt: call.startedAt.toISOString(),
      phone: call.direction === 'INBOUND' ? call.fromPhone : call.toPhone,
    },
    contact: call?.contact ?? null,
  }))
}
